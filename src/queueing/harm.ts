import type { QueueRun } from './run.ts'

export interface HarmCount {
  /** Requests whose fate is known. */
  readonly ended: number
  readonly failed: number
  /** Answered, and later than anyone waits (`SimulateOptions.slowMs`). */
  readonly slow: number
  /** Intervals in which at least `badCount` and more than `badShare` of those that ended failed or were slow. */
  readonly harmedIntervals: number
}

const badShare = 0.03
const badCount = 2

/** Harm as clients met it, over the classes asked for (all by default) and from `fromMs` on. */
export function harmIn(run: QueueRun, classes: readonly string[] = Object.keys(run.classes), fromMs = 0): HarmCount {
  const intervals = Math.ceil(run.durationMs / run.intervalMs)
  let [ended, failed, slow, harmedIntervals] = [0, 0, 0, 0]
  for (let i = Math.floor(fromMs / run.intervalMs); i < intervals; i++) {
    let [here, bad] = [0, 0]
    for (const name of classes) {
      const series = run.classes[name]?.series
      const [failures, late] = [series?.failed[i] ?? 0, series?.slow[i] ?? 0]
      here += series?.ended[i] ?? 0
      bad += failures + late
      failed += failures
      slow += late
    }
    ended += here
    if (bad >= badCount && bad > badShare * here) harmedIntervals++
  }
  return { ended, failed, slow, harmedIntervals }
}
