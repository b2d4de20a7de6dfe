import { medianAbsoluteDeviation, medianSorted, quantile } from 'simple-statistics'

/** MAD × this estimates the standard deviation of normal data (Rousseeuw & Croux 1993). */
export const madToSigma = 1.4826

/** What is normal for a series: its middle and its spread, neither moved by a few outliers. */
export interface Baseline {
  readonly points: number
  readonly median: number
  /** Robust standard deviation: never 0, see `robustBaseline`. */
  readonly scale: number
}

/**
 * Median and robust scale of the values (unit: theirs). The scale is the larger of 1.4826 × MAD, half the step at which
 * the values are written, and 1 % of the median, so that a constant or rounded series does not make every flicker an event.
 * Null for no values.
 *
 * @param written all values of the series, for one that stood still: a share that was nought throughout healthy time is written
 *   in hundredths all the same
 */
export function robustBaseline(values: readonly number[], written = values): Baseline | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const median = medianSorted(sorted)
  const scale = Math.max(madToSigma * medianAbsoluteDeviation(sorted), scaleFloor(sorted, written))
  return { points: values.length, median, scale }
}

/** Of what stood still the range is unknown; so small a part of what it rises to is taken for it. */
const partOfPeak = 1 / 40

/** The smallest spread worth believing in: half a step of the written values, or 1 % of their middle. */
export function scaleFloor(values: readonly number[], written = values): number {
  const sorted = [...values].sort((a, b) => a - b)
  if (sorted.length === 0) return 1e-9
  const stoodStill = sorted[0] === sorted.at(-1)
  const step = stoodStill
    ? Math.max(granularity(written) / 2, partOfPeak * written.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
    : granularity(sorted) / 2
  return Math.max(step, 0.01 * Math.abs(medianSorted(sorted))) || 1e-9
}

/** The step at which values are written: 1, 0.1, 0.01 … (0 for no values or more than six decimals). */
export function granularity(values: readonly number[]): number {
  if (values.length === 0) return 0
  for (let decimals = 0; decimals <= 6; decimals++) {
    const factor = 10 ** decimals
    if (values.every((value) => Math.abs(value * factor - Math.round(value * factor)) < 1e-6 * Math.max(1, Math.abs(value)))) {
      return 1 / factor
    }
  }
  return 0
}

/** Quantile p (0–1) of unsorted values, selected rather than sorted for; null for none. */
export function quantileOf(values: readonly number[], p: number): number | null {
  return values.length === 0 ? null : quantile([...values], p)
}

/** Median of unsorted values; null for none. */
export function medianOf(values: readonly number[]): number | null {
  return quantileOf(values, 0.5)
}

/** Weighted median: the smallest value at which half the weight is reached. Null for no weight. */
export function weightedMedian(pairs: readonly (readonly [value: number, weight: number])[]): number | null {
  const sorted = pairs.filter(([, weight]) => weight > 0).sort((a, b) => a[0] - b[0])
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2
  let reached = 0
  for (const [value, weight] of sorted) {
    reached += weight
    if (reached >= half) return value
  }
  return null
}
