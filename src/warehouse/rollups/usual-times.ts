import type { Rollup } from './rollup.ts'

/** Every run (`o`) beside what its operation usually takes (`u`), as SQL of a FROM. */
export const runsWithUsual =
  'operations o JOIN usual_times u ON o.population = u.population AND o.operation IS NOT DISTINCT FROM u.operation'

/** What takes less is not felt, however many times its usual it takes: an answer out of a cache against one that is not. */
export const unnoticedMs = 50

/** What each operation's runs take, over all the materials: of all runs, and of those that neither failed nor were turned away at the door. */
export const usualTimes: Rollup = {
  table: 'usual_times',
  columns: {
    population: 'VARCHAR',
    operation: 'VARCHAR',
    runs: 'BIGINT',
    quartile_ms: 'DOUBLE',
    served_quartile_ms: 'DOUBLE',
    served_median_ms: 'DOUBLE'
  },
  async fill(connection) {
    await connection.run(
      `INSERT INTO usual_times
       SELECT population, operation, runs, quartile, served[1], served[2] FROM (
         SELECT population, operation, count(*) AS runs, quantile_cont(duration_ms, 0.25) AS quartile,
           quantile_cont(duration_ms, [0.25, 0.5]) FILTER (NOT failed AND record_id NOT IN (SELECT record_id FROM requests WHERE status IN (403, 429))) AS served
         FROM operations GROUP BY population, operation)
       ORDER BY population, operation`
    )
  }
}
