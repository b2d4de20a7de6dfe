import { medianOf } from './baseline.ts'

/** Sums that give the squared error of the best straight line through any segment in constant time. */
function segmentCosts(values: readonly number[]): (from: number, to: number) => number {
  const zeros = () => new Float64Array(values.length + 1)
  const [y, xy, yy] = [zeros(), zeros(), zeros()]
  for (const [i, value] of values.entries()) {
    y[i + 1] = (y[i] ?? 0) + value
    xy[i + 1] = (xy[i] ?? 0) + i * value
    yy[i + 1] = (yy[i] ?? 0) + value * value
  }
  return (from, to) => {
    const n = to - from
    const sumY = (y[to] ?? 0) - (y[from] ?? 0)
    const centre = (from + to - 1) / 2
    const cross = (xy[to] ?? 0) - (xy[from] ?? 0) - centre * sumY
    const spread = (n * (n * n - 1)) / 12
    const explained = spread > 0 ? (cross * cross) / spread : 0
    return Math.max(0, (yy[to] ?? 0) - (yy[from] ?? 0) - (sumY * sumY) / n - explained)
  }
}

/** Noise variance from second differences (a straight line has none), robust to the changes themselves. */
function noiseVariance(values: readonly number[]): number {
  const second = values.slice(2).map((value, i) => Math.abs(value - 2 * (values[i + 1] ?? 0) + (values[i] ?? 0)))
  const sigma = ((medianOf(second) ?? 0) / 0.6745) * Math.sqrt(1 / 6)
  return sigma * sigma
}

/**
 * Where a series changes level or slope: indices that begin a new segment. Penalised least squares over straight-line
 * segments (Bai & Perron 1998), searched exactly with pruning (PELT: Killick, Fearnhead & Eckley, JASA 2012), penalty
 * 3 (slope, level, place) × 2 log n × noise variance. A slow ramp is one segment, not many. Up to some thousand points.
 */
export function changePoints(values: readonly number[], minSegment = 3): number[] {
  const n = values.length
  if (n < 2 * minSegment) return []
  const spread = Math.max(...values) - Math.min(...values)
  const scaled = spread > 0 ? values.map((value) => value / spread) : [...values]
  const penalty = 6 * Math.log(n) * Math.max(noiseVariance(scaled), 1e-6)
  const cost = segmentCosts(scaled)
  const best = new Float64Array(n + 1).fill(Infinity)
  best[0] = -penalty
  const previous = new Int32Array(n + 1)
  let candidates = [0]
  const totals = new Float64Array(n + 1)
  for (let end = minSegment; end <= n; end++) {
    let bound = best[end] ?? Infinity
    for (const [i, start] of candidates.entries()) {
      totals[i] = end - start < minSegment ? Infinity : (best[start] ?? Infinity) + cost(start, end)
      const total = (totals[i] ?? Infinity) + penalty
      if (total >= bound) continue
      bound = total
      previous[end] = start
    }
    best[end] = bound
    candidates = candidates.filter((start, i) => end - start < minSegment || (totals[i] ?? Infinity) <= bound)
    candidates.push(end - minSegment + 1)
  }
  const found: number[] = []
  for (let at = previous[n] ?? 0; at > 0; at = previous[at] ?? 0) found.unshift(at)
  return found
}
