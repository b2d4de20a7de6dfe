import type { Distribution } from './distribution.ts'
import { type Level, mapLevel } from './level.ts'
import type { QueueModel, Step } from './model.ts'
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

/** A change to the world: more units, or a cause removed. Nothing changed is the incident as it was. */
export interface PoolChange {
  /** Units × factor. @default 1 */
  readonly limitFactor?: number
  /** Work whose slow mode is removed (it arrives as before, at its usual cost): names, or all. */
  readonly removeSlow?: readonly string[] | 'all'
  /** Arrivals × factor. @default 1 */
  readonly loadFactor?: number
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
}

const pool = 'pool'

/** The pool as a queueing model, changed as asked. */
export function poolModel(model: PoolModel, change: PoolChange = {}): QueueModel {
  const { limitFactor = 1, removeSlow = [], loadFactor = 1 } = change
  const minutes = model.work.reduce((most, { arrivalsPerMinute }) => Math.max(most, arrivalsPerMinute.length), 0)
  const onCores = model.cores === null || model.cores === undefined ? {} : { on: 'cores' }
  const steps = (work: PooledWork): Step[] => {
    const cured = removeSlow === 'all' || removeSlow.includes(work.name)
    const time: Distribution = (draw) => {
      const share = typeof work.slowShare === 'object' ? work.slowShare[Math.floor(draw.now / 60_000)] : work.slowShare
      // Both are drawn always, so that a cured request meets the same usual time as an ill one.
      const slow = draw.random.uniform() < (share ?? 0)
      const usual = draw.random.pick(work.usualMs)
      return slow && !cured && work.slowMs !== undefined && work.slowMs.length > 0 ? draw.random.pick(work.slowMs) : usual
    }
    return [{ do: 'hold', resource: pool, steps: [{ do: 'work', name: work.name, time, ...onCores }] }]
  }
  return {
    durationMs: minutes * 60_000,
    resources: [
      {
        name: pool,
        limit: mapLevel(model.limit, (limit) => Math.max(1, Math.round(limit * limitFactor))),
        ...(model.waitTimeoutMs === null ? {} : { waitTimeoutMs: model.waitTimeoutMs })
      }
    ],
    processors: model.cores === null || model.cores === undefined ? [] : [{ name: 'cores', cores: model.cores }],
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
 */
export function simulatePool(model: PoolModel, seed: number, change: PoolChange = {}): PoolOutcome {
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
    unfinished: sum(({ inFlight }) => inFlight)
  }
}
