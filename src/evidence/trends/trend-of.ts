import type { Gauge } from '../gauges.ts'
import { withLoad } from '../onset.ts'
import type { Point } from '../read-series.ts'
import { bootstrapInterval, changePoints, fitLoad, medianOf, pearson, spearman } from '../statistics/index.ts'

/** How something grew. Times in ms since the epoch, slopes in its unit per hour. */
export interface Trend {
  readonly from: number
  readonly to: number
  readonly first: number
  readonly last: number
  readonly slope: number
  readonly low: number | null
  readonly high: number | null
  /** Of the growth, the share that the growth of load accounts for, 0–1; null without a load. */
  readonly loadExplained: number | null
  /** When it fell back at once, as after a restart. */
  readonly resets: readonly number[]
  /** Slope of its lows: what stays after each collection or clearing. */
  readonly floorSlope: number | null
  /** Since when it grows. */
  readonly since: number
  /** It grows steadily, by more than noise and a tenth of its level, and load does not account for it. */
  readonly grows: boolean
  /** Of pairs in the teeth, an hour each, of which `slope` is the median. */
  readonly slopes: readonly number[]
}

const hourMs = 3_600_000
const mostPoints = 1_200
const leastPoints = 8
/** So many points must climb for it to be a trend and not a jump. */
const leastClimb = 6
const floors = 24

/**
 * The trend of a level over time: teeth between falls, and in them the median of the slopes of pairs half a tooth apart (Theil
 * 1950, the incomplete method). A series that falls more often than it can be cut at
 * (a heap between collections) is followed by its lows. Null for fewer than eight points.
 *
 * @param mostByLoad the most that load can account for, where something else tells
 */
export function trendOf(all: readonly Point[], load: Gauge | null, mostByLoad = 1): Trend | null {
  if (all.length < leastPoints) return null
  const points = thin(all)
  const lows = lowsOf(points)
  const floorTrend = lows.length >= leastPoints ? medianOf(pairSlopes(lows)) : null
  const falls = fallsOf(points)
  const size = medianOf(cut(points, falls).map((tooth) => tooth.length)) ?? 0
  const followsLows = falls.length > 8 && size < leastPoints && lows.length >= leastPoints
  const followed = followsLows ? lows : points
  const resets = followsLows ? fallsOf(lows) : falls
  const noise = noiseOf(followed)
  const climbs = cut(followed, resets)
    .map((tooth) => climbOf(tooth))
    .filter((climb) => climb.length >= leastClimb)
  const level = Math.abs(medianOf(followed.map(({ value }) => value)) ?? 0)
  const least = Math.max(4 * noise, 0.1 * level)
  const steady = climbs.filter((climb) => isSteady(climb, noise, least))
  const isGrowth =
    steady.length > 0 &&
    steady.reduce((sum, climb) => sum + lengthOf(climb), 0) >= 0.3 * climbs.reduce((sum, climb) => sum + lengthOf(climb), 0)
  const grown = isGrowth ? steady : climbs
  const slopes = grown.flatMap((climb) => pairSlopes(climb))
  const slope = medianOf(slopes)
  const [start, end] = [followed[0], followed.at(-1)]
  if (slope === null || !start || !end) return null
  const byLoad = load && slope !== 0 ? explainedBy(grown.flat(), load, slope) : null
  const explained = byLoad === null ? null : Math.min(byLoad, mostByLoad)
  return {
    from: start.at,
    to: end.at,
    first: start.value,
    last: end.value,
    slope,
    low: null,
    high: null,
    loadExplained: explained,
    resets: resets.map((i) => followed[i]?.at ?? 0),
    floorSlope: floorTrend,
    since: grown[0]?.[0]?.at ?? start.at,
    grows: isGrowth && (explained ?? 0) < 0.5,
    slopes
  }
}

/** The trend with a seeded bootstrap interval of its slope, which costs more; what may as well not climb does not grow. */
export function withInterval(trend: Trend): Trend {
  const interval = bootstrapInterval(trend.slopes, (sample) => medianOf(sample) ?? 0, { seed: 1, rounds: 300 })
  return interval ? { ...trend, ...interval, grows: trend.grows && interval.low > 0 } : trend
}

function thin(points: readonly Point[]): readonly Point[] {
  const step = Math.ceil(points.length / mostPoints)
  if (step <= 1) return points
  return Array.from({ length: Math.ceil(points.length / step) }, (_, i) => {
    const part = points.slice(i * step, (i + 1) * step)
    return {
      at: part[0]?.at ?? 0,
      line: part[0]?.line ?? 0,
      value: part.reduce((sum, { value }) => sum + value, 0) / part.length
    }
  })
}

function lowsOf(points: readonly Point[]): Point[] {
  const size = points.length / floors
  if (size < 2) return []
  return Array.from({ length: floors }, (_, i) =>
    points
      .slice(Math.floor(i * size), Math.floor((i + 1) * size))
      .reduce((least, point) => (point.value < least.value ? point : least))
  )
}

/** The part of a tooth that climbs: from where it left the flat until it came to stay at its highest. */
function climbOf(tooth: readonly Point[]): readonly Point[] {
  const from = growthBegin(tooth)
  const rest = tooth.slice(from)
  const [least, most] = [
    rest.reduce((a, { value }) => Math.min(a, value), Infinity),
    rest.reduce((a, { value }) => Math.max(a, value), -Infinity)
  ]
  const top = rest.findIndex(({ value }) => value >= most - 0.03 * (most - least))
  const stays = rest.slice(top).filter(({ value }) => value >= most - 0.15 * (most - least)).length
  return stays >= Math.max(4, 0.15 * rest.length, 0.8 * (rest.length - top)) ? rest.slice(0, top + 1) : rest
}

function isSteady(climb: readonly Point[], noise: number, least: number): boolean {
  const rise = ((medianOf(pairSlopes(climb)) ?? 0) * lengthOf(climb)) / hourMs
  const order = spearman(
    climb.map(({ at }) => at),
    climb.map(({ value }) => value)
  )
  return rise > least && (order ?? 0) > 0.7 && isGradual(climb, noise)
}

/** Robust standard deviation of the noise, from first differences: a trend hardly moves their median. */
function noiseOf(points: readonly Point[]): number {
  const steps = points.slice(1).map(({ value }, i) => value - (points[i]?.value ?? value))
  const middle = medianOf(steps) ?? 0
  return (1.4826 * (medianOf(steps.map((step) => Math.abs(step - middle))) ?? 0)) / Math.SQRT2
}

/** Indices of the first point after a fall of more than a third of the whole range and six times the noise, within two steps. */
function fallsOf(points: readonly Point[]): number[] {
  const values = points.map(({ value }) => value)
  const range = values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity)
  const least = Math.max(range / 3, 6 * noiseOf(points))
  const found: number[] = []
  for (let i = 1; i < values.length; i++) {
    const before = Math.max(values[i - 1] ?? 0, values[i - 2] ?? -Infinity)
    if (before - (values[i] ?? 0) > least && i - (found.at(-1) ?? -3) > 2) found.push(i)
  }
  return found
}

function cut(points: readonly Point[], at: readonly number[]): (readonly Point[])[] {
  const edges = [0, ...at, points.length]
  return edges
    .slice(1)
    .map((to, i) => points.slice(edges[i] ?? 0, to))
    .filter((tooth) => tooth.length >= 5)
}

/** Slopes per hour of pairs half a tooth apart. */
function pairSlopes(tooth: readonly Point[]): number[] {
  const half = Math.floor(tooth.length / 2)
  return tooth.slice(half).flatMap(({ at, value }, i) => {
    const from = tooth[i]
    return from && at > from.at ? [((value - from.value) * hourMs) / (at - from.at)] : []
  })
}

function lengthOf(tooth: readonly Point[]): number {
  return (tooth.at(-1)?.at ?? 0) - (tooth[0]?.at ?? 0)
}

/** Index in the tooth since which it climbs: after the last straight part that is flat beside what follows. */
function growthBegin(tooth: readonly Point[]): number {
  const cuts = changePoints(
    tooth.map(({ value }) => value),
    5
  )
  for (const at of cuts.toReversed()) {
    const [before, after] = [medianOf(pairSlopes(tooth.slice(0, at))) ?? 0, medianOf(pairSlopes(tooth.slice(at))) ?? 0]
    const isLongEnough = tooth.length - at >= leastClimb
    if (isLongEnough && after > 0 && before < 0.25 * after) return at
  }
  return 0
}

/** Does it climb through the whole of the time? Medians of five equal parts rise, and a line fits better than one step. */
function isGradual(tooth: readonly Point[], noise: number): boolean {
  if (tooth.length < leastClimb) return false
  const size = tooth.length / 5
  const values = tooth.map(({ value }) => value)
  const parts = Array.from({ length: 5 }, (_, i) => medianOf(values.slice(Math.floor(i * size), Math.floor((i + 1) * size))) ?? 0)
  const steps = parts.slice(1).map((value, i) => value - (parts[i] ?? 0))
  if (steps.some((step) => step <= -noise) || steps.filter((step) => step > 0).length < 3) return false
  return unexplainedByLine(tooth) < unexplainedByStep(values)
}

function unexplainedByLine(points: readonly Point[]): number {
  const [x, y] = [points.map(({ at }) => at), points.map(({ value }) => value)]
  const r = pearson(x, y) ?? 0
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length
  return (1 - r * r) * y.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

/** Squared error of the best two levels. */
function unexplainedByStep(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0)
  const squares = values.reduce((sum, value) => sum + value * value, 0)
  let [before, best] = [0, Infinity]
  for (const [i, value] of values.slice(0, -1).entries()) {
    before += value
    best = Math.min(best, squares - before ** 2 / (i + 1) - (total - before) ** 2 / (values.length - i - 1))
  }
  return best
}

/** A load that is known for less of the growth than this says nothing of the rest. */
const leastKnown = 0.5

/**
 * The growth that load's own growth predicts, by the slope on load, as a share of the growth there was. Null where load is known for a
 * smaller part of it.
 */
function explainedBy(points: readonly Point[], load: Gauge, slope: number): number | null {
  const joined = withLoad(points, load)
  if (joined.length < leastKnown * points.length) return null
  const model = fitLoad(
    joined.map((point) => point.load),
    joined.map(({ value }) => value)
  )
  if (!model) return null
  const trend = medianOf(pairSlopes(joined.map(({ at, load: value }) => ({ at, value, line: 0 })))) ?? 0
  return Math.min(1, Math.max(0, (model.slope * trend) / slope))
}
