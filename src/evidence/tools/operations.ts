import { z } from 'zod'
import type { Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { operationLabels } from '../operation-labels.ts'
import { readGauges } from '../gauges.ts'
import { poolOf } from '../pool.ts'
import { queryRows, type Row } from '../query-rows.ts'
import { statementReads } from '../statement-reads.ts'
import { slowOnlyFrom } from '../slow-only.ts'
import { spanOf } from '../span.ts'
import { queuedIn } from '../surroundings.ts'
import { workPopulation } from '../work-population.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

export const populationArgument = z
  .enum(['requests', 'statements', 'spans', 'events'])
  .describe('Who saw the work: access log, database, tracing, or log lines that state a duration')

const Arguments = z.object({
  population: populationArgument.nullable().default(null),
  window: windowArgument,
  baseline: baselineArgument
})

const columns = columnsOf(
  'population operation label runs failed median_ms:ms p95_ms:ms max_ms:ms share_of_time:share baseline_runs ' +
    'baseline_median_ms:ms baseline_p95_ms:ms slow_runs slow_share:share new examined baseline_examined'
)
const mostRows = 60

/**
 * Slow: more than 4 × the baseline's median and 1.5 × its p95, with at least three runs there; else more than 4 × the lower
 * quartile of all the operation's runs. A statement that a log of slow ones only ($5) does not know from the baseline was too
 * quick for it then: slow is 4 × what that log keeps.
 */
const sql = `
  WITH base AS (
    SELECT population, operation, count(*) AS runs, quantile_cont(duration_ms, [0.5, 0.95]) AS quantiles, avg(duration_ms) AS mean
    FROM operations WHERE ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP GROUP BY ALL
  ), measures AS (
    SELECT population, operation, b.runs, b.quantiles, b.mean,
           CASE WHEN b.runs >= 3 THEN greatest(4 * b.quantiles[1], 1.5 * b.quantiles[2])
                WHEN $5::DOUBLE IS NOT NULL AND b.runs IS NULL AND population IN (SELECT population FROM base) AND population = 'statements'
                THEN 4 * $5 ELSE 4 * quartile_ms END AS threshold
    FROM usual_times LEFT JOIN base b USING (population, operation)
  ), told AS (
    SELECT population, operation, count(*) AS runs, count(*) FILTER (failed) AS failed,
           quantile_cont(duration_ms, [0.5, 0.95]) AS quantiles, max(duration_ms) AS max_ms, sum(duration_ms) AS total_ms,
           count(*) FILTER (duration_ms > threshold) AS slow_runs, min(source_id) AS source
    FROM operations o JOIN measures USING (population, operation)
    WHERE o.ts >= $1::TIMESTAMP AND o.ts < $2::TIMESTAMP GROUP BY population, operation
  )
  SELECT population, operation, t.runs, failed, t.quantiles[1] AS median_ms, t.quantiles[2] AS p95_ms, max_ms, total_ms,
         total_ms / nullif(sum(total_ms) OVER (PARTITION BY population), 0) AS share_of_time,
         coalesce(m.runs, 0) AS baseline_runs, m.quantiles[1] AS baseline_median_ms, m.quantiles[2] AS baseline_p95_ms,
         coalesce(m.runs * m.mean, 0) AS baseline_ms, slow_runs, source
  FROM told t JOIN measures m USING (population, operation) ORDER BY total_ms DESC, population, operation`

export const operations: EvidenceTool<typeof Arguments> = {
  name: 'operations',
  description:
    'Timed work by operation (route, statement, span, timed log line) in the window against the baseline: runs, failures, durations, ' +
    'share of the time spent, slow runs; new: it ran in no healthy time, though others did, so that nothing tells which of its runs are slow. The place to look first for what the time went on. In a log that keeps only slow ' +
    'statements the medians are those of slow ones. examined: rows or pages that a run of a statement reads (95th percentile), which no waiting changes.',
  arguments: Arguments,
  run: async ({ population, window, baseline }, context) => {
    const slowOnly = await slowOnlyFrom(context)
    const times: Scalar[] = [window.from, window.to, baseline?.from ?? '0001-01-01 00:00:00', baseline?.to ?? window.from]
    // Asked of all at once, since somebody asks for each.
    const all = await queryRows(context, sql, [...times, slowOnly])
    const rows = all.filter((row) => population === null || row.text('population') === population)
    if (rows.length === 0) {
      return {
        status: 'no_data',
        reading: `No timed work in the window: ${population ?? 'requests, statements, spans and timed log lines'} were searched.`,
        facts: { operations: 0, top_operation: null, top_population: null, top_share_of_time: null, slow_only_ms: slowOnly }
      }
    }
    const labels = await operationLabels(context)
    const label = (row: Row): string => labels.get(row.text('operation') ?? '') ?? row.text('operation') ?? ''
    const pool = poolOf(await readGauges(context, ['holders', 'waiters', 'queue', 'limit']))
    const deepest = workPopulation(
      rows,
      { time: 'total_ms', healthyTime: 'baseline_ms', runs: 'runs' },
      queuedIn(pool, spanOf(window)) ?? false
    )
    const top = rows.find((row) => row.text('population') === deepest)
    const share = top?.number('share_of_time') ?? null
    const reads = await statementReads(context, times)
    const readsOf = (row: Row) => (row.text('population') === 'statements' ? reads.get(row.text('operation') ?? '') : undefined)
    const compared = new Set(rows.filter((row) => row.number('baseline_runs')).map((row) => row.text('population')))
    const isNew = (row: Row): boolean => compared.has(row.text('population')) && row.number('baseline_runs') === 0
    return {
      status: 'found',
      reading:
        `${rows.length} operations` +
        (top
          ? `; most of the time of ${top.text('population')} (${((share ?? 0) * 100).toFixed(0)} %) went on ${label(top)}, ` +
            (isNew(top)
              ? `${top.number('runs')} runs, none in the baseline: it is new.`
              : `${top.number('slow_runs')} of its ${top.number('runs')} runs slow (longer than four times the baseline's median and 1.5 times its p95).`)
          : '.'),
      facts: {
        operations: rows.length,
        top_operation: top?.text('operation') ?? null,
        top_population: top?.text('population') ?? null,
        top_share_of_time: share,
        slow_only_ms: slowOnly
      },
      columns,
      rows: rows
        .slice(0, mostRows)
        .map((row) => [
          row.text('population'),
          row.text('operation'),
          label(row),
          ...['runs', 'failed', 'median_ms', 'p95_ms', 'max_ms', 'share_of_time'].map((name) => row.number(name)),
          ...['baseline_runs', 'baseline_median_ms', 'baseline_p95_ms'].map((name) => row.number(name)),
          ...slowIn(row, isNew(row)),
          isNew(row),
          readsOf(row)?.window ?? null,
          readsOf(row)?.baseline ?? null
        ]),
      omitted: rows.length > mostRows ? { rows: rows.length - mostRows, why: 'those with most time are shown' } : null,
      sources: rows.map((row) => row.text('source') ?? '')
    }
  }
}

/** Slow runs and their share. Of an operation that is new none is slow by the measure of its own, which is no praise. */
function slowIn(row: Row, isNew: boolean): [number | null, number | null] {
  const slow = row.number('slow_runs') ?? 0
  return isNew && slow === 0 ? [null, null] : [slow, slow / Math.max(1, row.number('runs') ?? 1)]
}
