import type { Arrivals } from './model.ts'
import type { Random } from './random.ts'

const minuteMs = 60_000

/**
 * Arrival times in milliseconds, in order, before `durationMs`.
 * Rates: a non-homogeneous Poisson process by thinning (Lewis & Shedler, 1979). A rate list shorter than the run ends it:
 * nobody arrives in minutes it does not name. Throws RangeError for a negative or non-finite rate.
 */
export function* arrivalTimes(arrivals: Arrivals, durationMs: number, random: Random): Generator<number> {
  if (arrivals.kind === 'none') return
  if (arrivals.kind === 'times') {
    yield* arrivals.atMs.filter((at) => at >= 0 && at < durationMs).sort((a, b) => a - b)
    return
  }
  const { perMinute } = arrivals
  const bad = perMinute.findIndex((rate) => !Number.isFinite(rate) || rate < 0)
  if (bad >= 0) throw new RangeError(`arrivals per minute must be 0 or more; minute ${bad} has ${perMinute[bad]}`)
  const highest = perMinute.reduce((a, b) => Math.max(a, b), 0)
  if (highest === 0) return
  for (let at = random.exponential(minuteMs / highest); at < durationMs; at += random.exponential(minuteMs / highest)) {
    if (random.uniform() * highest < (perMinute[Math.floor(at / minuteMs)] ?? 0)) yield at
  }
}
