import type { TimeWindow } from '../../domain/index.ts'
import { type AttributeMap, attributesFrom, attributeText } from '../attribute-of.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { apart, type Call, placeOf } from './read-calls.ts'

/** A host by its name, with the port that was connected to: `relay.example.org:587`. */
const address = /^(?=[^:]*[a-z])[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)+:\d{2,5}$/i
/** Whose address that is where it is nobody who was asked. */
const ownAddress = /client|remote_?addr|listen|bind|local|instance|^host|node|source|^src|^from|origin|referr?er|scrape/i
/** A time by its unit; its group is the unit. */
const time = /(?:^|[_.-]|[a-z])(ms|millis|s|sec|secs|seconds)$/i
/** Times that are no waiting for an answer. */
const otherTime = /uptime|age|ttl|lag|interval|time_?out|delay|retry|since|expir|budget|limit|window|period|keep/i
const mostLines = 30_000
const longest = 3_600_000

/**
 * Calls that records tell by the address that was asked and the time that it took, whatever the columns are called. The longest of
 * several times is the whole.
 */
export async function callsOfAddressed(context: ToolContext, between: TimeWindow): Promise<Call[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, entity, logger, level, source_id, first_line, attributes FROM events
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND regexp_matches(attributes::VARCHAR, '": ?"[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+:[0-9]{2,5}"')
     ORDER BY ts, record_id LIMIT ${mostLines}`,
    [between.from, between.to],
    { rows: mostLines }
  )
  return rows.flatMap((row): Call[] => {
    const attributes = attributesFrom(row.text('attributes'))
    const peer = Object.entries(attributes).find(
      ([name, value]) => typeof value === 'string' && address.test(value) && !ownAddress.test(name)
    )?.[1]
    const durationMs = longestTime(attributes)
    if (typeof peer !== 'string' || durationMs === null) return []
    const status = attributeText(attributes, ['status', 'status_code', 'http_status'])
    const failed = /^5\d\d$|^429$/.test(status ?? '') || row.text('level') === 'error'
    return [
      {
        peer,
        caller: row.text('entity') ?? row.text('logger'),
        durationMs,
        failed,
        how: failed ? status : null,
        seenIn: 'events',
        ...placeOf(row),
        ...apart
      }
    ]
  })
}

function longestTime(attributes: AttributeMap): number | null {
  const times = Object.entries(attributes).flatMap(([name, value]) => {
    const unit = time.exec(name)?.[1]?.toLowerCase()
    // Where a comma stands before one to three digits, it is the point of many languages.
    const number = typeof value === 'string' ? Number(/^\d+,\d{1,3}$/.test(value) ? value.replace(',', '.') : value) : value
    if (unit === undefined || otherTime.test(name) || value === '' || typeof number !== 'number' || !(number >= 0)) return []
    const ms = unit.startsWith('m') ? number : number * 1000
    return ms <= longest ? [ms] : []
  })
  return times.length === 0 ? null : Math.max(...times)
}
