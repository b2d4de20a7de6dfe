import { queryRows } from '../query-rows.ts'
import type { Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'
import type { JobRun } from './read-jobs.ts'

/** Columns that say who works, as people call them. */
const whoWorks =
  /(?:^|[_.\s-])(?:app|application|appname|program|module|job|jobname|login|user|username|login_?name|client|consumer|process|command|cmd|proc|caller|owner|account|key)(?:[_.\s-]?name)?$/i
/** A column with more different values names those who come for themselves. */
const mostDifferent = 60
const mostKeys = 12
const longestName = 80
/** Who is not heard of for so long is gone. */
const silentMs = 20 * 60_000
/** Who is only heard of where something fails is one that suffers (RE2). */
const complains = '(?i)fail|error|exception|cancel|time.?d? ?out|refus|reject|abort|denied'
/** Harm shows some time after who brings it came. */
const earlyMs = 10 * 60_000
const lateMs = 5 * 60_000
const leastShare = 0.8

interface Heard {
  readonly name: string
  readonly source: string
  readonly line: number | null
  /** Minutes in which it is heard of, ms since the epoch, in order. */
  readonly minutes: number[]
}

/**
 * Who came as harm began and stayed through it, of whatever kind of record: a program, a login, a module of a session, what a platform
 * says was started. Whatever else hears of it counts: a service that is always there is none. Each with its stays, so that who comes at this hour every day is no newcomer. Instances of one thing
 * (`sync-29337`, `sync-29338`) are one.
 */
export async function readNewcomers(context: ToolContext, harm: Span): Promise<JobRun[]> {
  const found: JobRun[] = []
  for (const heard of await whoIsHeard(context, harm)) {
    const stays = staysOf(heard.minutes, harm)
    const through = stays.find((stay) => comesWith(stay, harm))
    if (!through) continue
    found.push(
      ...stays.map(({ from, to }): JobRun => ({
        name: heard.name,
        start: from,
        end: to,
        failed: false,
        source: heard.source,
        line: heard.line,
        ref: null
      }))
    )
  }
  return found
}

const comesWith = ({ from, to }: Span, harm: Span): boolean =>
  from >= harm.from - earlyMs &&
  from <= harm.from + lateMs &&
  Math.min(to, harm.to) - Math.max(from, harm.from) >= leastShare * (harm.to - harm.from) &&
  to <= harm.to + earlyMs

/** Times through which it is heard of without a long silence; one that is heard of in harm alone is there from first to last. */
function staysOf(minutes: readonly number[], harm: Span): Span[] {
  const [first, last] = [minutes[0], minutes.at(-1)]
  if (first === undefined || last === undefined) return []
  if (first >= harm.from - earlyMs && last <= harm.to + earlyMs) return [{ from: first, to: last }]
  const stays: { from: number; to: number }[] = []
  for (const minute of minutes) {
    const stay = stays.at(-1)
    if (stay && minute - stay.to <= silentMs) stay.to = minute
    else stays.push({ from: minute, to: minute })
  }
  return stays
}

/** Without what numbers an instance: `sync-svc-7c9f-qv7rn` → `sync-svc`. What is all numbers stays as it is. */
export function nameOfKind(name: string): string {
  const parts = name.split('-')
  const end = parts.findIndex((part, i) => i > 0 && /\d/.test(part))
  return end <= 0 ? name : parts.slice(0, end).join('-')
}

/** Of a source that begins with harm nobody knows who was there before. */
async function whoIsHeard(context: ToolContext, harm: Span): Promise<Heard[]> {
  const keys = await queryRows(
    context,
    `SELECT DISTINCT key FROM (SELECT unnest(json_keys(attributes)) AS key FROM events WHERE hash(record_id) % 16 = 0 OR record_id % 64 = 0) ORDER BY key`
  )
  const named = keys
    .map((row) => row.text('key') ?? '')
    .filter((key) => whoWorks.test(key) && /^[\w .-]+$/.test(key))
    .slice(0, mostKeys)
  const columns = ['entity', 'logger', ...named.map((key) => `(attributes->>'${key}')`)]
  const heardIn = (table: string, column: string, more = ''): string =>
    `SELECT source_id, '${table} ${column.replaceAll("'", '')}' AS place, ${column} AS name, time_bucket(INTERVAL 1 MINUTE, ts) AS minute, min(first_line) AS line
       FROM ${table} WHERE ts IS NOT NULL AND ${column} IS NOT NULL ${more} GROUP BY ALL`
  const heard = [
    ...columns.map((column) =>
      heardIn(
        'events',
        column,
        `AND NOT (coalesce(level, '') IN ('error', 'fatal', 'warning') OR regexp_matches(message, '${complains}'))`
      )
    ),
    heardIn('requests', 'client'),
    heardIn('spans', 'entity'),
    heardIn('metrics', 'entity')
  ]
  const rows = await queryRows(
    context,
    `WITH heard AS (${heard.join(' UNION ALL ')}),
     told AS (SELECT *, count(DISTINCT name) OVER (PARTITION BY source_id, place) AS different, min(minute) OVER (PARTITION BY source_id) AS begins FROM heard)
     SELECT source_id, name, epoch_ms(minute) AS t, line FROM told
     WHERE different <= ${mostDifferent} AND length(name) BETWEEN 2 AND ${longestName} AND epoch_ms(begins) < ${harm.from - earlyMs}
     ORDER BY t, source_id, name`,
    [],
    { rows: 200_000 }
  )
  const byKind = new Map<string, Heard>()
  for (const row of rows) {
    const name = nameOfKind(row.text('name') ?? '')
    if (/^[\d\s.:-]*$/.test(name) && !/^\d+(?:\.\d+){3}$/.test(name)) continue
    const known = byKind.get(name)
    const minute = row.number('t') ?? 0
    if (known) known.minutes.push(minute)
    else byKind.set(name, { name, source: row.text('source_id') ?? '', line: row.number('line'), minutes: [minute] })
  }
  return [...byKind.values()]
}
