import type { Distribution } from './distribution.ts'
import { type HarmCount, harmIn } from './harm.ts'
import { type Level, mapLevel } from './level.ts'
import type { BreakerSpec, QueueModel, Step } from './model.ts'
import { simulateQueue } from './simulate.ts'

/** One kind of work that holds a unit of the pool, as measured in the materials. */
export interface PooledWork {
  readonly name: string
  /** Requests a minute, one entry a minute from the start. */
  readonly arrivalsPerMinute: readonly number[]
  /** How long one request holds its unit when it is not waiting for anything: samples of its usual mode. */
  readonly usualMs: readonly number[]
  /** Samples of its slow mode; empty when it has none. */
  readonly slowMs?: readonly number[]
  /** Share of requests in the slow mode (0–1): one number, or one a minute. @default 0 */
  readonly slowShare?: number | readonly number[]
  /** How long a request holds its unit besides, before or after the work: no time-out of the work ends it, ms. @default 0 */
  readonly besideMs?: number
}

/** A service reduced to its bottleneck: a limited pool whose units are held while work is done. */
export interface PoolModel {
  readonly work: readonly PooledWork[]
  /** Units (connections, workers), constant or by time. */
  readonly limit: Level
  /** A request that waits longer fails. Null: waits for ever. */
  readonly waitTimeoutMs: number | null
  /**
   * Cores that the held time runs on. Null: the held time does not stretch, however many run at once — the case most
   * favourable to scaling, so that "more units do not help" is the stronger for it.
   */
  readonly cores?: number | null
}

/** Work of these names, or all of it. */
type Names = readonly string[] | 'all'

/** A change to the world: more units, a cause removed, or a protection added. Nothing changed is the incident as it was. */
export interface PoolChange {
  /** Units × factor. @default 1 */
  readonly limitFactor?: number
  /** Cores that the held time runs on × factor, where it runs on any. @default 1 */
  readonly coresFactor?: number
  /** Work whose slow mode is removed (it arrives as before, at its usual cost): names, or all. */
  readonly removeSlow?: Names
  /** Arrivals × factor. @default 1 */
  readonly loadFactor?: number
  /** Units whatever they were before. */
  readonly limit?: number
  /** Work that holds its unit longer is ended and fails: a statement or call time-out. */
  readonly workTimeout?: { readonly of: Names; readonly ms: number }
  /** A request that waits longer for a unit fails. */
  readonly waitTimeoutMs?: number
  /** At most so many wait; the next is refused at once: load shedding. */
  readonly queueLimit?: number
  /** The work takes at most so many units at a time and is refused at once beyond them. */
  readonly bulkhead?: { readonly of: Names; readonly limit: number }
  readonly breaker?: Omit<BreakerSpec, 'name'> & { readonly of: Names }
}

export interface PoolOutcome {
  /** When the pool first stayed full with requests waiting (see `ResourceRun.saturatedAtMs`); null: never. */
  readonly saturatedAtMs: number | null
  /** Share of requests that failed waiting, of those whose fate is known (0–1). */
  readonly failedShare: number
  readonly failed: number
  readonly arrived: number
  /** 95th percentile of the whole response, failed ones included; null when nothing ended. */
  readonly p95Ms: number | null
  readonly peakWaiters: number
  /** Requests neither answered nor failed at the end. */
  readonly unfinished: number
  readonly harm: HarmCount
  /** The same for the work that is not suspected: what a fault in one place does to everybody else. */
  readonly harmOfOthers: HarmCount
}

const pool = 'pool'
const concerns = (of: Names | undefined, name: string): boolean => of !== undefined && (of === 'all' || of.includes(name))

/** The pool as a queueing model, changed as asked. */
export function poolModel(model: PoolModel, change: PoolChange = {}): QueueModel {
  const { limitFactor = 1, coresFactor = 1, removeSlow = [], loadFactor = 1, workTimeout, bulkhead, breaker } = change
  const waitTimeoutMs = change.waitTimeoutMs ?? model.waitTimeoutMs
  const minutes = model.work.reduce((most, { arrivalsPerMinute }) => Math.max(most, arrivalsPerMinute.length), 0)
  const beside = Math.max(0, ...model.work.map(({ besideMs = 0 }) => besideMs))
  const onCores = model.cores === null || model.cores === undefined ? {} : { on: 'cores' }
  const steps = (work: PooledWork): Step[] => {
    const cured = concerns(removeSlow, work.name)
    const time: Distribution = (draw) => {
      const share = typeof work.slowShare === 'object' ? work.slowShare[Math.floor(draw.now / 60_000)] : work.slowShare
      // Both are drawn always, so that a cured request meets the same usual time as an ill one.
      const slow = draw.random.uniform() < (share ?? 0)
      const usual = draw.random.pick(work.usualMs)
      return slow && !cured && work.slowMs !== undefined && work.slowMs.length > 0 ? draw.random.pick(work.slowMs) : usual
    }
    return protect(work, { do: 'work', name: work.name, time, ...onCores })
  }
  const protect = ({ name, besideMs = 0 }: PooledWork, work: Step): Step[] => {
    const ended: Step =
      workTimeout && concerns(workTimeout.of, name)
        ? { do: 'within', ms: workTimeout.ms, reason: 'work-timeout', steps: [work] }
        : work
    const held: Step = {
      do: 'hold',
      resource: pool,
      steps: [ended, ...(besideMs > 0 ? [{ do: 'work' as const, name, time: () => besideMs }] : [])]
    }
    const apart: Step = concerns(bulkhead?.of, name) ? { do: 'hold', resource: 'bulkhead', steps: [held] } : held
    return [concerns(breaker?.of, name) ? { do: 'guard', breaker: 'breaker', steps: [apart] } : apart]
  }
  return {
    durationMs: minutes * 60_000,
    resources: [
      {
        name: pool,
        limit: mapLevel(change.limit ?? model.limit, (limit) => Math.max(1, Math.round(limit * limitFactor))),
        ...(change.queueLimit === undefined ? {} : { queueLimit: change.queueLimit }),
        ...(waitTimeoutMs === null ? {} : { waitTimeoutMs })
      },
      ...(bulkhead ? [{ name: 'bulkhead', limit: Math.max(1, bulkhead.limit), queueLimit: 0 }] : [])
    ],
    // It judges the work by the whole call, and so by what the call takes besides too.
    breakers: breaker
      ? [{ ...breaker, ...(breaker.slowMs === undefined ? {} : { slowMs: breaker.slowMs + beside }), name: 'breaker' }]
      : [],
    processors: model.cores === null || model.cores === undefined ? [] : [{ name: 'cores', cores: model.cores * coresFactor }],
    classes: model.work.map((work) => ({
      name: work.name,
      arrivals: { kind: 'rate', perMinute: work.arrivalsPerMinute.map((rate) => rate * loadFactor) },
      steps: steps(work)
    }))
  }
}

/**
 * What would have become of the pool under a change: a discrete-event simulation of the calibrated pool. The same seed
 * meets every change with the same arrivals and demands. Throws RangeError when a work has no usual samples.
 *
 * @param suspects names of the work at fault: the others' harm is counted apart
 */
export function simulatePool(
  model: PoolModel,
  seed: number,
  change: PoolChange = {},
  suspects: readonly string[] = []
): PoolOutcome {
  const run = simulateQueue(poolModel(model, change), seed)
  const held = run.resources[pool]
  const totals = Object.values(run.classes).map(({ totals }) => totals)
  const sum = (of: (totals_: (typeof totals)[number]) => number): number => totals.reduce((all, each) => all + of(each), 0)
  return {
    saturatedAtMs: held?.saturatedAtMs ?? null,
    failedShare: run.failedShare,
    failed: sum(({ failed }) => failed),
    arrived: sum(({ arrived }) => arrived),
    p95Ms: run.latency.p95Ms,
    peakWaiters: held?.peakWaiters ?? 0,
    unfinished: sum(({ inFlight }) => inFlight),
    harm: harmIn(run),
    harmOfOthers: harmIn(
      run,
      model.work.flatMap(({ name }) => (suspects.includes(name) ? [] : [name]))
    )
  }
}
