import type { Gauge } from './gauges.ts'
import { baselinePoints, lasting, type Onset, withLoad } from './onset.ts'
import type { Point } from './read-series.ts'
import type { Span } from './span.ts'
import { firstRun, fitLoad, fitMonotone, predictAtLoad, quantileOf } from './statistics/index.ts'

export interface BeyondLoad {
  /** R² of the series on load over the baseline, 0–1; null when load did not vary or was not measured. */
  readonly explained: number | null
  /** When the series began to be worse than load explains; null when it never was, or no healthy time had such load. */
  readonly onset: number | null
}

/** Loads up to this factor above what was seen in good health are judged; beyond, nothing can be said. */
const reach = 1.1

/**
 * Since when a series departs by more than load explains. Two explanations must both fail, three points running:
 * - the straight line on load through the baseline (Theil–Sen), with a margin that widens outside the loads it saw;
 * - the monotone regression on load over all healthy points of the record (the baseline, and any point, before, during or
 *   after, whose value is in the baseline's range): what was seen at as much load.
 * Loads higher than any that was seen with a healthy value are not judged: there, load might explain anything.
 */
export function beyondLoad(points: readonly Point[], load: Gauge, onset: Onset, window: Span, baseline: Span): BeyondLoad {
  const joined = withLoad(points, load)
  const base = withLoad(baselinePoints(points, baseline), load)
  const line = fitLoad(
    base.map((point) => point.load),
    base.map(({ value }) => value)
  )
  if (base.length < 3) return { explained: null, onset: null }
  const sign = onset.direction === 'up' ? 1 : -1
  const worst = base.reduce((most, { value }) => Math.max(most, sign * value), -Infinity)
  // Nearly healthy counts: up to twice the worst of the baseline, if that is a small part of the way to the peak.
  const nearly = Math.min(0.1 * Math.abs(onset.peak - sign * worst), Math.abs(worst))
  const margin = Math.max(3 * onset.reference.scale, 0.25 * Math.abs(worst), nearly)
  const healthy = joined.filter(({ value }) => sign * value <= worst + margin)
  const highest = quantileOf(
    healthy
      .map((point) => point.load)
      .toSorted((a, b) => b - a)
      .slice(0, lasting),
    0
  )
  const seen = fitMonotone(
    healthy.map((point) => point.load),
    healthy.map(({ value }) => value),
    onset.direction === 'down'
  )
  if (highest === null || seen === null) return { explained: line?.r2 ?? null, onset: null }
  const later = joined.filter(({ at }) => at >= Math.min(window.from, onset.onset ?? window.from) && at < window.to)
  const beyond = later.map(({ load: now, value }) => {
    if (now > reach * highest) return false
    const drawn = line ? predictAtLoad(line, now) : { value: onset.baselineMedian, margin: 4 * onset.reference.scale }
    const known = seen(now)
    const byLine = sign * (value - drawn.value) > Math.max(drawn.margin, 0.1 * Math.abs(drawn.value))
    return byLine && sign * (value - known) > Math.max(3 * onset.reference.scale, 0.25 * Math.abs(known))
  })
  const at = firstRun(beyond, lasting)
  return { explained: line?.r2 ?? null, onset: at < 0 ? null : (later[at]?.at ?? null) }
}
