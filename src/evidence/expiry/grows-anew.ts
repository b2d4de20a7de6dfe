import type { Point } from '../read-series.ts'

/** A store that stood level, and that ever more has been kept in from a moment on. */
export interface GrowsAnew {
  /** When the growth began, ms since the epoch: within a step of the series. */
  readonly since: number
  /** The level before, in the series' own unit. */
  readonly level: number
  readonly perHour: number
}

/** So much of the record must show the level before: less is a pause. */
const leastBefore = 8
const leastAfter = 8
const leastPart = 0.1
/** Before, the line through the level may rise by so much of the slope since: a store in use breathes. */
const level = 0.1
/** So much of what is moved since the two lines explain. */
const leastFit = 0.95
/** Places for the bend that are tried: a longer series is thinned. */
const mostPlaces = 400

/**
 * Where a level that stood bends into steady growth (or a fall of what remains) that it keeps to: the two lines, joined at the bend, with
 * the least squares left over (segmented regression, Hinkley 1971). Null where it grew all along, in steps, or has not moved.
 *
 * @param points up to the moment at which the limit was met
 */
export function growsAnew(points: readonly Point[]): GrowsAnew | null {
  const step = Math.max(1, Math.ceil(points.length / mostPlaces))
  const thin = points.filter((_, i) => i % step === 0)
  const [first, last] = [thin[0], thin.at(-1)]
  if (!first || !last || thin.length < leastBefore + leastAfter) return null
  const hours = thin.map(({ at }) => (at - first.at) / 3_600_000)
  const values = thin.map(({ value }) => value)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const all = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  if (all === 0) return null
  const bends = hours
    .map((_, i) => i)
    .filter((i) => i >= leastBefore && i <= hours.length - leastAfter)
    .flatMap((i) => {
      const [from, at, to] = [hours[0] ?? 0, hours[i] ?? 0, hours.at(-1) ?? 0]
      if (at - from < leastPart * (to - from) || to - at < leastPart * (to - from)) return []
      const fit = twoLines(hours, values, at)
      return fit === null ? [] : [{ i, ...fit }]
    })
    .sort((a, b) => a.left - b.left)
  const [best] = bends
  if (!best || 1 - best.left / all < leastFit) return null
  const [before, since] = [best.before, best.before + best.more]
  if (since === 0 || Math.abs(before) > level * Math.abs(since)) return null
  return { since: thin[best.i]?.at ?? last.at, level: best.atBend, perHour: since }
}

/** y = a + b·x + c·max(0, x − bend), by least squares: what is left over, the slope before, what is added since, and y at the bend. */
function twoLines(
  x: readonly number[],
  y: readonly number[],
  bend: number
): { readonly left: number; readonly before: number; readonly more: number; readonly atBend: number } | null {
  const n = x.length
  const past = x.map((value) => Math.max(0, value - bend))
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / n
  const [mx, mp, my] = [mean(x), mean(past), mean(y)]
  let [xx, xp, pp, xy, py] = [0, 0, 0, 0, 0]
  for (const [i, value] of x.entries()) {
    const [dx, dp, dy] = [value - mx, (past[i] ?? 0) - mp, (y[i] ?? 0) - my]
    xx += dx * dx
    xp += dx * dp
    pp += dp * dp
    xy += dx * dy
    py += dp * dy
  }
  const det = xx * pp - xp * xp
  if (Math.abs(det) < 1e-9 * xx * pp || det === 0) return null
  const before = (xy * pp - py * xp) / det
  const more = (py * xx - xy * xp) / det
  const a = my - before * mx - more * mp
  const left = y.reduce((sum, value, i) => sum + (value - a - before * (x[i] ?? 0) - more * (past[i] ?? 0)) ** 2, 0)
  return { left, before, more, atBend: a + before * bend }
}
