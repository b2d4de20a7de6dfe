import { medianOf } from '../statistics/index.ts'

export interface Plateau {
  /** Where the durations end, in their unit. */
  readonly at: number
  readonly runs: number
  /** Of the values above half the plateau. */
  readonly share: number
}

/** Values this near to each other (and no more than 60 ms apart for short ones) are the same wait. */
const width = 0.03
const leastRuns = 4
const leastShare = 0.5

/**
 * A value at which long durations stop: most of those above half of it lie within 3 % of it and next to none beyond. That is
 * what a time-out makes. Null when durations end anywhere, or when the longest are what is usual.
 *
 * @param values durations (ms) @param usual a usual duration: a plateau lies at three times it or more
 */
export function plateauOf(values: readonly number[], usual: number | null): Plateau | null {
  const least = Math.max(3 * (usual ?? 0), 50)
  const sorted = values.filter((value) => value >= least).sort((a, b) => a - b)
  let best: { from: number; runs: number; middle: number } | null = null
  let from = 0
  for (let to = 0; to < sorted.length; to++) {
    while ((sorted[to] ?? 0) - (sorted[from] ?? 0) > Math.max(width * (sorted[from] ?? 0), 60)) from++
    const runs = to - from + 1
    if (best === null || runs > best.runs) best = { from, runs, middle: medianOf(sorted.slice(from, to + 1)) ?? 0 }
  }
  if (best === null || best.runs < leastRuns) return null
  const { middle, runs } = best
  const beyond = sorted.filter((value) => value > middle * 1.1).length
  const long = sorted.filter((value) => value > middle / 2).length
  if (beyond > runs / 10 || runs < leastShare * long) return null
  return { at: middle, runs, share: runs / long }
}
