import type { SeriesRole } from '../domain/index.ts'
import { type Gauge, mainGauge, readGauges, valueAt } from './gauges.ts'
import { type Pool, poolOf } from './pool.ts'
import { inSpan, type Span } from './span.ts'
import type { ToolContext } from './tool.ts'

/** What the metrics said of the service at a time; null where nothing was measured. */
export interface Surroundings {
  readonly load: number | null
  readonly holders: number | null
  readonly waiters: number | null
  readonly cpu: number | null
}

const roles: readonly SeriesRole[] = [
  'load',
  'holders',
  'waiters',
  'limit',
  'cpu',
  'queue',
  'utilisation',
  'memory',
  'latency',
  'errors'
]

/** The service's gauges, and a way to ask for the state of load, pool and CPU at any time. */
export async function readSurroundings(context: ToolContext): Promise<{
  readonly gauges: readonly Gauge[]
  readonly pool: Pool | null
  readonly load: Gauge | null
  at(ms: number): Surroundings
}> {
  const gauges = await readGauges(context, roles)
  const load = mainGauge(gauges, 'load')
  const pool = poolOf(gauges)
  const waiters = pool?.waiters ?? mainGauge(gauges, 'waiters')
  const cpu = busiest(gauges.filter(({ role }) => role === 'cpu'))
  const read = (gauge: Gauge | null | undefined, ms: number): number | null => (gauge ? valueAt(gauge, ms) : null)
  return {
    gauges,
    pool,
    load,
    at: (ms) => ({ load: read(load, ms), holders: read(pool?.holders, ms), waiters: read(waiters, ms), cpu: read(cpu, ms) })
  }
}

/** Did requests queue for the pool in a window: somebody waited at a fifth of its points? Null when waiting is not measured. */
export function queuedIn(pool: Pool | null, span: Span): boolean | null {
  const points = pool?.waiters?.points.filter(({ at }) => inSpan(at, span)) ?? []
  return points.length === 0 ? null : points.filter(({ value }) => value > 0).length >= points.length / 5
}

/** Of several CPUs the one nearest to its end. */
function busiest(gauges: readonly Gauge[]): Gauge | null {
  const peak = ({ points }: Gauge) => points.reduce((most, { value }) => Math.max(most, value), -Infinity)
  return [...gauges].sort((a, b) => peak(b) - peak(a) || (a.series < b.series ? -1 : 1))[0] ?? null
}
