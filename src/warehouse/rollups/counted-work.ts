import { failedStatus } from '../load/tables.ts'

/** A server that writes no durations tells by its statuses what failed; beside one that does it repeats the same requests. */
const untimedRequests = '(status IS NOT NULL AND NOT EXISTS (SELECT 1 FROM requests WHERE duration_ms IS NOT NULL))'

/**
 * What is counted: timed work, and of a log that states durations also the requests of which it knows none; where no log of requests
 * states any, those with a status. A proxy that got no answer often writes no time; leaving those out would leave out the failures.
 * Who is turned away at the door (`refused`) was counted and not served: such answers are quick whatever happens behind it. As SQL
 * that stands for a table.
 */
export const countedWork = `(SELECT population, ts, duration_ms, failed, false AS refused, source_id, first_line FROM operations WHERE population <> 'requests'
  UNION ALL SELECT 'requests', ts, duration_ms, ${failedStatus}, coalesce(status IN (403, 429), false), source_id, first_line FROM requests
  WHERE source_id IN (SELECT source_id FROM requests WHERE duration_ms IS NOT NULL) OR ${untimedRequests})`

/**
 * Whose work is timed: log lines that state a duration repeat what others measured, and speak where neither requests nor spans
 * are. As SQL of a condition.
 */
export const speaksForTimes = `(population <> 'events' OR NOT EXISTS (SELECT 1 FROM operations WHERE population IN ('requests', 'spans')))`

/** Whose work is counted: the same, and requests that nobody timed are counted all the same. As SQL of a condition. */
export const speaksForCounts = `(${speaksForTimes} AND (population <> 'events' OR NOT EXISTS (SELECT 1 FROM requests WHERE ${untimedRequests})))`
