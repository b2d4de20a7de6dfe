import type { SeriesRole } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import { type Point, readSeries } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'
import { isPlace, stemOf } from './instance-name.ts'
import { type Whose, whoseOf } from './instance-sql.ts'

/** One measure of one instance, or of one zone. */
export interface Measure {
  readonly kind: 'instance' | 'zone'
  readonly service: string
  readonly instance: string
  readonly measure: string
  readonly role: SeriesRole
  readonly unit: string | null
  readonly source: string
  readonly stepMs: number
  readonly points: readonly Point[]
}

const separator = '\u001F'
const steps = [10_000, 60_000, 300_000, 900_000]
const runsPerBucket = 8
const roles: readonly SeriesRole[] = [
  'latency',
  'errors',
  'success',
  'load',
  'cpu',
  'memory',
  'gc',
  'holders',
  'waiters',
  'utilisation',
  'queue',
  'retries',
  'disk',
  'network',
  'cache-hits'
]

/** A column a series, named for the instance first: `web1_cpu_percent`; `p95_ms`, `load1_avg` and `top1_cpu` are none. */
const inColumn = /^(?!p\d|load\d|q\d|http|h2|v\d|top[-_]?\d|rank)([a-z]{2,}[a-z-]*[-_]?\d{1,3})[_.\-/: ](.{2,})$/i

/** Whose a row is, `service␟instance`. */
const both = ({ service, instance }: Whose): string => `(${service}) || chr(31) || (${instance})`

/** Everything that is measured by instance: series with an owner, and what logs and traces say of each one's work. */
export async function readMeasures(context: ToolContext): Promise<Measure[]> {
  const whose = await whoseOf(context, 'metrics')
  const found = (await readSeries(context, roles, both(whose))).flatMap(({ entity, series, ...rest }): Measure[] => {
    const [service, instance] = (entity ?? '').split(separator)
    // What is measured of a place is no machine's.
    if (instance && isPlace(instance)) return [{ kind: 'zone', service: 'places', instance, measure: series, ...rest }]
    if (service && instance)
      return [{ kind: 'instance', service: serviceOf(service, instance), instance, measure: series, ...rest }]
    const [, column, measure] = inColumn.exec(series) ?? []
    return column && measure ? [{ kind: 'instance', service: stemOf(column), instance: column, measure, ...rest }] : []
  })
  const logged = await Promise.all(
    (['requests', 'spans', 'statements', 'events'] as const).map((table) => ofTable(context, table))
  )
  return ofSingleInstances([...found, ...logged.flat()])
}

/** What is said of a service as a whole, beside what is said of its instances, is no instance among them. */
function ofSingleInstances(measures: readonly Measure[]): Measure[] {
  const split = new Set(measures.filter(({ service, instance }) => instance !== service).map(({ service }) => service))
  return measures.filter(({ service, instance }) => instance !== service || !split.has(service))
}

/** The service that is said, unless it only repeats the instance: then what the instance's name shares with others'. */
export function serviceOf(service: string, instance: string): string {
  return service === instance ? stemOf(instance) : service
}

async function ofTable(context: ToolContext, table: 'requests' | 'spans' | 'statements' | 'events'): Promise<Measure[]> {
  const whose = await whoseOf(context, table)
  const kinds = [
    ['instance', both(whose)] as const,
    ...(whose.zone === null ? [] : [['zone', `(${whose.service}) || chr(31) || (${whose.zone})`] as const])
  ]
  return (await Promise.all(kinds.map(([kind, sql]) => measuresBy(context, table, kind, sql)))).flat()
}

const failedSql = {
  requests: 'status >= 500',
  spans: 'failed',
  statements: "coalesce(attributes->>'failed', attributes->>'error', 'false') NOT IN ('false', '0', '')",
  events: "level IN ('error', 'fatal')"
}

async function measuresBy(
  context: ToolContext,
  table: keyof typeof failedSql,
  kind: Measure['kind'],
  sql: string
): Promise<Measure[]> {
  const [extent] = await queryRows(
    context,
    `SELECT count(*) AS runs, count(DISTINCT ${sql}) AS whose, epoch_ms(max(ts)) - epoch_ms(min(ts)) AS span FROM ${table} WHERE ts IS NOT NULL AND ${sql} IS NOT NULL`
  )
  const [runs, whose, spanMs] = [extent?.number('runs') ?? 0, extent?.number('whose') ?? 0, extent?.number('span') ?? 0]
  if (whose < 2 || whose > 500 || spanMs <= 0) return []
  const wanted = Math.min(240, runs / whose / runsPerBucket)
  const stepMs = steps.find((step) => spanMs / step <= Math.max(8, wanted)) ?? Math.ceil(spanMs / 48)
  const duration = table === 'events' ? 'NULL' : 'duration_ms'
  const rows = await queryRows(
    context,
    `SELECT ${sql} AS whose, epoch_ms(ts) // ${stepMs} * ${stepMs} AS at, count(*) AS runs, count(*) FILTER (${failedSql[table]}) AS failed,
            median(${duration}) AS took, min(first_line) AS line, min(source_id) AS source
     FROM ${table} WHERE ts IS NOT NULL AND ${sql} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
    [],
    { rows: 200_000 }
  )
  const byOwner = new Map<string, (typeof rows)[number][]>()
  for (const row of rows) byOwner.set(row.text('whose') ?? '', [...(byOwner.get(row.text('whose') ?? '') ?? []), row])
  return [...byOwner].flatMap(([owner, of]) => {
    const [service = '', instance = ''] = owner.split(separator)
    const one = (
      measure: string,
      role: SeriesRole,
      unit: string,
      value: (row: (typeof rows)[number]) => number | null
    ): Measure => ({
      kind,
      service: serviceOf(service, instance),
      instance,
      measure,
      role,
      unit,
      source: of[0]?.text('source') ?? '',
      stepMs,
      points: of.flatMap((row) => {
        const y = value(row)
        return y === null ? [] : [{ at: row.number('at') ?? 0, value: y, line: row.number('line') ?? 0 }]
      })
    })
    const perMinute = 60_000 / stepMs
    if (table === 'events') return [one('error lines', 'errors', 'per-minute', (row) => (row.number('failed') ?? 0) * perMinute)]
    return [
      one(`${table} logged`, 'load', 'per-minute', (row) => (row.number('runs') ?? 0) * perMinute),
      one(
        `failed ${table}`,
        'errors',
        'percent',
        (row) => (100 * (row.number('failed') ?? 0)) / Math.max(1, row.number('runs') ?? 1)
      ),
      one(`median of ${table}`, 'latency', 'ms', (row) => row.number('took'))
    ]
  })
}
