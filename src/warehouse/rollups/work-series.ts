import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsIn } from '../load/rows-in.ts'
import { countedWork, speaksForTimes } from './counted-work.ts'
import type { Rollup } from './rollup.ts'
import { unnoticedMs } from './usual-times.ts'

/** Bucket widths to choose from, in ms. */
const steps = [1_000, 10_000, 60_000, 300_000, 900_000]
/** A bucket needs about so many runs for its p95 and failed share to mean something. */
const runsPerBucket = 30
/** Counts of a few lines are not a rate. */
const leastBuckets = 8
/** Finer buckets than this many show the noise of single runs. */
const mostBuckets = 240

/** What is asked for in fewer of the buckets is no part of the day: that it always takes so long does not make it usual. */
const partOfTheDay = 0.4
/** Trouble may fill most of the materials: what an operation takes at its best is what one run of ten takes at most. */
const atBest = 0.1

/**
 * How much work the logs show, what it took and how much failed, bucket after bucket: of requests if there are enough, else of the
 * population with most runs, and where nobody timed the requests of both; what it took also in times of what each operation usually takes, which stands still when
 * other work is asked for than usual. Empty when there are too few for eight buckets.
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
    p95_times_usual: 'DOUBLE',
    first_line: 'INTEGER',
    source_ids: 'VARCHAR[]'
  },
  async fill(connection) {
    const enough = await rowsIn(
      connection,
      `SELECT population, coalesce(nullif(count(duration_ms), 0), count(*)) AS runs, epoch_ms(min(ts)), epoch_ms(max(ts)), count(duration_ms) > 0
       FROM ${countedWork} WHERE ts IS NOT NULL AND ${speaksForTimes} GROUP BY population HAVING runs >= ${runsPerBucket * leastBuckets}
       ORDER BY population = 'requests' DESC, runs DESC, population`
    )
    const [first] = enough
    const timed = enough.find((row) => row[4] === true)
    for (const row of new Set([first, timed])) {
      if (row) await fillOf(connection, String(row[0]), ...row.slice(1, 4).map(Number))
    }
  }
}

async function fillOf(connection: DuckDBConnection, population: string, runs = 0, first = 0, last = 0): Promise<void> {
  const spanMs = last - first + 1
  const wanted = Math.min(mostBuckets, runs / runsPerBucket)
  const stepMs = steps.find((step) => spanMs / step <= wanted) ?? Math.ceil(spanMs / wanted)
  await connection.run(
    `INSERT INTO work_series
     WITH counted AS (SELECT * FROM ${countedWork} WHERE population = '${population}' AND ts IS NOT NULL),
       buckets AS (
         SELECT epoch_ms(ts) // ${stepMs} * ${stepMs} AS began_ms, count(*) AS runs, count(*) FILTER (failed) AS failed,
           quantile_cont(duration_ms, 0.95) FILTER (NOT refused) AS p95, min(first_line) AS line FROM counted GROUP BY 1),
       own AS (
         SELECT operation, epoch_ms(ts) // ${stepMs} * ${stepMs} AS began_ms, duration_ms,
           NOT failed AND record_id NOT IN (SELECT record_id FROM requests WHERE status IN (403, 429)) AS served
         FROM operations WHERE population = '${population}' AND ts IS NOT NULL),
       usual AS (
         SELECT operation, quantile_cont(duration_ms, ${atBest}) FILTER (served) AS ms FROM own GROUP BY operation
         HAVING count(DISTINCT began_ms) >= ${partOfTheDay} * (SELECT count(*) FROM buckets)),
       compared AS (
         SELECT began_ms, quantile_cont(greatest(1, duration_ms / greatest(${unnoticedMs}, coalesce(usual.ms, whole.ms))), 0.95) AS times
         FROM own LEFT JOIN usual USING (operation), (SELECT quantile_cont(duration_ms, ${atBest}) FILTER (served) AS ms FROM own) AS whole
         GROUP BY 1),
       sources AS (SELECT list(source_id ORDER BY source_id) AS ids FROM (SELECT DISTINCT source_id FROM counted))
     SELECT '${population}', make_timestamp(began_ms * 1000), ${stepMs}, runs, failed, p95, times, line, ids
     FROM buckets LEFT JOIN compared USING (began_ms), sources WHERE (SELECT count(*) FROM buckets) >= ${leastBuckets} ORDER BY began_ms`
  )
}
