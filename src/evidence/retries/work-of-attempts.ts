import { queryRows } from '../query-rows.ts'
import { inSpan, type Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { attributesFrom } from '../attribute-of.ts'
import { coarseWaitWords, waitedLine } from '../language/waited-lines.ts'
import { epochMsOf } from '../../domain/index.ts'

/** How long what was asked for waited before it was begun, and how long it then took, medians in ms. */
export interface WorkOfAttempts {
  readonly waits: string
  readonly waitBefore: number
  readonly waitNow: number
  readonly work: string
  readonly workBefore: number
  readonly workNow: number
  /** Who states it, as far as records name one. */
  readonly entity: string | null
  readonly source: string
}

const timeName = /^(.*?)(?:[._-](ms|millis|msec|s|sec|secs|seconds)|(?<=[a-z])(Ms|Millis|Secs|Seconds|ms))$/
const waiting =
  /(?:^|[._-])(?:queue|queued|queueing|queuing|wait|waited|waiting|pending|backlog|buffer|buffered|parked|prefetched)(?:[._-]?(?:time|for|in|queue))?$/i
/** The whole again, or the asker's view of it. */
const whole =
  /^(?:.*[._-])?(?:total|duration|dur|elapsed|took|latency|response|resp|rt|time|request|round[._-]?trip|deadline|time[._-]?out|age|uptime|delay|backoff|retry|after)$/i
const mostLines = 30_000
const fewest = 10

/** Times of one kind of record by the name that it gives them. */
type Times = Map<string, { readonly before: number[]; readonly now: number[] }>

/**
 * Of records that state both how long they waited and how long their work took (`queued_ms`, `work_ms`, or in words), or how long they
 * waited of the time that they are measured to have taken: medians of healthy time and of the window. Those with the most records speak.
 * Null where none state both in both times.
 */
export async function workOfAttempts(context: ToolContext, window: Span, baseline: Span): Promise<WorkOfAttempts | null> {
  const kinds = new Map<string, { readonly source: string; readonly entity: string | null; readonly times: Times }>()
  for (const { kind, source, entity, at, name, ms } of [...(await ofFields(context)), ...(await ofWords(context))]) {
    const side = inSpan(at, window) ? 'now' : inSpan(at, baseline) ? 'before' : null
    if (side === null) continue
    const { times } = kinds.get(kind) ?? { times: new Map() as Times }
    kinds.set(kind, { source, entity, times })
    const of = times.get(name) ?? { before: [], now: [] }
    times.set(name, of)
    of[side].push(ms)
  }
  const found = [...kinds.values()].flatMap(({ source, entity, times }) => {
    const known = [...times].filter(([, { before, now }]) => before.length >= fewest && now.length >= fewest)
    const waits = known.find(([name]) => waiting.test(stemOf(name)))
    const works = known
      .filter(([name]) => !waiting.test(stemOf(name)) && !whole.test(stemOf(name)))
      .toSorted((a, b) => Number(a[0] === besides) - Number(b[0] === besides) || middle(b[1].before) - middle(a[1].before))[0]
    return waits && works ? [{ source, entity, waits, works, n: waits[1].now.length }] : []
  })
  const [best] = found.toSorted((a, b) => b.n - a.n)
  if (!best) return null
  const [waits, wait] = best.waits
  const [work, took] = best.works
  return {
    waits,
    waitBefore: middle(wait.before),
    waitNow: middle(wait.now),
    work,
    workBefore: middle(took.before),
    workNow: middle(took.now),
    entity: best.entity,
    source: best.source
  }
}

const middle = (values: readonly number[]): number => medianOf(values) ?? 0

const stemOf = (name: string): string => timeName.exec(name)?.[1] ?? name

interface Stated {
  readonly kind: string
  readonly source: string
  readonly entity: string | null
  readonly at: number
  readonly name: string
  readonly ms: number
}

/** What is left of the time that a record took when its waiting is taken away. */
const besides = 'time besides the wait'

async function ofFields(context: ToolContext): Promise<Stated[]> {
  const has = `ts IS NOT NULL AND regexp_matches(attributes::VARCHAR, '(?i)"[^"]*(queue|wait|pending|backlog|buffer|parked|prefetch)[^"]*" ?:')`
  const columns = 'ts, record_id, source_id, entity, attributes, duration_ms'
  const rows = await queryRows(
    context,
    `SELECT * FROM (SELECT ${columns}, '' AS kind FROM events WHERE ${has} UNION ALL SELECT ${columns}, '' AS kind FROM requests WHERE ${has}
       UNION ALL SELECT ${columns}, name AS kind FROM spans WHERE ${has})
     ORDER BY hash(record_id), record_id LIMIT ${mostLines}`,
    [],
    { rows: mostLines }
  )
  return rows.flatMap((row): Stated[] => {
    const source = row.text('source_id') ?? ''
    const entity = row.text('entity')
    const of = {
      kind: `${source} ${entity ?? ''} ${row.text('kind') ?? ''}`,
      source,
      entity,
      at: epochMsOf(row.text('ts') ?? '')
    }
    const stated = Object.entries(attributesFrom(row.text('attributes'))).flatMap(([name, value]): Stated[] => {
      const unit = timeName
        .exec(name)
        ?.slice(2)
        .find((one) => one !== undefined)
      const number = value === null || value === '' ? Number.NaN : Number(value)
      return unit === undefined || !Number.isFinite(number) ? [] : [{ ...of, name, ms: number * (/^m/i.test(unit) ? 1 : 1000) }]
    })
    const waited = stated.find(({ name }) => waiting.test(stemOf(name)))
    const rest = (row.number('duration_ms') ?? -1) - (waited?.ms ?? 0)
    return waited && rest >= 0 ? [...stated, { ...of, name: besides, ms: rest }] : stated
  })
}

async function ofWords(context: ToolContext): Promise<Stated[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, record_id, source_id, left(message, 500) AS text, entity FROM events
     WHERE ts IS NOT NULL AND regexp_matches(message, $1) AND regexp_matches(message, '[0-9] ?(ms|s|sec)')
     ORDER BY hash(record_id), record_id LIMIT ${mostLines}`,
    [coarseWaitWords],
    { rows: mostLines }
  )
  const said = rows.flatMap((row) => {
    const line = waitedLine(row.text('text') ?? '')
    const source = row.text('source_id') ?? ''
    const entity = row.text('entity')
    const kind = `${source} ${entity ?? ''} in words`
    const at = epochMsOf(row.text('ts') ?? '')
    return line === null || line.otherMs === null
      ? []
      : [{ kind, source, entity, at, waitMs: line.waitMs, otherMs: line.otherMs }]
  })
  // What is never shorter than the wait may hold it; what is, cannot.
  const apart = new Set(said.flatMap(({ kind, waitMs, otherMs }) => (otherMs < waitMs ? [kind] : [])))
  return said.flatMap(({ waitMs, otherMs, ...of }): Stated[] => [
    { ...of, name: 'waited_ms', ms: waitMs },
    { ...of, name: 'worked_ms', ms: apart.has(of.kind) ? otherMs : otherMs - waitMs }
  ])
}
