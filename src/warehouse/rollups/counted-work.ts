/**
 * What is counted: timed work, and of a log that states durations also the requests of which it knows none. A proxy that got
 * no answer often writes no time; leaving those out would leave out the failures. As SQL that stands for a table.
 */
export const countedWork = `(SELECT population, ts, duration_ms, failed, source_id, first_line FROM operations WHERE population <> 'requests'
  UNION ALL SELECT 'requests', ts, duration_ms, coalesce(status >= 500, false), source_id, first_line FROM requests
  WHERE source_id IN (SELECT source_id FROM requests WHERE duration_ms IS NOT NULL))`
