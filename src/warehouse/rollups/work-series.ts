import { rowsIn } from '../load/rows-in.ts'
import { countedWork } from './counted-work.ts'
import type { Rollup } from './rollup.ts'

/** Bucket widths to choose from, in ms. */
const steps = [1_000, 10_000, 60_000, 300_000, 900_000]
/** A bucket needs about so many runs for its p95 and failed share to mean something. */
const runsPerBucket = 30
/** Counts of a few lines are not a rate. */
const leastBuckets = 8
/** Finer buckets than this many show the noise of single runs. */
const mostBuckets = 240

/**
 * How much timed work the logs show, what it took and how much failed, bucket after bucket: of requests if there are enough,
 * else of the population with most runs. Empty when there are too few for eight buckets.
 */
export const workSeries: Rollup = {
  table: 'work_series',
  columns: {
    population: 'VARCHAR',
    ts: 'TIMESTAMP',
    step_ms: 'BIGINT',
    runs: 'BIGINT',
    failed: 'BIGINT',
    p95_ms: 'DOUBLE',
    first_line: 'INTEGER',
    source_ids: 'VARCHAR[]'
  },
  async fill(connection) {
    const [chosen] = await rowsIn(
      connection,
      `SELECT population, count(duration_ms) AS runs, epoch_ms(min(ts)), epoch_ms(max(ts)) FROM ${countedWork}
       WHERE ts IS NOT NULL AND population <> 'events' GROUP BY population HAVING runs >= ${runsPerBucket * leastBuckets}
       ORDER BY population = 'requests' DESC, runs DESC, population LIMIT 1`
    )
    if (!chosen) return
    const [runs = 0, first = 0, last = 0] = chosen.slice(1).map(Number)
    const spanMs = last - first + 1
    const wanted = Math.min(mostBuckets, runs / runsPerBucket)
    const stepMs = steps.find((step) => spanMs / step <= wanted) ?? Math.ceil(spanMs / wanted)
    await connection.run(
      `INSERT INTO work_series
       WITH counted AS (SELECT * FROM ${countedWork} WHERE population = '${String(chosen[0])}' AND ts IS NOT NULL),
         buckets AS (
           SELECT epoch_ms(ts) // ${stepMs} * ${stepMs} AS began_ms, count(*) AS runs, count(*) FILTER (failed) AS failed,
             quantile_cont(duration_ms, 0.95) AS p95, min(first_line) AS line FROM counted GROUP BY 1),
         sources AS (SELECT list(source_id ORDER BY source_id) AS ids FROM (SELECT DISTINCT source_id FROM counted))
       SELECT '${String(chosen[0])}', make_timestamp(began_ms * 1000), ${stepMs}, runs, failed, p95, line, ids
       FROM buckets, sources WHERE (SELECT count(*) FROM buckets) >= ${leastBuckets} ORDER BY began_ms`
    )
  }
}
