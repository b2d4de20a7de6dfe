import { z } from 'zod'
import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { Work } from './shared-value.ts'

const Stated = z.record(z.string(), z.unknown())
const mostRows = 60_000

/** What a line says of itself, of how it ended and how long it took, not of what was asked. */
const ofItself =
  /(?:^|[._])(?:level|lvl|severity\w*|logger|thread\w*|pod|host\w*|instance|node|container|pid|stack\w*|exceptions?|caused?by|error\w*|err|reason|rule|code|resultcode|status\w*|outcome|result|decision|verdict|eval|success|ok|response|note|msg|message|limit|value|quota|attempt\w*|try|tries|retry|retries|retry_count|redelivered|requeue|version|build|trace\w*|span\w*|request_?id|correlation\w*|operation_?id|parent\w*|ms|took|elapsed|duration\w*|latency\w*|waited|wait|time\w*|ts|date|total|active|idle|waiting|handle-\d+|svc|service|app|source\w*|@\w+|file|line|function|rate|count)$/i

/**
 * What the lines of those that fail say by name (`zone=D`, `partition=3`), of the window: the work that failed and the work that
 * did not, by the same speakers.
 * @param failing condition on events
 */
export async function statedWork(context: ToolContext, { from, to }: TimeWindow, failing: string): Promise<Work[]> {
  const rows = await queryRows(
    context,
    `SELECT coalesce(${failing}, false) AS failed, attributes::VARCHAR AS attributes FROM events
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND length(attributes::VARCHAR) > 4 AND coalesce(entity, '') IN
       (SELECT coalesce(entity, '') FROM events WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND ${failing})
     ORDER BY record_id`,
    [from, to],
    { rows: mostRows }
  )
  return rows.map((row) => ({ failed: row.flag('failed') === true, values: valuesOf(row.text('attributes')) }))
}

function valuesOf(json: string | null): Map<string, string> {
  const values = new Map<string, string>()
  let stated: z.infer<typeof Stated> = {}
  try {
    stated = Stated.safeParse(JSON.parse(json ?? '{}')).data ?? {}
  } catch {
    return values
  }
  for (const [name, value] of Object.entries(stated)) {
    if (ofItself.test(name) || (typeof value !== 'string' && typeof value !== 'number')) continue
    const text = String(value).trim()
    if (text !== '' && text !== '-' && text.length <= 80) values.set(name, text)
  }
  return values
}
