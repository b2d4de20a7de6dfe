import { queryRows } from './query-rows.ts'
import type { Point, Series } from './read-series.ts'
import type { ToolContext } from './tool.ts'
import { quantile } from 'simple-statistics'

/** From µs to ms to s, and back: an exporter, an agent or a library that changes its unit changes all of its values so. */
const factors = [1_000, 1_000_000] as const
const fewest = 12
/** Quantiles of what is only written in another unit agree so far; those of what became slower do not. */
const alike = 0.3
/** Some spread there must be: two constants have any ratio, a time-out among them. */
const leastSpread = 0.03

export interface Rescaling {
  /** ms since the epoch: the first point in the new unit. */
  readonly at: number
  /** New by old, as a power of a thousand. */
  readonly factor: number
}

/**
 * Where a series goes over to another unit: from one point to the next all values are a thousand or a million times what they
 * were (or that part of it), spread as before. Null when it does not.
 */
export function rescalingOf(points: readonly Point[]): Rescaling | null {
  for (const factor of factors.flatMap((one) => [one, 1 / one])) {
    const place = points.findIndex(
      (point, i) => i >= fewest && isNear(point.value / (points[i - 1]?.value ?? Number.NaN), factor)
    )
    if (place < 0 || points.length - place < fewest) continue
    const [before, after] = [points.slice(0, place), points.slice(place)].map((part) => part.map(({ value }) => value))
    if (!before || !after || !areApart(before, after, factor)) continue
    const ratios = [0.1, 0.5, 0.9].map((share) => quantile(after, share) / quantile(before, share) / factor)
    const [spread, since] = [spreadOf(before), spreadOf(after)]
    const spreadsAlike = spread >= leastSpread && since >= spread / 2 && since <= spread * 2
    if (spreadsAlike && ratios.every((ratio) => Math.abs(ratio - 1) < alike)) return { at: points[place]?.at ?? 0, factor }
  }
  return null
}

const spreadOf = (values: number[]): number => (quantile(values, 0.9) - quantile(values, 0.1)) / quantile(values, 0.5)

const isNear = (ratio: number, factor: number): boolean => ratio > factor / 4 && ratio < factor * 4

/** No value of one side lies among those of the other. */
function areApart(before: readonly number[], after: readonly number[], factor: number): boolean {
  const [low, high] = factor > 1 ? [before, after] : [after, before]
  return Math.max(...low) < Math.min(...high)
}

/**
 * Latencies in one unit throughout: what goes over to another is read in the old one, where requests, spans or lines that say
 * how long their work took stood still as it did so. Without such a witness it may be what it says.
 */
export async function inOneUnit(context: ToolContext, all: readonly Series[]): Promise<Series[]> {
  const found: Series[] = []
  for (const series of all) {
    const rescaling = series.role === 'latency' ? rescalingOf(series.points) : null
    const stands = rescaling !== null && (await workStoodStill(context, rescaling.at))
    found.push(
      rescaling === null || !stands
        ? series
        : {
            ...series,
            points: series.points.map((point) =>
              point.at < rescaling.at ? point : { ...point, value: point.value / rescaling.factor }
            )
          }
    )
  }
  return found
}

const spanMs = 3_600_000
const fewestRuns = 50
const still = 1.5

/** Did work that was timed by itself take as long in the hour after a time as in the hour before it? */
async function workStoodStill(context: ToolContext, at: number): Promise<boolean> {
  const rows = await queryRows(
    context,
    `WITH work AS (
       SELECT 'requests' AS witness, ts, duration_ms FROM requests UNION ALL SELECT 'spans', ts, duration_ms FROM spans
       UNION ALL SELECT 'events', ts, duration_ms FROM events)
     SELECT witness,
            count(*) FILTER (WHERE epoch_ms(ts) < $1::BIGINT) AS before_count, count(*) FILTER (WHERE epoch_ms(ts) >= $1::BIGINT) AS after_count,
            quantile_cont(duration_ms, 0.95) FILTER (WHERE epoch_ms(ts) < $1::BIGINT) AS before_ms,
            quantile_cont(duration_ms, 0.95) FILTER (WHERE epoch_ms(ts) >= $1::BIGINT) AS after_ms
     FROM work WHERE duration_ms IS NOT NULL AND epoch_ms(ts) BETWEEN $1::BIGINT - ${spanMs} AND $1::BIGINT + ${spanMs}
     GROUP BY witness`,
    [Math.round(at)]
  )
  const witnesses = rows.filter(
    (row) => (row.number('before_count') ?? 0) >= fewestRuns && (row.number('after_count') ?? 0) >= fewestRuns
  )
  return (
    witnesses.length > 0 &&
    witnesses.every((row) => {
      const ratio = (row.number('after_ms') ?? Infinity) / (row.number('before_ms') ?? Number.NaN)
      return ratio < still && ratio > 1 / still
    })
  )
}
