import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'

/** Spearman's rank correlation, −1 … 1. Null with fewer than three points or a constant side. */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  return usable(x, y) ? sampleRankCorrelation([...x], [...y]) : null
}

/** Pearson's correlation, −1 … 1. Null with fewer than three points or a constant side. */
export function pearson(x: readonly number[], y: readonly number[]): number | null {
  return usable(x, y) ? sampleCorrelation([...x], [...y]) : null
}

function usable(x: readonly number[], y: readonly number[]): boolean {
  return x.length === y.length && x.length >= 3 && varies(x) && varies(y)
}

function varies(values: readonly number[]): boolean {
  return values.some((value) => value !== values[0])
}

export interface LagCorrelation {
  /** In steps; positive: the first series leads. */
  readonly lag: number
  readonly correlation: number
  readonly atZero: number
}

/**
 * The lag at which two evenly spaced series agree most (largest absolute correlation of the overlap), among lags that leave
 * two thirds of the points. A lag must beat zero by 0.02, or it is zero. Null when neither varies or there are few points.
 */
export function bestLag(first: readonly number[], second: readonly number[]): LagCorrelation | null {
  const n = Math.min(first.length, second.length)
  const atZero = pearson(first.slice(0, n), second.slice(0, n))
  if (n < 8 || atZero === null) return null
  const most = Math.floor(n / 3)
  let best = { lag: 0, correlation: atZero }
  for (let distance = 1; distance <= most; distance++) {
    for (const lag of [distance, -distance]) {
      const correlation =
        lag > 0 ? pearson(first.slice(0, n - lag), second.slice(lag, n)) : pearson(first.slice(-lag, n), second.slice(0, n + lag))
      const margin = best.lag === 0 ? 0.02 : 1e-9
      if (correlation !== null && Math.abs(correlation) > Math.abs(best.correlation) + margin) best = { lag, correlation }
    }
  }
  return { ...best, atZero }
}
