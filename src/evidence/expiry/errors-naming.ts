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

/**
 * Of the window's error lines (warnings, where hardly any are errors), how many name what came to its end most often, by
 * themselves or in another line of the same request: that a request failed is often said apart from why.
 */
export async function errorsNaming(
  context: ToolContext,
  window: TimeWindow,
  top: readonly Expiry[]
): Promise<Record<string, Scalar>> {
  const rows = await queryRows(
    context,
    `SELECT source_id, first_line, level, ${requestKey} AS request FROM events
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
  const naming = lines.filter((row) => isNaming(row) || requests.has(row.text('request') ?? '')).length
  return { error_lines: lines.length, error_lines_naming_top: naming }
}
