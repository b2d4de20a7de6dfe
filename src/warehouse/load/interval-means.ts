import type { DuckDBConnection } from '@duckdb/node-api'

/** Fewer times at which a view was written down show neither a course nor whether its sums run on. */
const leastTimes = 4

/**
 * Rows of a view of statistics (pg_stat_statements, a query store, digests), written down again and again, tell what a run of each
 * statement took between two times: its mean there, or what its running sums gained. That becomes the row's duration, so that it is
 * compared as runs are; rows of a view that was written down once keep none.
 */
export async function setIntervalMeans(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    WITH views AS (
      SELECT record_id, source_id, fingerprint, coalesce(entity, '') AS entity, ts, try_cast(attributes ->> 'calls' AS DOUBLE) AS calls,
        try_cast(attributes ->> 'mean_ms' AS DOUBLE) AS mean,
        coalesce(try_cast(attributes ->> 'total_ms' AS DOUBLE), try_cast(attributes ->> 'mean_ms' AS DOUBLE) * try_cast(attributes ->> 'calls' AS DOUBLE)) AS total,
        try_cast(attributes ->> 'sum_rows_examined' AS DOUBLE) AS examined
      FROM statements WHERE duration_ms IS NULL AND ts IS NOT NULL AND (attributes ->> 'calls') IS NOT NULL),
    steps AS (
      SELECT *, lag(calls) OVER course AS calls_before, lag(total) OVER course AS total_before, lag(examined) OVER course AS examined_before FROM views
      WINDOW course AS (PARTITION BY source_id, fingerprint, entity ORDER BY ts, record_id)),
    kinds AS (
      SELECT source_id, count(*) FILTER (calls < calls_before) <= 0.05 * count(calls_before)
          AND count(*) FILTER (calls > calls_before) >= 0.6 * count(calls_before) AND median(calls - calls_before) < 0.5 * median(calls) AS running
      FROM steps GROUP BY source_id HAVING count(DISTINCT ts) >= ${leastTimes}),
    told AS (
      SELECT record_id, CASE WHEN NOT running THEN mean
        WHEN calls > calls_before AND total >= total_before THEN (total - total_before) / (calls - calls_before) END AS ms,
        CASE WHEN running AND calls > calls_before AND examined >= examined_before THEN (examined - examined_before) / (calls - calls_before) END AS rows
      FROM steps JOIN kinds USING (source_id))
    UPDATE statements SET duration_ms = told.ms, rows_examined = coalesce(statements.rows_examined, told.rows) FROM told WHERE statements.record_id = told.record_id AND told.ms IS NOT NULL`)
}
