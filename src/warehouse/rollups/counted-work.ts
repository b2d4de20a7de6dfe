import { failedStatus } from '../load/tables.ts'

/**
 * What is counted: timed work, and of a log that states durations also the requests of which it knows none. A proxy that got
 * no answer often writes no time; leaving those out would leave out the failures. Who is turned away at the door (`refused`) was
 * counted and not served: such answers are quick whatever happens behind it. As SQL that stands for a table.
 */
export const countedWork = `(SELECT population, ts, duration_ms, failed, false AS refused, source_id, first_line FROM operations WHERE population <> 'requests'
  UNION ALL SELECT 'requests', ts, duration_ms, ${failedStatus}, coalesce(status IN (403, 429), false), source_id, first_line FROM requests
  WHERE source_id IN (SELECT source_id FROM requests WHERE duration_ms IS NOT NULL))`

/**
 * Whose work is counted: log lines that state a duration repeat what others measured, and speak where neither requests nor spans
 * are recorded. As SQL of a condition.
 */
export const speaksForWork = `(population <> 'events' OR NOT EXISTS (SELECT 1 FROM operations WHERE population IN ('requests', 'spans')))`
