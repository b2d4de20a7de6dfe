import type { Scalar, TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
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
    `WITH minutes AS (SELECT client, date_trunc('minute', ts) AS minute, count(*) AS requests FROM requests
       WHERE client IS NOT NULL AND ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP GROUP BY ALL)
     SELECT count(*) AS client_minutes, quantile_disc(requests, 0.999) AS most FROM minutes`,
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
