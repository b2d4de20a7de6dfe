import { epochMsOf } from '../domain/index.ts'
import { grouped } from '../foundation/index.ts'
import type { Gauge } from './gauges.ts'
import { queryRows, type Row } from './query-rows.ts'
import type { Point } from './read-series.ts'
import type { ToolContext } from './tool.ts'

/**
 * Load, latency and errors as the logs of work show them, from the warehouse's `work_series`: load of what comes in, failing of
 * whatever is counted. Empty when there are too few runs for eight buckets: counts of a few lines are not a rate.
 */
export async function readDerivedGauges(context: ToolContext): Promise<Gauge[]> {
  const rows = await queryRows(
    context,
    `SELECT population, ts, step_ms, runs, p95_ms, 100.0 * (failed / runs) AS failed, first_line, source_ids FROM work_series
     ORDER BY population = 'requests' DESC, population, ts`
  )
  const populations = [...grouped(rows, (row) => row.text('population') ?? '')]
  return populations.flatMap(([population, own], place) => {
    const [any] = own
    const head = {
      stepMs: any?.number('step_ms') ?? 0,
      sources: sourcesOf(any?.text('source_ids') ?? null),
      entities: 1
    }
    const gauge = (series: string, role: Gauge['role'], unit: string, value: (row: Row) => number | null): Gauge[] => {
      const points = own.flatMap((row) => {
        const at = row.text('ts')
        const y = value(row)
        return at === null || y === null ? [] : [{ at: epochMsOf(at), value: y, line: row.number('first_line') ?? 0 }]
      })
      return points.length > 0 ? [{ ...head, series, role, unit, points }] : []
    }
    return [
      ...(place > 0
        ? []
        : gauge(
            `${population} counted from the log`,
            'load',
            'per minute',
            (row) => ((row.number('runs') ?? 0) * 60_000) / head.stepMs
          )),
      ...gauge(latencyName(population), 'latency', 'ms', (row) => row.number('p95_ms')),
      ...gauge(failedName(population), 'errors', 'percent', (row) => row.number('failed'))
    ]
  })
}

/**
 * The p95 of what work took in times of what each operation usually takes, by the name of the latency gauge above. The p95 of
 * all together falls and rises with what is asked for, though nothing is slower: where harm is looked for this says it better.
 */
export async function timesUsual(
  context: ToolContext
): Promise<{ series: string; points: { at: number; value: number; line: number }[] }> {
  const rows = await queryRows(
    context,
    `SELECT population, ts, p95_times_usual AS times, first_line FROM work_series WHERE p95_times_usual IS NOT NULL ORDER BY ts`
  )
  const points = rows.flatMap((row) => {
    const [at, value] = [row.text('ts'), row.number('times')]
    return at === null || value === null ? [] : [{ at: epochMsOf(at), value, line: row.number('first_line') ?? 0 }]
  })
  return { series: latencyName(rows[0]?.text('population') ?? ''), points }
}

/** So many failures are an accident of any day, or one that two logs tell of, unless more stand within so many steps to either side. */
const [accidents, beside] = [2, 3]

/**
 * The share of work that failed, by the name of the errors gauge above, without failures that stand alone: where few ask, one is a good
 * part of its step, and tells nothing of the next who asks.
 */
export async function failedTogether(context: ToolContext): Promise<ReadonlyMap<string, readonly Point[]>> {
  const rows = await queryRows(
    context,
    `SELECT population, ts, CASE WHEN sum(failed) OVER near > ${accidents} THEN 100.0 * (failed / runs) ELSE 0 END AS failed, first_line FROM work_series
     WINDOW near AS (PARTITION BY population ORDER BY ts ROWS BETWEEN ${beside} PRECEDING AND ${beside} FOLLOWING) ORDER BY ts`
  )
  const populations = grouped(rows, (row) => failedName(row.text('population') ?? ''))
  return new Map(
    [...populations].map(([series, own]) => [
      series,
      own.flatMap((row) => {
        const [at, value] = [row.text('ts'), row.number('failed')]
        return at === null || value === null ? [] : [{ at: epochMsOf(at), value, line: row.number('first_line') ?? 0 }]
      })
    ])
  )
}

const failedName = (population: string): string => `failed ${population} from the log`
const latencyName = (population: string): string => `p95 of ${population} from the log`

function sourcesOf(json: string | null): string[] {
  const parsed: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(parsed) ? parsed.map(String) : []
}
