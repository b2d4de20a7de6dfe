import { granularity, medianOf } from './baseline.ts'

/** Why a series of counts looks drawn by hand rather than measured. */
export type DrawnSign = 'constant-steps' | 'too-smooth' | 'plateau' | 'repeated-digits'

const leastPoints = 12

/**
 * Signs that a series was drawn rather than measured. None proves it; they say that rates computed from it prove little.
 * - `constant-steps`: the same non-zero step ten or more times running.
 * - `too-smooth`: independent arrivals scatter by √mean (Poisson); here neighbours on a local line scatter by less than
 *   a quarter of that over the whole series. `expectedVariance` gives the variance of a point; null: not a count.
 * - `plateau`: below its bounds the same non-round value, to the digit, ten or more times running while others move.
 */
export function drawnSigns(values: readonly number[], expectedVariance: ((value: number) => number) | null): DrawnSign[] {
  if (values.length < leastPoints) return []
  const signs: DrawnSign[] = []
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? 0))
  if (longestRepeat(steps, (step) => Math.abs(step) > granularity(values) / 2) >= 10) signs.push('constant-steps')
  if (expectedVariance !== null && isTooSmooth(values, expectedVariance)) signs.push('too-smooth')
  const moving = steps.filter((step) => step !== 0).length >= values.length / 3
  if (moving && longestRepeat(values, (value) => !Number.isInteger(value)) >= 10) signs.push('plateau')
  return signs
}

/** Longest run of equal neighbours among values that count. */
function longestRepeat(values: readonly number[], counts: (value: number) => boolean): number {
  let longest = 0
  let run = 0
  for (const [i, value] of values.entries()) {
    const same = i > 0 && Math.abs(value - (values[i - 1] ?? 0)) < 1e-9 * Math.max(1, Math.abs(value))
    run = counts(value) ? (same ? run + 1 : 1) : 0
    longest = Math.max(longest, run)
  }
  return longest
}

/** Second differences of independent points have six times a point's variance; a local line has none. */
function isTooSmooth(values: readonly number[], expectedVariance: (value: number) => number): boolean {
  const ratios = values.slice(2).map((value, i) => {
    const [a, b] = [values[i] ?? 0, values[i + 1] ?? 0]
    const expected = 6 * Math.max(expectedVariance(b), 1e-9) + granularity(values) ** 2 / 2
    return Math.abs(value - 2 * b + a) / Math.sqrt(expected)
  })
  return (medianOf(ratios) ?? 1) < 0.25 * 0.6745
}
