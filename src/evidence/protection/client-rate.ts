import type { Scalar, TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { clientMinutes } from '../traffic/client-minutes.ts'
import { roundUp } from './round-up.ts'

/** Client-minutes that are needed to speak of the busiest in a thousand. */
const leastMinutes = 500
/** A limit leaves an ordinary client so much room. */
const margin = 2

/** What ordinary clients ask for in a minute, in healthy time, and the limit that leaves them room. */
export async function clientRateOf(
  context: ToolContext,
  window: TimeWindow,
  baseline: TimeWindow | null
): Promise<{ readonly facts: Readonly<Record<string, Scalar>>; readonly sources: readonly string[] }> {
  const healthy = baseline ?? { from: '0001-01-01T00:00:00.000Z', to: window.from }
  const [row] = await queryRows(
    context,
    `WITH counted AS (
       SELECT requests, sum(sum(clients)) OVER (ORDER BY requests) AS up_to, sum(sum(clients)) OVER () AS all_of_them
       FROM ${clientMinutes('$1::TIMESTAMP', '$2::TIMESTAMP')} GROUP BY requests)
     SELECT any_value(all_of_them) AS client_minutes, min(requests) FILTER (up_to >= ceil(0.999 * all_of_them)) AS most FROM counted`,
    [healthy.from, healthy.to]
  )
  const [seen, most] = [row?.number('client_minutes') ?? 0, row?.number('most') ?? null]
  if (seen < leastMinutes || most === null) {
    const why = `an access log tells of ${seen} client-minutes in healthy time; ${leastMinutes} are needed`
    return { facts: { client_per_min_usual: null, client_per_min_limit: null, client_why_not: why }, sources: [] }
  }
  return {
    facts: { client_per_min_usual: most, client_per_min_limit: roundUp(margin * most), client_why_not: null },
    sources: []
  }
}
