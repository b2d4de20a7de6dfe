import { isAskedBehind, isLetThrough, type SeriesRole } from '../domain/index.ts'
import { readDerivedGauges } from './derived-gauges.ts'
import { stemOf } from './instances/instance-name.ts'
import { keeper } from './kept.ts'
import { queryRows, type Row } from './query-rows.ts'
import { readSeries, type Series, valuesBetween } from './read-series.ts'
import { medianOf, quantileOf } from './statistics/index.ts'
import type { ToolContext } from './tool.ts'

/** One series of the whole service: its entities added up (counts) or averaged (shares, times). */
export interface Gauge extends Omit<Series, 'entity' | 'source'> {
  readonly sources: readonly string[]
  readonly entities: number
}

/** Counted things are added over entities; everything else is averaged. */
const additive: ReadonlySet<SeriesRole> = new Set(['load', 'holders', 'waiters', 'limit', 'queue', 'retries'])

/**
 * The service's series of the given roles, one per name. Load, latency and errors that no metric measures are computed from
 * the logs of requests or other timed work, bucketed; their names say so.
 */
export function readGauges(context: ToolContext, roles: readonly SeriesRole[]): Promise<readonly Gauge[]> {
  return keep(context, roles.join(' '), () => gaugesOf(context, roles))
}

const keep = keeper<readonly Gauge[]>()

async function gaugesOf(context: ToolContext, roles: readonly SeriesRole[]): Promise<readonly Gauge[]> {
  const measured = await asAsked(
    context,
    (await readSeries(context, roles)).filter(({ points }) => points.length > 0)
  )
  const { series, behind } = await latencyAsAsked(context, measured)
  const names = [...new Set(series.map((one) => one.series))]
  const gauges = names.map((name) => combine(series.filter((one) => one.series === name)))
  const missing = roles.filter(
    (role) =>
      (behind && role === 'latency') ||
      gauges.every((gauge) => gauge.role !== role || (role === 'load' && isLetThrough(gauge.series)))
  )
  const still = roles.filter((role) => standsStill(gauges, role))
  const wanted = [...missing, ...still].some((role) => role === 'load' || role === 'latency' || role === 'errors')
  const derived = (wanted ? await readDerivedGauges(context) : []).filter(
    (gauge) => missing.includes(gauge.role) || (still.includes(gauge.role) && swings(gauge))
  )
  const replaced = new Set(
    derived.map(({ role }) => role).filter((role) => still.includes(role) || (behind && role === 'latency'))
  )
  return [...gauges.filter(({ role }) => !replaced.has(role)), ...derived]
}

/** So many times its low is no more than the hours of a day. */
const calm = 1.5
/** So many times its low is felt by everybody who asks. */
const felt = 4

/**
 * Where latency or errors are measured of something else (a partner, a check of one page) and stand still, while the log of requests
 * shows people wait or fail, the log is what tells of them.
 */
function standsStill(gauges: readonly Gauge[], role: SeriesRole): boolean {
  const own = gauges.filter((gauge) => gauge.role === role)
  if (own.length === 0) return false
  if (role === 'errors') return own.every(({ points }) => points.every(({ value }) => value === 0))
  return role === 'latency' && own.every((gauge) => gauge.points.length >= fewestPoints && rangeOf(gauge) < calm)
}

const fewestPoints = 10

function swings(gauge: Gauge): boolean {
  return gauge.role === 'errors' ? gauge.points.some(({ value }) => value >= 5) : rangeOf(gauge) >= felt
}

/** How many times its low (the lower quartile) a series reaches, its two or three highest points left out. */
function rangeOf({ points }: Gauge): number {
  const values = points.map(({ value }) => value)
  const [low, high] = [quantileOf(values, 0.25) ?? 0, quantileOf(values, 0.97) ?? 0]
  return low > 0 ? high / low : 1
}

/**
 * How long people wait is measured where their requests come in. The times of a service behind are averaged with theirs by
 * name otherwise; and where only those behind are measured (`behind`), a log of requests says it better.
 */
async function latencyAsAsked(context: ToolContext, measured: Series[]): Promise<{ series: Series[]; behind: boolean }> {
  const latencies = measured.filter(({ role }) => role === 'latency')
  if (latencies.length === 0 || latencies.some(({ entity }) => entity === null)) return { series: measured, behind: false }
  const rows = await queryRows(
    context,
    `SELECT entity, bool_or(parent_id IS NULL) AS entry FROM spans WHERE entity IS NOT NULL GROUP BY 1`
  )
  const stems = (of: readonly Row[]): Set<string> => new Set(of.map((row) => stemOf(row.text('entity') ?? '')))
  const [known, entries] = [stems(rows), stems(rows.filter((row) => row.flag('entry') === true))]
  if (known.size < leastServices || entries.size === 0) return { series: measured, behind: false }
  const isEntry = ({ entity }: Series): boolean => entries.has(stemOf(entity ?? ''))
  if (latencies.some(isEntry)) return { series: measured.filter((one) => one.role !== 'latency' || isEntry(one)), behind: false }
  return { series: measured, behind: latencies.every(({ entity }) => known.has(stemOf(entity ?? ''))) }
}

const leastServices = 3

/**
 * Services that call each other count one request many times: where traces show at which of them requests come in, theirs is
 * the load.
 */
async function asAsked(context: ToolContext, measured: Series[]): Promise<Series[]> {
  const loads = measured.filter(({ role, entity }) => role === 'load' && entity !== null)
  if (new Set(loads.map(({ entity }) => stemOf(entity ?? ''))).size < leastServices) return measured
  const rows = await queryRows(context, `SELECT DISTINCT entity FROM spans WHERE parent_id IS NULL AND entity IS NOT NULL`)
  const entries = new Set(rows.map((row) => stemOf(row.text('entity') ?? '')))
  const isEntry = ({ entity }: Series): boolean => entity === null || entries.has(stemOf(entity))
  return loads.some(isEntry) ? measured.filter((series) => series.role !== 'load' || isEntry(series)) : measured
}

/** Several entities of one series as one: added or averaged per step. */
export function combine(members: readonly Series[]): Gauge {
  const [first] = members
  if (!first) throw new RangeError('no series to combine')
  const { series, role, unit } = first
  const stepMs = Math.max(...members.map((member) => member.stepMs))
  const head = {
    series,
    role,
    unit,
    stepMs,
    sources: [...new Set(members.map(({ source }) => source))],
    entities: members.length
  }
  if (members.length === 1) return { ...head, points: first.points }
  const sums = new Map<number, { at: number; sum: number; n: number; line: number }>()
  for (const { points } of members) {
    const seen = new Map<number, { sum: number; n: number; at: number; line: number }>()
    for (const { at, value, line } of points) {
      const key = stepMs > 0 ? Math.floor(at / stepMs) : at
      const own = seen.get(key) ?? { sum: 0, n: 0, at, line }
      seen.set(key, { ...own, sum: own.sum + value, n: own.n + 1 })
    }
    for (const [key, own] of seen) {
      const sum = sums.get(key) ?? { at: own.at, sum: 0, n: 0, line: own.line }
      sums.set(key, { ...sum, at: Math.min(sum.at, own.at), sum: sum.sum + own.sum / own.n, n: sum.n + 1 })
    }
  }
  const points = [...sums.values()]
    .filter(({ n }) => !additive.has(role) || n > members.length / 2)
    .map(({ at, sum, n, line }) => ({ at, line, value: additive.has(role) ? (sum / n) * members.length : sum / n }))
  return { ...head, points: points.sort((a, b) => a.at - b.at) }
}

/** Words that mark the series that speaks for the whole service. */
const general: Partial<Record<SeriesRole, RegExp>> = {
  load: /request|(?<![a-z])reqs?(?![a-z])|(?<![a-z])rp[smh](?![a-z])|http|throughput|volume|hits|arrival|traffic/i,
  latency: /response|request|http|latency|api/i,
  errors: /rate|ratio|percent|5xx|share/i,
  holders: /conn|pool/i,
  cpu: /cpu/i
}

/** The series of a role that speaks for the service: by its name, then the one with most points. Null when there is none. */
export function mainGauge(gauges: readonly Gauge[], role: SeriesRole): Gauge | null {
  const isAsked = (series: string): boolean => role !== 'load' || !isAskedBehind(series)
  const score = ({ series, points }: Gauge) =>
    (general[role]?.test(series) && isAsked(series) ? 1e6 : 0) + (isAsked(series) ? 1e5 : 0) + points.length
  const candidates = gauges.filter((gauge) => gauge.role === role)
  // Of counts alike by name and points the widest speaks: a part is never more than the whole.
  const size = (gauge: Gauge): number => (role === 'load' ? sizeOf(gauge) : 0)
  return candidates.sort((a, b) => score(b) - score(a) || size(b) - size(a) || (a.series < b.series ? -1 : 1))[0] ?? null
}

const sizeOf = (gauge: Gauge): number => (medianOf(gauge.points.map(({ value }) => value)) ?? 0) * (perSecondFactor(gauge) ?? 0)

/** The value at a time: the latest point not older than two and a half steps, else the next within a step; null if neither. */
export function valueAt({ points, stepMs }: Pick<Gauge, 'points' | 'stepMs'>, at: number): number | null {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((points[middle]?.at ?? 0) <= at) low = middle + 1
    else high = middle
  }
  const [before, after] = [points[low - 1], points[low]]
  const reach = Math.max(stepMs, 1000)
  if (before && at - before.at <= 2.5 * reach) return before.value
  return after && after.at - at <= reach ? after.value : null
}

/** The values within a window in milliseconds. */
export function gaugeValues(gauge: Pick<Gauge, 'points'>, { from, to }: { from: number; to: number }): number[] {
  return valuesBetween(gauge, from, to)
}

/** Factor that makes a load series requests per second; null when neither name nor unit says and points are no counts per step. */
export function perSecondFactor({ series, unit, stepMs }: Pick<Gauge, 'series' | 'unit' | 'stepMs'>): number | null {
  const text = `${series} ${unit ?? ''}`.replaceAll(/[_-]/g, ' ').toLowerCase()
  if (/per sec|\/ ?s\b|\b(rps|qps|tps)\b/.test(text)) return 1
  if (/per min|\/ ?min|\brpm\b|\breqs? min\b/.test(text)) return 1 / 60
  if (/per hour|\/ ?h(our)?\b/.test(text)) return 1 / 3600
  if (/count|number|requests?\b|total|hits/.test(text) && stepMs > 0) return 1000 / stepMs
  return null
}

/** Factor that makes a latency series milliseconds, from its name and unit; 1 when neither says (and values look like it). */
export function toMsFactor({ series, unit }: Pick<Gauge, 'series' | 'unit'>): number {
  const text = `${series} ${unit ?? ''}`.replaceAll(/[_-]/g, ' ').toLowerCase()
  if (/\bms\b|milli/.test(text)) return 1
  if (/\b(us|µs)\b|micro/.test(text)) return 1e-3
  return /\b(s|sec|secs|seconds?)\b/.test(text) ? 1000 : 1
}
