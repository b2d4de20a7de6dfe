import { type Gauge, valueAt } from './gauges.ts'
import type { Point } from './read-series.ts'
import { inSpan, type Span } from './span.ts'
import { type Baseline, medianOf, onsetBefore, quantileOf, robustBaseline, spearman } from './statistics/index.ts'

/** How a series moved in a window against its baseline. Times in ms since the epoch. */
export interface Onset {
  readonly baselineMedian: number
  readonly windowMedian: number
  readonly peak: number
  readonly peakAt: number
  readonly direction: 'up' | 'down'
  /** Whether the movement is more than noise and more than a fifth of the level. */
  readonly moved: boolean
  readonly onset: number | null
  /** (window median − baseline median) ÷ robust baseline scale. */
  readonly effectSize: number
  readonly returnedAt: number | null
  /** What the movement was measured from: the baseline, or its earliest third when the baseline itself climbs. */
  readonly reference: Baseline
}

/** So many scales and so large a part of the level is a movement. */
const leastScales = 4
const leastShare = 0.2
/** Points in a row that make a state of things. */
export const lasting = 3

/** The points of a baseline span; fewer than two there: all before its end; fewer than two still: the first third of all. */
export function baselinePoints<P extends Point>(points: readonly P[], baseline: Span): readonly P[] {
  const within = points.filter(({ at }) => inSpan(at, baseline))
  if (within.length >= 2) return within
  const before = points.filter(({ at }) => at < baseline.to)
  return before.length >= 2 ? before : points.slice(0, Math.max(3, Math.ceil(points.length / 3)))
}

/** Null when the window holds no point of the series or there is no baseline. */
export function onsetOf(points: readonly Point[], window: Span, baseline: Span): Onset | null {
  const inWindow = points.filter(({ at }) => inSpan(at, window))
  const before = baselinePoints(points, baseline)
  const written = [...before, ...inWindow].map(({ value }) => value)
  const whole = robustBaseline(
    before.map(({ value }) => value),
    written
  )
  if (inWindow.length === 0 || whole === null || before.length === 0) return null
  const values = inWindow.map(({ value }) => value)
  const climbs = referenceOf(before, written)
  const reference = climbs ?? whole
  const high = (quantileOf(values, 0.95) ?? 0) - whole.median
  const low = whole.median - (quantileOf(values, 0.05) ?? 0)
  const direction = high >= low ? 'up' : 'down'
  const extreme = direction === 'up' ? values.reduce((a, b) => Math.max(a, b)) : values.reduce((a, b) => Math.min(a, b))
  const peak = inWindow.find(({ value }) => value === extreme)
  const { scale } = whole
  const departs = Math.max(high, low)
  // A baseline that climbs itself is no measure of noise: then the distance from where it began counts.
  const climbed = Math.abs(extreme - reference.median)
  const beyond = climbs ? climbed > leastScales * reference.scale : departs > leastScales * scale
  const windowMedian = medianOf(values) ?? 0
  const gone = isGone(before, windowMedian)
  const moved = gone || (beyond && departs > leastShare * Math.abs(whole.median))
  // The search begins with the baseline, so that a ramp that set in before the window is dated where it began.
  const searched = points.filter(({ at }) => at >= (before[0]?.at ?? 0) && at < window.to)
  const near = nearPeak(searched, whole.median, extreme, direction)
  const left = onsetBefore(
    searched.map(({ value }) => value),
    reference,
    near,
    direction
  )
  const at = pastToe(searched, left, near, (value) => (value - whole.median) / (extreme - whole.median))
  return {
    baselineMedian: whole.median,
    windowMedian,
    peak: extreme,
    peakAt: peak?.at ?? 0,
    direction,
    moved,
    onset: moved ? (searched[at]?.at ?? null) : null,
    effectSize: (windowMedian - whole.median) / scale,
    returnedAt: moved ? returnOf(points, peak?.at ?? 0, before, gone ? null : scale) : null,
    reference
  }
}

/** A tenth of the least that was ever seen: what swings and climbs by itself never went there. */
function isGone(before: readonly Point[], windowMedian: number): boolean {
  const least = before.reduce((low, { value }) => Math.min(low, value), Infinity)
  return least > 0 && before.length >= leastKnown && windowMedian >= 0 && windowMedian <= 0.1 * least
}

const leastKnown = 5

/** When the baseline itself climbs or falls throughout, its earliest third is what was normal. */
function referenceOf(before: readonly Point[], written: readonly number[]): Baseline | null {
  if (before.length < 6) return null
  const trend = spearman(
    before.map(({ at }) => at),
    before.map(({ value }) => value)
  )
  if (trend === null || Math.abs(trend) < 0.8) return null
  return robustBaseline(
    before.slice(0, Math.max(3, Math.floor(before.length / 3))).map(({ value }) => value),
    written
  )
}

/** The first point that comes within a tenth of the extreme: a plateau's beginning rather than its middle. */
function nearPeak(searched: readonly Point[], median: number, extreme: number, direction: 'up' | 'down'): number {
  const near = median + 0.9 * (extreme - median)
  const index = searched.findIndex(({ value }) => (direction === 'up' ? value >= near : value <= near))
  return index < 0 ? searched.length - 1 : index
}

/** So few points does a jump take; what takes longer is a ramp, and its first steps are small. */
const jumpPoints = 2
const leastOfWay = 0.05

/** Where a jump begins: a point just before it that wandered a little the same way belongs to the noise. */
function pastToe(searched: readonly Point[], left: number, near: number, wayOf: (value: number) => number): number {
  if (near - left > jumpPoints) return left
  const begun = searched.findIndex(({ value }, i) => i >= left && wayOf(value) >= leastOfWay)
  return begun < 0 ? left : begun
}

/** First of three points in a row (or the last ones there are) back within the range that the baseline had; without a scale (what was gone) well up to it. */
function returnOf(points: readonly Point[], after: number, before: readonly Point[], scale: number | null): number | null {
  const values = before.map(({ value }) => value)
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  const margin = scale === null ? 0.5 * Math.abs(least) : Math.max(2 * scale, 0.25 * Math.max(Math.abs(least), Math.abs(most)))
  const later = points.filter(({ at }) => at > after)
  let run = 0
  for (const [i, { value }] of later.entries()) {
    run = value >= least - margin && value <= most + margin ? run + 1 : 0
    if (run === lasting) return later[i - lasting + 1]?.at ?? null
  }
  return null
}

/** Joins a series with load: pairs of load and value at the series' points. */
export function withLoad(points: readonly Point[], load: Gauge): { at: number; load: number; value: number }[] {
  return points.flatMap(({ at, value }) => {
    const then = valueAt(load, at)
    return then === null ? [] : [{ at, load: then, value }]
  })
}
