import { harmed } from './harm.ts'
import type { Served } from './served.ts'

const minuteMs = 60_000
/** Fewer in a minute are an accident, and so is a smaller share of a minute. */
const leastCount = 2
const leastShare = 0.03
/**
 * For so many minutes, taken together, one in twenty must have reason to complain: then a 95th percentile shows it. Where harm stays
 * smaller than that all day, the smaller share.
 */
const lastingMinutes = 10
const lastingShares = [0.05, leastShare]
/** Minutes within which another bad one must follow. */
const nextMinutes = 5

/** As much of a world as harm is read from. */
interface Lived {
  readonly durationMs: number
  readonly requests: readonly Pick<Served, 'at' | 'endedAt' | 'failure' | 'citizen'>[]
}

/**
 * When whoever reads the day would say that harm began, ms since the start: the first harmed request of the first bad minute that is
 * soon followed by another, and from which on, for ten minutes taken together, more than one in twenty have reason to complain. Looked
 * for from `sinceMs` on; null where nobody is harmed for so long.
 */
export function firstHarmOf({ durationMs, requests }: Lived, sinceMs: number): number | null {
  const minutes = Math.ceil(durationMs / minuteMs)
  const asked = Array.from({ length: minutes }, () => 0)
  const bad = Array.from({ length: minutes }, () => 0)
  for (const request of requests) {
    const minute = Math.floor(request.endedAt / minuteMs)
    if (minute >= minutes) continue
    asked[minute] = (asked[minute] ?? 0) + 1
    if (harmed(request)) bad[minute] = (bad[minute] ?? 0) + 1
  }
  const isBad = bad.map((count, minute) => count >= leastCount && count > leastShare * (asked[minute] ?? 0))
  const lasts = (from: number, share: number): boolean =>
    sum(bad, from, lastingMinutes) > share * sum(asked, from, lastingMinutes)
  const candidates = [...isBad.keys()].filter(
    (minute) =>
      minute >= Math.floor(sinceMs / minuteMs) && isBad[minute] && isBad.slice(minute + 1, minute + nextMinutes).includes(true)
  )
  const first = lastingShares.flatMap((share) => candidates.find((minute) => lasts(minute, share)) ?? [])[0]
  if (first === undefined) return null
  return requests.find((one) => Math.floor(one.endedAt / minuteMs) === first && harmed(one))?.endedAt ?? first * minuteMs
}

const sum = (counts: readonly number[], from: number, length: number): number =>
  counts.slice(from, from + length).reduce((total, one) => total + one, 0)
