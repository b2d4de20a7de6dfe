import { madToSigma, medianOf, scaleFloor } from './baseline.ts'

/** A straight line of a value on load, and how far values lie from it. */
export interface LoadModel {
  readonly points: number
  readonly slope: number
  readonly intercept: number
  /** Robust standard deviation of the residuals. */
  readonly scale: number
  /** Share of the variance that the line explains, 0–1; 0 when load did not vary. */
  readonly r2: number
  readonly loadMin: number
  readonly loadMax: number
}

/** More pairs than this are thinned evenly: the slope is a median over pairs, n² of them. */
const thinTo = 400

/**
 * Value on load over points where the system was healthy, by Theil–Sen: the median of the slopes of all pairs (Sen, JASA
 * 1968), which a third of bad points cannot bend. Null with fewer than five points or no spread in load.
 */
export function fitLoad(load: readonly number[], value: readonly number[]): LoadModel | null {
  const n = Math.min(load.length, value.length)
  if (n < 5) return null
  const step = Math.max(1, Math.floor(n / thinTo))
  const pairs = Array.from({ length: Math.floor(n / step) }, (_, i) => [load[i * step] ?? 0, value[i * step] ?? 0] as const)
  const slopes: number[] = []
  // Plain counting: there are eighty thousand pairs for each of a hundred series.
  for (let i = 0; i < pairs.length; i++) {
    const [x1, y1] = pairs[i] ?? [0, 0]
    for (let j = i + 1; j < pairs.length; j++) {
      const [x2, y2] = pairs[j] ?? [0, 0]
      if (x2 !== x1) slopes.push((y2 - y1) / (x2 - x1))
    }
  }
  const slope = medianOf(slopes)
  if (slope === null) return null
  const intercept = medianOf(pairs.map(([x, y]) => y - slope * x)) ?? 0
  const residuals = pairs.map(([x, y]) => y - slope * x - intercept)
  const mean = pairs.reduce((sum, [, y]) => sum + y, 0) / pairs.length
  const total = pairs.reduce((sum, [, y]) => sum + (y - mean) ** 2, 0)
  const left = residuals.reduce((sum, r) => sum + r * r, 0)
  return {
    points: n,
    slope,
    intercept,
    scale: Math.max(madToSigma * (medianOf(residuals.map(Math.abs)) ?? 0), scaleFloor(pairs.map(([, y]) => y))),
    r2: total > 0 ? Math.max(0, 1 - left / total) : 0,
    loadMin: Math.min(...load.slice(0, n)),
    loadMax: Math.max(...load.slice(0, n))
  }
}

/** What the line says at a load, and the half-width within which about 999 in 1000 healthy points lie, wider outside the loads seen. */
export function predictAtLoad(model: LoadModel, load: number): { readonly value: number; readonly margin: number } {
  const range = Math.max(model.loadMax - model.loadMin, Number.EPSILON)
  const outside = Math.max(0, load - model.loadMax, model.loadMin - load) / range
  return {
    value: model.intercept + model.slope * load,
    margin: 3.5 * model.scale * Math.sqrt(1 + 1 / model.points + outside ** 2)
  }
}
