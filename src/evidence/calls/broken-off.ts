import { queryRows } from '../query-rows.ts'
import type { Span } from '../span.ts'
import { instantOf } from '../../domain/index.ts'
import type { ToolContext } from '../tool.ts'

/** Lines that tell of connections which broke off or stood still, whoever was on the other side. */
export interface BrokenOff {
  readonly inWindow: number
  readonly before: number
  readonly text: string
  readonly source: string
}

const words =
  '(?i)communications? link failure|connection (was )?(reset|lost|aborted|timed out)|reset by peer|ECONNRESET|ETIMEDOUT|read timed out|broken pipe|lost connection|lost contact|unexpected eof|closed the connection unexpectedly|socket (closed|hang ?up)|SocketTimeout|no route to host'

/** Null where nothing in the window tells of any. */
export async function brokenOff(context: ToolContext, window: Span, baseline: Span): Promise<BrokenOff | null> {
  const [row] = await queryRows(
    context,
    `WITH told AS (
       SELECT ts, message, source_id, record_id, ts >= $2::TIMESTAMP AND ts < $3::TIMESTAMP AS inside, ts >= $4::TIMESTAMP AND ts < $5::TIMESTAMP AS before
       FROM events WHERE ts IS NOT NULL AND (regexp_matches(message, $1) OR regexp_matches(coalesce(attributes->>'exception', attributes->>'error', ''), $1)))
     SELECT count(*) FILTER (inside) AS inside, count(*) FILTER (before) AS before,
            arg_min(left(message, 300), record_id) FILTER (inside) AS text, arg_min(source_id, record_id) FILTER (inside) AS source FROM told`,
    [
      words,
      instantOf(window.from),
      instantOf(window.to),
      Number.isFinite(baseline.from) ? instantOf(baseline.from) : '0001-01-01T00:00:00.000Z',
      Number.isFinite(baseline.to) ? instantOf(baseline.to) : instantOf(window.from)
    ]
  )
  const inWindow = row?.number('inside') ?? 0
  if (!row || inWindow === 0) return null
  return { inWindow, before: row.number('before') ?? 0, text: row.text('text') ?? '', source: row.text('source') ?? '' }
}
