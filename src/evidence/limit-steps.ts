import type { Point } from './read-series.ts'

/**
 * A limit's values without means of two: a setting that changed within the step of its series is shown once as something in
 * between (20 between 2 and 24), which it never was. Such a point takes the value that follows, so that the change lies where
 * the step lies.
 */
export function limitSteps(points: readonly Point[]): readonly Point[] {
  return points.map((point, i) => {
    const [before, after] = [points[i - 1]?.value, points[i + 1]?.value]
    if (before === undefined || after === undefined) return point
    const isBetween = (before < point.value && point.value < after) || (before > point.value && point.value > after)
    // A ramp goes on; a mean stands alone between two values that stay.
    const stays = points[i - 2]?.value === before && points[i + 2]?.value === after
    return isBetween && stays ? { ...point, value: after } : point
  })
}
