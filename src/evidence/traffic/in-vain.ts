import type { Scalar } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { Part } from './makeup.ts'

/** What a service says to who tries a password, a card or a code that is not right; what is full, gone or shut says something else. */
export const inVain = 'status IN (400, 401, 402, 422)'

/** That, and what got no answer of the service. */
export const unserved = `(${inVain} OR status >= 500)`

/** Most of what is answered fails … */
const mostFails = 0.6
/** … and many times as much as before … */
const manyTimes = 4
/** … while those who come for themselves are served about as often as ever, or as those who ask for anything else: it is not the service that fails them. */
const stillServed = 0.5

/**
 * Operations that are asked in vain many times as often as before while about as many as ever succeed: somebody tries what others
 * know (passwords, card numbers, codes), from whatever addresses and under whatever names. Where the service gives up under it, all
 * that is asked of the operation and not served belongs to them.
 *
 * @param marked SQL of the requests with `inside` and `before`
 */
export async function inVainParts(context: ToolContext, marked: string, times: readonly Scalar[]): Promise<Part[]> {
  const rows = await queryRows(
    context,
    `WITH marked AS (${marked}), spans AS (
       SELECT greatest(1, date_diff('second', min(ts) FILTER (inside), max(ts) FILTER (inside))) AS inside_s,
         greatest(1, date_diff('second', min(ts) FILTER (before), max(ts) FILTER (before))) AS before_s FROM marked),
     counted AS (
       SELECT route, count(*) FILTER (inside AND status < 500) AS answered, count(*) FILTER (before AND ${unserved}) AS baseline,
         count(*) FILTER (inside AND ${unserved}) AS in_window, count(*) FILTER (inside AND ${inVain}) AS in_vain,
         count(*) FILTER (before AND ${inVain}) AS in_vain_before,
         coalesce(sum(duration_ms) FILTER (inside AND ${unserved}), 0) AS window_ms,
         count(*) FILTER (inside AND ${unserved} AND bare) AS bare, count(DISTINCT client) FILTER (inside AND ${unserved}) AS clients,
         count(*) FILTER (inside AND status < 400) AS served, count(*) FILTER (before AND status < 400) AS served_before
       FROM marked WHERE route IS NOT NULL GROUP BY route),
     rated AS (
       SELECT *, served / inside_s AS serves, served_before / before_s AS served_then,
         (sum(served) OVER () - served) / inside_s AS others_serve, (sum(served_before) OVER () - served_before) / before_s AS others_then
       FROM counted, spans)
     SELECT * FROM rated WHERE in_vain >= ${mostFails} * answered AND in_vain / inside_s >= ${manyTimes} * in_vain_before / before_s
       AND served > 0 AND serves >= ${stillServed} * served_then * least(1, CASE WHEN others_then > 0 THEN others_serve / others_then ELSE 1 END)
     ORDER BY in_window DESC, route`,
    times
  )
  return rows.map((row): Part => {
    const window = row.number('in_window') ?? 0
    return {
      dimension: 'outcome',
      value: row.text('route') ?? '',
      clients: [],
      distinctClients: row.number('clients') ?? 0,
      baseline: row.number('baseline') ?? 0,
      window,
      windowMs: row.number('window_ms') ?? 0,
      bare: row.number('bare') ?? 0,
      sessionless: 0,
      sessionlessBefore: 0,
      failed: window,
      answered: row.number('in_vain') ?? 0,
      inVain: row.number('in_vain') ?? 0
    }
  })
}
