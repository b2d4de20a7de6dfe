import type { Scalar } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { Part } from './makeup.ts'

/** What a service says to who tries a password, a card or a code that is not right; what is full, gone or shut says something else. */
export const inVain = 'status IN (400, 401, 402, 422)'

/** Most of what is asked of the operation fails … */
const mostFails = 0.6
/** … and many times as much as before … */
const manyTimes = 4
/** … while those who come for themselves are served about as often as ever: it is not the service that fails them. */
const stillServed = 0.5

/**
 * Operations that are asked in vain many times as often as before while as many as ever succeed: somebody tries what others know
 * (passwords, card numbers, codes), from whatever addresses and under whatever names.
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
       SELECT route, count(*) FILTER (inside) AS asked, count(*) FILTER (before AND ${inVain}) AS baseline,
         count(*) FILTER (inside AND ${inVain}) AS in_window, coalesce(sum(duration_ms) FILTER (inside AND ${inVain}), 0) AS window_ms,
         count(*) FILTER (inside AND ${inVain} AND bare) AS bare, count(DISTINCT client) FILTER (inside AND ${inVain}) AS clients,
         count(*) FILTER (inside AND status < 400) AS served, count(*) FILTER (before AND status < 400) AS served_before
       FROM marked WHERE route IS NOT NULL GROUP BY route)
     SELECT counted.* FROM counted, spans WHERE in_window >= ${mostFails} * asked AND in_window / inside_s >= ${manyTimes} * baseline / before_s
       AND served > 0 AND served / inside_s >= ${stillServed} * served_before / before_s ORDER BY in_window DESC, route`,
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
      inVain: window
    }
  })
}
