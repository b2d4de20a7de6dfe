import type { Scalar, TimeWindow } from '../../domain/index.ts'
import { queryRows, type Row } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { Expiry } from './read-expiries.ts'

const mostErrors = 50_000
/** Fewer lines of errors than this: the program writes what fails as a warning, if it writes it at all. */
const fewestErrors = 5

/** What ties the lines of one request together: an id among their fields, or in brackets before the message. */
const requestKey = `coalesce(attributes->>'trace_id', attributes->>'traceId', attributes->>'request_id', attributes->>'requestId',
  attributes->>'correlation_id', nullif(regexp_extract(message, '^\\[([0-9A-Za-z-]{6,})\\] ', 1), ''))`

/** Of the lines of one message so many that say what was thrown name it: then it is why, also where a line does not say it. */
const agreed = 0.8

/** Messages that are logged with what was thrown only now and then, and then with what ended: frames are left out to save room. */
function namingMessages(rows: readonly Row[], isNaming: (row: Row) => boolean): ReadonlySet<number> {
  const found = new Map<number, { naming: number; thrown: number }>()
  for (const row of rows) {
    const message = row.number('message_kind')
    if (message === null || row.flag('thrown') !== true) continue
    const counts = found.get(message) ?? { naming: 0, thrown: 0 }
    found.set(message, { naming: counts.naming + (isNaming(row) ? 1 : 0), thrown: counts.thrown + 1 })
  }
  return new Set(
    [...found].flatMap(([message, { naming, thrown }]) => (naming >= fewestErrors && naming >= agreed * thrown ? [message] : []))
  )
}

/**
 * Of the window's error lines (warnings, where hardly any are errors), how many name what came to its end most often, by
 * themselves, in another line of the same request (that a request failed is often said apart from why), or by the same message
 * where it is logged with what was thrown.
 */
export async function errorsNaming(
  context: ToolContext,
  window: TimeWindow,
  top: readonly Expiry[]
): Promise<Record<string, Scalar>> {
  const rows = await queryRows(
    context,
    `SELECT source_id, first_line, level, ${requestKey} AS request, template_id AS message_kind,
       coalesce(attributes->>'stack', attributes->>'exception', attributes->>'causedBy') IS NOT NULL AS thrown
     FROM events
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND level IN ('error', 'fatal', 'warning')
     ORDER BY level = 'warning'`,
    [window.from, window.to],
    { rows: mostErrors }
  )
  const told = new Set(top.map(({ source, line }) => `${source} ${line}`))
  const isNaming = (row: Row): boolean => told.has(`${row.text('source_id')} ${row.number('first_line')}`)
  const requests = new Set(rows.filter(isNaming).flatMap((row) => row.text('request') ?? []))
  const errors = rows.filter((row) => row.text('level') !== 'warning')
  const lines = errors.length >= fewestErrors ? errors : rows
  const messages = namingMessages(lines, isNaming)
  const saysWhy = (row: Row): boolean => row.flag('thrown') !== true && messages.has(row.number('message_kind') ?? -1)
  const naming = lines.filter((row) => isNaming(row) || requests.has(row.text('request') ?? '') || saysWhy(row)).length
  return { error_lines: lines.length, error_lines_naming_top: naming }
}
