import { epochMsOf, type TimeWindow } from '../../domain/index.ts'
import { attributesFrom, attributeText } from '../attribute-of.ts'
import { coarseExpiryWords, expiryLine, type ExpiryLine, expiryMs } from '../language/expiry-lines.ts'
import { peerOfAttributes } from '../calls/peer.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

export interface Expiry extends Omit<ExpiryLine, 'date'> {
  readonly at: number
  readonly statedAt: number | null
  /** Somebody who asked the service was refused by it; else the service was, or something within it. */
  readonly atDoor: boolean
  readonly text: string
  readonly source: string
  readonly line: number
}

const mostLines = 20_000
/** What a gateway writes beside its own status of what stood behind it. */
const refusedBehind = '(?i)rate.?exceeded|too ?many ?requests|throttl|quota.{0,30}exceed|limit.{0,20}(exceed|reached)'

/** A record of a call that keeps its answer's status in a field of its own. */
const refusedByNumber = '(?i)"[\\w.]*(status|code)[\\w.]*": ?"?429"?[,}]'

/** Requests of which it is known who made them, and not to whom else they went: they came in. */
const refusedAtDoor = `SELECT source_id, first_line FROM requests WHERE status = 429 AND client IS NOT NULL AND NOT contains(target, '://')`

/** What a stack trace says was thrown and why: its lines at the margin, without the frames between them. */
function thrownIn(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^(?:Caused by: )?[A-Za-z_][\w.$]*(?::|$)/.test(line) && !line.startsWith('Traceback'))
    .join(' ')
}

/** Lines, failed spans, refused requests and alerts until the window's end that tell of something expired or used up. */
export async function readExpiries(context: ToolContext, { to }: TimeWindow): Promise<Expiry[]> {
  const rows = await queryRows(
    context,
    `SELECT *, (source_id, first_line) IN (${refusedAtDoor}) AS at_door FROM (
       SELECT ts, left(message, 1500) AS text, attributes, source_id, first_line FROM events
         WHERE regexp_matches(message, $2) OR regexp_matches(attributes->>'stack', $2) OR regexp_matches(attributes->>'error', $2)
           OR regexp_matches(attributes->>'causedBy', $2) OR regexp_matches(attributes->>'more', $2)
       UNION ALL SELECT ts, 'HTTP 429 too many requests ' || left(message, 300), attributes, source_id, first_line FROM events
         WHERE attributes::VARCHAR LIKE '%429%' AND regexp_matches(attributes::VARCHAR, '${refusedByNumber}') AND NOT regexp_matches(message, $2)
       UNION ALL SELECT ts, concat_ws(' ', name, description), attributes, source_id, first_line FROM alerts
         WHERE regexp_matches(concat_ws(' ', name, description), $2)
       UNION ALL SELECT ts, attributes->>'error', attributes, source_id, first_line FROM statements WHERE regexp_matches(attributes->>'error', $2)
       UNION ALL SELECT ts, CASE status WHEN 429 THEN 'HTTP 429 too many requests' ELSE 'insufficient storage' END || ' ' || coalesce(route, ''),
         NULL, source_id, first_line FROM requests WHERE status IN (429, 507)
       UNION ALL SELECT ts, left(concat_ws(' ', status, attributes::VARCHAR), 1500), NULL, source_id, first_line FROM requests
         WHERE status >= 500 AND status <> 507 AND regexp_matches(attributes::VARCHAR, '${refusedBehind}')
       UNION ALL SELECT ts, left(concat_ws(' ', name, attributes::VARCHAR), 1500), attributes, source_id, first_line FROM spans
         WHERE failed AND regexp_matches(attributes::VARCHAR, $2)
       UNION ALL SELECT ts, CASE attributes->>'status' WHEN '507' THEN 'insufficient storage' ELSE 'HTTP 429 too many requests' END || ' ' || coalesce(name, ''),
         attributes, source_id, first_line FROM spans
         WHERE attributes->>'status' IN ('429', '507') AND NOT (failed AND regexp_matches(attributes::VARCHAR, $2)))
     WHERE ts < $1::TIMESTAMP ORDER BY ts, source_id, first_line`,
    [to, coarseExpiryWords],
    { rows: mostLines }
  )
  return rows.flatMap((row): Expiry[] => {
    const text = row.text('text') ?? ''
    const attributes = attributesFrom(row.text('attributes'))
    const more = attributeText(attributes, ['causedBy', 'exception', 'error.message', 'exception.message', 'error'])
    // Lines that follow the first and belong to it: a stack, or what readers keep of it under another name.
    const below = ['stack', 'more'].map((name) => thrownIn(attributeText(attributes, [name]) ?? ''))
    const said = expiryLine([text, more ?? '', ...below].join(' ').trim())
    if (said === null) return []
    const { date, ...rest } = said
    const place = {
      at: epochMsOf(row.text('ts') ?? ''),
      source: row.text('source_id') ?? '',
      line: row.number('first_line') ?? 0
    }
    return [
      {
        ...rest,
        subject: said.subject ?? peerOfAttributes(attributes),
        statedAt: date === null ? null : expiryMs(date),
        atDoor: row.flag('at_door') === true,
        text: text.slice(0, 300),
        ...place
      }
    ]
  })
}
