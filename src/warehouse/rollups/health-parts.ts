import { rowsIn } from '../load/rows-in.ts'
import { countedWork, speaksForCounts, speaksForTimes } from './counted-work.ts'
import type { Rollup } from './rollup.ts'
import { runsWithUsual, unnoticedMs } from './usual-times.ts'

/** The time that the materials tell of in about so many parts. */
const mostParts = 48
/** What lies before or after nearly all records makes no part longer: a change of last week, a date that was misread. */
const strays = 0.005

/**
 * The health that logs show, part after part of their time: error lines, failed work, and how much slower than usual work was.
 * Each operation is measured by its own lower quartile; runs that failed are left out of the times, because failing is often
 * quick. The time beside each figure is
 * that of the first record that is wrong, else of the first.
 */
export const healthParts: Rollup = {
  table: 'health_parts',
  columns: {
    part: 'BIGINT',
    step_ms: 'BIGINT',
    error_lines: 'BIGINT',
    error_at: 'TIMESTAMP',
    runs: 'BIGINT',
    failed: 'BIGINT',
    failed_at: 'TIMESTAMP',
    times_usual: 'DOUBLE',
    slow_at: 'TIMESTAMP'
  },
  async fill(connection) {
    const [extent = []] = await rowsIn(
      connection,
      `SELECT quantile_disc(ms, ${strays}), quantile_disc(ms, ${1 - strays}) FROM (
         SELECT epoch_ms(ts) AS ms FROM events WHERE ts IS NOT NULL AND level IS NOT NULL
         UNION ALL SELECT epoch_ms(ts) FROM operations WHERE ts IS NOT NULL)`
    )
    const [first, last] = extent
    if (typeof first !== 'bigint' || typeof last !== 'bigint' || first === last) return
    const stepMs = Math.max(1000, Math.ceil(Number(last - first) / mostParts / 1000) * 1000)
    const part = `epoch_ms(ts) // ${stepMs} AS part`
    await connection.run(
      `INSERT INTO health_parts
       WITH errors AS (
         SELECT ${part}, count(*) FILTER (level IN ('error', 'fatal')) AS error_lines,
           coalesce(min(ts) FILTER (level IN ('error', 'fatal')), min(ts)) AS error_at
         FROM events WHERE ts IS NOT NULL AND level IS NOT NULL GROUP BY part),
       counted AS (
         SELECT ${part}, count(*) AS runs, count(*) FILTER (failed) AS failed, coalesce(min(ts) FILTER (failed), min(ts)) AS failed_at
         FROM ${countedWork} WHERE ts IS NOT NULL AND ${speaksForCounts} GROUP BY part),
       compared AS (
         SELECT ts, greatest(1, duration_ms / greatest(${unnoticedMs}, served_quartile_ms)) AS times
         FROM ${runsWithUsual}
         WHERE ts IS NOT NULL AND ${speaksForTimes.replaceAll('population <>', 'o.population <>')} AND NOT failed),
       slow AS (
         SELECT ${part}, quantile_cont(times, 0.9) AS times_usual, coalesce(min(ts) FILTER (times > 3), min(ts)) AS slow_at
         FROM compared GROUP BY part)
       SELECT part, ${stepMs}, error_lines, error_at, runs, failed, failed_at, times_usual, slow_at
       FROM errors FULL JOIN counted USING (part) FULL JOIN slow USING (part) ORDER BY part`
    )
  }
}
