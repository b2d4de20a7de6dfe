import type { Gauge } from '../gauges.ts'
import type { Point } from '../read-series.ts'
import { medianOf } from '../statistics/index.ts'

const minute = 60_000
/** What the work of the moment holds is held again so long after a restart. */
const settledMs = 10 * minute
const seenMs = 60 * minute
const beforeMs = 30 * minute
const leastPoints = 3
/** As much load as before the restart, or nearly. */
const sameLoad = 0.75

/**
 * The most that load can account for of a level, 0–1: what the level is some time after a restart, under as much load as before
 * it, as a share of what it was. Load that only grew at the same time as something was kept accounts for no more than that.
 * 1 where no restart is seen with as much load after it.
 */
export function levelAtSameLoad(points: readonly Point[], load: Gauge, restarts: readonly number[]): number {
  const median = (of: readonly Point[], from: number, to: number): number | null => {
    const values = of.filter(({ at }) => at >= from && at < to).map(({ value }) => value)
    return values.length < leastPoints ? null : medianOf(values)
  }
  const shares = restarts.flatMap((at) => {
    const [was, is] = [median(points, at - beforeMs, at), median(points, at + settledMs, at + seenMs)]
    const [loadWas, loadIs] = [median(load.points, at - beforeMs, at), median(load.points, at + settledMs, at + seenMs)]
    if (was === null || is === null || loadWas === null || loadIs === null || was <= 0 || loadIs < sameLoad * loadWas) return []
    return [Math.max(0, is / was)]
  })
  return Math.min(1, ...shares)
}
