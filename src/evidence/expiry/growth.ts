import { linearRegression, linearRegressionLine, rSquared } from 'simple-statistics'
import type { Point } from '../read-series.ts'

export interface Growth {
  /** Of the straight line, unit of the series an hour. */
  readonly perHour: number
  /** How much of the movement the line is. */
  readonly r2: number
  readonly first: number
  readonly last: number
  /** When the series reached the limit, else when the line will; ms since the epoch. Null when it does not lead there within the horizon. */
  readonly reachesAt: number | null
  readonly reached: boolean
}

const leastPoints = 8
const leastFit = 0.85
/** A line is not drawn further into the future than it was seen, times this. */
const horizon = 4
/** So near to the limit is at it, as a share of the distance travelled or of the limit. */
const near = 0.005

/**
 * Steady growth towards a limit (or fall towards 0) up to a time: least-squares line over the points since the last reset, and
 * where it crosses. Null when there is no steady growth: R² under 0.85, or the wrong direction.
 */
export function growthTowards(points: readonly Point[], limit: number, until: number): Growth | null {
  const seen = points.filter(({ at }) => at < until)
  const up = limit > (seen[0]?.value ?? 0)
  const met = seen.findIndex(({ value }) =>
    up ? value >= limit - near * Math.abs(limit) : value <= limit + near * Math.abs(seen[0]?.value ?? 1)
  )
  const before = sinceReset(met >= 0 ? seen.slice(0, met + 1) : seen, up)
  const [first, last] = [before[0], before.at(-1)]
  if (!first || !last || before.length < leastPoints) return null
  const pairs = before.map(({ at, value }) => [(at - first.at) / 3_600_000, value])
  const line = linearRegression(pairs)
  const r2 = rSquared(pairs, linearRegressionLine(line))
  if (!(r2 >= leastFit) || (up ? line.m <= 0 : line.m >= 0)) return null
  const crossing = first.at + ((limit - line.b) / line.m) * 3_600_000
  const within = crossing >= first.at && crossing <= last.at + horizon * (last.at - first.at)
  const metAt = met >= 0 ? (seen[met]?.at ?? null) : null
  return {
    perHour: line.m,
    r2,
    first: first.value,
    last: last.value,
    reachesAt: metAt ?? (within ? crossing : null),
    reached: metAt !== null
  }
}

/** The points after the last sharp step back (a restart, a clean-up), if enough are left. */
function sinceReset(points: readonly Point[], up: boolean): readonly Point[] {
  const values = points.map(({ value }) => value)
  const range = values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity)
  const reset = points.findLastIndex(
    ({ value }, i) => i > 0 && (up ? -1 : 1) * (value - (points[i - 1]?.value ?? value)) > 0.4 * range
  )
  return reset > 0 && points.length - reset >= leastPoints ? points.slice(reset) : points
}
