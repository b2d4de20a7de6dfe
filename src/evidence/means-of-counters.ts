import type { Series } from './read-series.ts'

/** `http_requests_seconds_sum{route="x"}`: what is timed, its unit, and its labels. */
const sum = /^(.*(?:seconds|_ms|millis\w*|duration|latency|elapsed|_time)\w*?)_sum(\{.*\})?$/
/** Where less than this was counted in a step, no mean is known. */
const least = 1e-9

/**
 * A timer that counts what it timed and adds up the time, as Prometheus' summaries and histograms do, tells the mean of each step: the
 * one rate ÷ the other. The series has the timer's name.
 *
 * @param series rates per second of the running totals, as `readSeries` makes them
 */
export function meansOfCounters(series: readonly Series[]): Series[] {
  return series.flatMap((total): Series[] => {
    const [, name, labels = ''] = sum.exec(total.series) ?? []
    if (name === undefined) return []
    const counted = series.find(
      ({ entity, source, series: other }) =>
        entity === total.entity && source === total.source && other === `${name}_count${labels}`
    )
    if (!counted) return []
    const countAt = new Map(counted.points.map(({ at, value }) => [at, value]))
    const points = total.points.flatMap(({ at, value, line }) => {
      const count = countAt.get(at) ?? 0
      return count > least ? [{ at, value: value / count, line }] : []
    })
    return points.length === 0 ? [] : [{ ...total, series: `${name}${labels}`, role: 'latency', unit: null, points }]
  })
}
