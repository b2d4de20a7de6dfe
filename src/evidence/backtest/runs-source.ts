import type { RunPopulation } from '../../domain/index.ts'

/** Requests are read from their own table: some access logs say a status and no duration. */
const requests = `(SELECT 'requests' AS population, route AS operation, ts, entity, duration_ms, coalesce(status >= 500, false) AS failed,
  attributes, source_id FROM requests)`

/** SQL that names the runs of a population. */
export const runsFrom = (population: RunPopulation): string => (population === 'requests' ? requests : 'operations')

/** When a run has ended, ms: what is still under way is in no log yet. */
export const endedMs = `epoch_ms(ts) + CASE WHEN population = 'spans' OR (attributes ->> 'tsIs') = 'start' THEN coalesce(duration_ms, 0) ELSE 0 END`
