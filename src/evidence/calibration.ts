import type { PooledWork, PoolModel } from '../queueing/index.ts'
import { calibrateWork } from './calibrate-work.ts'
import { type Gauge, mainGauge, perSecondFactor, readGauges, valueAt } from './gauges.ts'
import { holdsRequests, unloggedHoldMs } from './hold-time.ts'
import { limitsOf } from './pool-limit.ts'
import { type Pool, poolOf } from './pool.ts'
import { inSpan, type Span } from './span.ts'
import type { ToolContext } from './tool.ts'
import { readWaitTimeout } from './wait-timeout.ts'

const minuteMs = 60_000
/** More arrivals than this are thinned together with limit and cores: the shape stays, single chances weigh more. */
const mostArrivals = 50_000
const mostMinutes = 24 * 60
/** Usual work may take so much longer under a full pool and the backend still be called free. */
const mostStretch = 1.25

/** A queueing model of the pool as the materials show it, and what was observed to compare it with. */
export interface Calibration {
  readonly span: Span
  readonly pool: Pool
  readonly model: PoolModel
  /** Arrivals and limits of the model are those of the materials divided by this. */
  readonly thinning: number
  /** Cores of the backend that all units share, if its CPU reached its end; null otherwise. */
  readonly backendCores: number | null
  /**
   * What is known of the backend that the units share: at its end (its CPU was), free (its CPU was not, or usual work took no
   * longer while the pool was full), or unknown.
   */
  readonly backend: 'at its end' | 'free' | 'unknown'
  readonly work: readonly PooledWork[]
  readonly observed: {
    readonly saturatedAt: number | null
    readonly peakWaiters: number | null
    readonly failedShare: number | null
  }
  readonly assumptions: readonly string[]
  readonly sources: readonly string[]
}

/**
 * The model, or in one clause what the materials lack for it.
 *
 * @param holds `logged`: units are held for as long as the logged work takes, which favours scaling least to be doubted; `whole`:
 *   for as long as requests really hold them, as far as workers' requests or Little's law tell
 */
export async function calibrate(
  context: ToolContext,
  span: Span,
  holds: 'logged' | 'whole' = 'logged'
): Promise<Calibration | string> {
  const gauges = await readGauges(context, ['load', 'holders', 'waiters', 'queue', 'limit', 'cpu', 'errors'])
  const pool = poolOf(gauges)
  if (!pool) return 'no series counts the holders of a pool'
  const load = mainGauge(gauges, 'load')
  const perSecond = load ? perSecondFactor(load) : null
  if (!load || perSecond === null)
    return 'arrivals are unknown: no load series with a unit of time, and no log complete enough to count'
  const first = Math.max(span.from, load.points[0]?.at ?? Infinity)
  const last = Math.min(span.to, (load.points.at(-1)?.at ?? -Infinity) + load.stepMs)
  if (!(last - first >= 10 * minuteMs)) return 'load was measured for less than ten minutes of it'
  const covered = { from: first, to: Math.min(last, first + mostMinutes * minuteMs) }
  const limits = await limitsOf(context, pool, covered)
  const { change } = limits
  const limit = change && change.at > covered.from ? change.before : limits.at(covered.to - 1)
  if (limit === null) return `the limit of ${pool.holders.series} is not known`
  const perMinute = minutesOf(covered).map((at) => Math.max(0, valueAt(load, at) ?? 0) * perSecond * 60)
  const total = perMinute.reduce((sum, rate) => sum + rate, 0)
  const thinning = Math.max(1, Math.min(Math.ceil(total / mostArrivals), Math.floor(limit / 2)))
  const rates = perMinute.map((rate) => rate / thinning)
  const byRequests = holds === 'whole' && holdsRequests(pool)
  const logged = await calibrateWork(context, covered, rates, pool, byRequests)
  if (typeof logged === 'string') return logged
  const extraMs = holds === 'whole' && !byRequests ? unloggedHoldMs(logged.work, rates, pool, covered, { limit, thinning }) : 0
  const work = extraMs === 0 ? logged : { ...logged, work: logged.work.map((each) => ({ ...each, besideMs: extraMs })) }
  const timeout = await readWaitTimeout(context)
  const level = [
    { fromMs: 0, value: Math.max(1, Math.round(limit / thinning)) },
    ...(change && change.at > covered.from
      ? [{ fromMs: change.at - covered.from, value: Math.max(1, Math.round(change.after / thinning)) }]
      : [])
  ]
  const backend = backendOf(gauges, covered, byRequests)
  const held = pool.holders.points.filter(({ at }) => inSpan(at, covered))
  const waited = pool.waiters?.points.filter(({ at }) => inSpan(at, covered)) ?? null
  const full = held.find(
    ({ at, value }) => value >= (limits.at(at) ?? Infinity) && (!pool.waiters || (valueAt(pool.waiters, at) ?? 0) > 0)
  )
  return {
    span: covered,
    pool,
    model: { work: work.work, limit: level, waitTimeoutMs: timeout.ms },
    thinning,
    backendCores: backend.saturated ? coresOf(work.work, rates, held, backend.gauge, covered, limit / thinning) : null,
    backend: backend.saturated
      ? 'at its end'
      : backend.gauge || (work.stretch !== null && work.stretch <= mostStretch)
        ? 'free'
        : 'unknown',
    work: work.work,
    observed: {
      saturatedAt: full?.at ?? null,
      peakWaiters: waited === null ? null : waited.reduce((most, { value }) => Math.max(most, value), 0) / thinning,
      failedShare: failedShareOf(mainGauge(gauges, 'errors'), load, covered)
    },
    assumptions: [
      ...work.assumptions,
      ...(extraMs > 0
        ? [`each holds its unit ${Math.round(extraMs)} ms longer than that, as Little's law says of calm times`]
        : []),
      timeout.basis,
      ...(thinning > 1 ? [`arrivals and limit divided by ${thinning}`] : [])
    ],
    sources: [pool.holders, pool.waiters, pool.limit, load].flatMap((gauge) => gauge?.sources ?? [])
  }
}

function minutesOf({ from, to }: Span): number[] {
  return Array.from({ length: Math.ceil((to - from) / minuteMs) }, (_, i) => from + i * minuteMs)
}

/**
 * The CPU that held units run on. A database's: by a name that says database or store; else of several none can be told to be
 * it. Workers': any other.
 */
function backendOf(gauges: readonly Gauge[], span: Span, ofWorkers: boolean): { gauge: Gauge | null; saturated: boolean } {
  const cpus = gauges.filter(({ role }) => role === 'cpu')
  const behind = ({ series }: Gauge): boolean => /db|database|sql|postgres|maria|oracle|mongo|redis|store|backend/i.test(series)
  const gauge = cpus.find((one) => behind(one) !== ofWorkers) ?? null
  const high = gauge?.points.filter(
    ({ at, value }) => inSpan(at, span) && value >= (gauge.points.some((point) => point.value > 1.5) ? 95 : 0.95)
  )
  return { gauge, saturated: (high?.length ?? 0) >= 3 }
}

/**
 * Cores such that the CPU is at its end when it was: while it was below three quarters, work offered ÷ share used. At least
 * one; at most the limit, since more cores than holders change nothing.
 */
function coresOf(
  work: readonly PooledWork[],
  rates: readonly number[],
  held: readonly { at: number; value: number }[],
  cpu: Gauge | null,
  span: Span,
  limit: number
): number {
  const meanOf = (values: readonly number[] | undefined) =>
    values && values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : 0
  const whole = cpu?.points.some(({ value }) => value > 1.5) ? 100 : 1
  const estimates = held.flatMap(({ at }) => {
    const used = (cpu ? (valueAt(cpu, at) ?? 0) : 0) / whole
    const minute = Math.floor((at - span.from) / minuteMs)
    if (used < 0.1 || used > 0.75 || minute >= rates.length) return []
    const offered = work.reduce((sum, { arrivalsPerMinute, usualMs, slowMs, slowShare }) => {
      const share = typeof slowShare === 'number' ? slowShare : (slowShare?.[minute] ?? 0)
      return sum + ((arrivalsPerMinute[minute] ?? 0) / minuteMs) * ((1 - share) * meanOf(usualMs) + share * meanOf(slowMs))
    }, 0)
    return offered > 0 ? [offered / used] : []
  })
  const sorted = estimates.sort((a, b) => a - b)
  return Math.min(limit, Math.max(1, sorted[Math.floor(sorted.length / 2)] ?? limit))
}

function failedShareOf(errors: Gauge | null, load: Gauge, span: Span): number | null {
  if (!errors) return null
  const whole = errors.points.some(({ value }) => value > 1.5) ? 100 : 1
  const pairs = errors.points
    .filter(({ at }) => inSpan(at, span))
    .map(({ at, value }) => [valueAt(load, at) ?? 0, Math.min(1, value / whole)] as const)
  const total = pairs.reduce((sum, [weight]) => sum + weight, 0)
  return total > 0 ? pairs.reduce((sum, [weight, share]) => sum + weight * share, 0) / total : null
}
