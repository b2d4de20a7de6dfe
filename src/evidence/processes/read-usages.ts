import { camelApart } from '../../domain/index.ts'
import { grouped } from '../../foundation/index.ts'
import { queryRows } from '../query-rows.ts'
import { readSeries } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'
import type { Usage } from './usage.ts'

const actorKeys =
  'process process_name proc proc_name procname comm command cmd exe executable program groupname process.name process.executable.name application_name applicationname job_name jobname task_name systemd_unit'.split(
    ' '
  )
const mostActors = 200

/** Of which resource a series or column tells; null: of none. */
export function resourceOf(name: string): Usage['resource'] | null {
  const words = camelApart(name, '_').toLowerCase()
  if (/cpu|processor/.test(words)) return 'cpu'
  if (/mem|rss|heap|resident/.test(words)) return 'memory'
  return /(?:^|[_.\s%])(?:io|i\/o|disk|read|write|kb_rd|kb_wr)/.test(words) ? 'io' : null
}

const actorSql = (keys: readonly string[]): string =>
  `coalesce(${keys.map((key) => `nullif(attributes->>'$."${key}"', '')`).join(', ')}, NULL)`

async function keysOf(context: ToolContext, table: 'metrics' | 'events' | 'statements'): Promise<string[]> {
  const rows = await queryRows(
    context,
    `SELECT DISTINCT unnest(json_keys(attributes)) AS key FROM ${table} ORDER BY key LIMIT 3000`
  )
  return rows.map((row) => row.text('key') ?? '').filter((key) => !/["']/.test(key))
}

const actorsIn = (keys: readonly string[]): string[] =>
  keys.filter((key) => actorKeys.includes(key.replace(/^(?:labels|resource|attributes)\./, '').toLowerCase()))

/** Series that are labelled with a process: exporters of processes, cgroups, units. */
export async function usagesOfSeries(context: ToolContext): Promise<Usage[]> {
  const keys = actorsIn(await keysOf(context, 'metrics'))
  if (keys.length === 0) return []
  const series = await readSeries(context, undefined, actorSql(keys))
  return series.flatMap(({ entity, series: name, unit, points, source }): Usage[] => {
    const resource = resourceOf(name)
    return entity === null || resource === null
      ? []
      : [{ actor: entity, kind: 'process', resource, unit: unit ?? name, points, source }]
  })
}

/** Rows of exports that name a process and what it uses: a record a process and sample. */
export async function usagesOfRecords(context: ToolContext): Promise<Usage[]> {
  const keys = await keysOf(context, 'events')
  const actors = actorsIn(keys)
  const measures = keys
    .filter((key) => resourceOf(key) !== null && /%|percent|pct|usage|used|rss|_kb|_mb|bytes|cpu|mem|read|write|io/i.test(key))
    .slice(0, 8)
  const found: Usage[] = []
  for (const key of actors.length === 0 ? [] : measures) {
    const rows = await queryRows(
      context,
      `SELECT actor, t, sum(value) AS value, min(line) AS line, min(source) AS source FROM (
         SELECT ${actorSql(actors)} AS actor, epoch_ms(ts) AS t, try_cast(replace(attributes->>'$."${key}"', '%', '') AS DOUBLE) AS value, first_line AS line, source_id AS source
         FROM events WHERE ts IS NOT NULL)
       WHERE actor IS NOT NULL AND value IS NOT NULL GROUP BY actor, t ORDER BY actor, t LIMIT 100000`,
      [],
      { rows: 100_000 }
    )
    found.push(
      ...byActor(
        rows.map((row) => ({
          actor: row.text('actor') ?? '',
          at: row.number('t') ?? 0,
          value: row.number('value') ?? 0,
          line: row.number('line'),
          source: row.text('source') ?? ''
        })),
        'process',
        resourceOf(key) ?? 'cpu',
        key
      )
    )
  }
  return found
}

/** Database time by application, else by user: how many statements each had running on average. */
export async function usagesOfSessions(context: ToolContext): Promise<Usage[]> {
  const keys = (await keysOf(context, 'statements')).filter((key) =>
    /^(?:application_?name|app_?name|program_?name|client_program)$/i.test(key)
  )
  const actor =
    keys.length === 0
      ? 'user_name'
      : `coalesce(${keys.map((key) => `nullif(attributes->>'$."${key}"', '')`).join(', ')}, user_name)`
  const [extent] = await queryRows(
    context,
    `SELECT count(DISTINCT ${actor}) AS actors, epoch_ms(max(ts)) - epoch_ms(min(ts)) AS span FROM statements WHERE ts IS NOT NULL AND duration_ms IS NOT NULL`
  )
  const [actors, spanMs] = [extent?.number('actors') ?? 0, extent?.number('span') ?? 0]
  if (actors < 2 || actors > mostActors || spanMs <= 0) return []
  const stepMs = spanMs < 4 * 3_600_000 ? 60_000 : 300_000
  const rows = await queryRows(
    context,
    `SELECT ${actor} AS actor, epoch_ms(ts) // ${stepMs} * ${stepMs} AS t, sum(duration_ms) / ${stepMs} AS value, min(first_line) AS line, min(source_id) AS source
     FROM statements WHERE ts IS NOT NULL AND duration_ms IS NOT NULL AND ${actor} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
    [],
    { rows: 200_000 }
  )
  return byActor(
    rows.map((row) => ({
      actor: row.text('actor') ?? '',
      at: row.number('t') ?? 0,
      value: row.number('value') ?? 0,
      line: row.number('line'),
      source: row.text('source') ?? ''
    })),
    'session',
    'database time',
    'sessions'
  )
}

/** One sample of one actor. */
export interface Sample {
  readonly actor: string
  readonly at: number
  readonly value: number
  readonly line: number | null
  readonly source: string
}

/** Samples grouped by actor and source, the actors that used most when there are too many. */
export function byActor(samples: readonly Sample[], kind: Usage['kind'], resource: Usage['resource'], unit: string): Usage[] {
  const groups = grouped(samples, ({ source, actor }) => JSON.stringify([source, actor]))
  const total = (group: readonly Sample[]): number => group.reduce((sum, { value }) => sum + value, 0)
  return [...groups.values()]
    .sort((a, b) => total(b) - total(a))
    .slice(0, mostActors)
    .flatMap((group) =>
      group[0] ? [{ actor: group[0].actor, kind, resource, unit, source: group[0].source, points: group }] : []
    )
}
