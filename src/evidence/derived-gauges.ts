import { epochMsOf } from '../domain/index.ts'
import type { Gauge } from './gauges.ts'
import { queryRows } from './query-rows.ts'
import type { ToolContext } from './tool.ts'

/** Bucket widths to choose from, in ms. */
const steps = [1_000, 10_000, 60_000, 300_000, 900_000]
/** A bucket needs about so many runs for its p95 and failed share to mean something. */
const runsPerBucket = 30
const leastBuckets = 8
/** Finer buckets than this many show the noise of single runs. */
const mostBuckets = 240

/**
 * What is counted: timed work, and of a log that states durations also the requests of which it knows none. A proxy that got
 * no answer often writes no time; leaving those out would leave out the failures.
 */
export const countedWork = `(SELECT population, ts, duration_ms, failed, source_id, first_line FROM operations WHERE population <> 'requests'
  UNION ALL SELECT 'requests', ts, duration_ms, coalesce(status >= 500, false), source_id, first_line FROM requests
  WHERE source_id IN (SELECT source_id FROM requests WHERE duration_ms IS NOT NULL))`

/**
 * Load, latency and errors as the logs of timed work show them: of requests if there are enough, else of the population with
 * most runs. Empty when there are too few runs for eight buckets: counts of a few lines are not a rate.
 */
export async function readDerivedGauges(context: ToolContext): Promise<Gauge[]> {
  const populations = await queryRows(
    context,
    `SELECT population, count(duration_ms) AS runs, min(ts) AS first, max(ts) AS last, list(DISTINCT source_id ORDER BY source_id) AS sources
     FROM ${countedWork} WHERE ts IS NOT NULL AND population <> 'events' GROUP BY population
     ORDER BY population = 'requests' DESC, runs DESC, population`
  )
  const chosen = populations.find((row) => (row.number('runs') ?? 0) >= runsPerBucket * leastBuckets)
  const [population, first, last] = [chosen?.text('population'), chosen?.text('first'), chosen?.text('last')]
  if (!chosen || !population || !first || !last) return []
  const spanMs = epochMsOf(last) - epochMsOf(first) + 1
  const wanted = Math.min(mostBuckets, (chosen.number('runs') ?? 0) / runsPerBucket)
  const stepMs = steps.find((step) => spanMs / step <= wanted) ?? Math.ceil(spanMs / wanted)
  const rows = await queryRows(
    context,
    `SELECT epoch_ms(ts) // ${stepMs} * ${stepMs} AS at, count(*) AS runs, quantile_cont(duration_ms, 0.95) AS p95,
            100.0 * avg(CASE WHEN failed THEN 1 ELSE 0 END) AS failed, min(first_line) AS line
     FROM ${countedWork} WHERE population = $1 AND ts IS NOT NULL GROUP BY 1 ORDER BY 1`,
    [population]
  )
  if (rows.length < leastBuckets) return []
  const sources = sourcesOf(chosen.text('sources'))
  const gauge = (
    series: string,
    role: Gauge['role'],
    unit: string,
    value: (row: (typeof rows)[number]) => number | null
  ): Gauge => ({
    series,
    role,
    unit,
    stepMs,
    sources,
    entities: 1,
    points: rows.flatMap((row) => {
      const at = row.number('at')
      const y = value(row)
      return at === null || y === null ? [] : [{ at, value: y, line: row.number('line') ?? 0 }]
    })
  })
  return [
    gauge(`${population} counted from the log`, 'load', 'per minute', (row) => ((row.number('runs') ?? 0) * 60_000) / stepMs),
    gauge(`p95 of ${population} from the log`, 'latency', 'ms', (row) => row.number('p95')),
    gauge(`failed ${population} from the log`, 'errors', 'percent', (row) => row.number('failed'))
  ]
}

function sourcesOf(json: string | null): string[] {
  const parsed: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(parsed) ? parsed.map(String) : []
}
