import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** Payments that a log shows as begun or taken, and how many of them no later line shows as done. */
export interface LoggedPayments {
  readonly begun: number
  readonly unfinished: number
  readonly sources: readonly string[]
}

const reference =
  '(?i)(?:reference|ref|order|booking|payment|transaction|txn|invoice)[ _]?(?:id|no|number)?[=: #]+([A-Za-z0-9_-]*\\d[A-Za-z0-9_-]{2,})'

/**
 * Follows a payment's reference from the line that takes it to a later line that names the same reference as created,
 * completed or confirmed within ten minutes. Null when no line of a payment names a reference.
 */
export async function readLoggedPayments(
  context: ToolContext,
  window: { readonly from: string; readonly to: string }
): Promise<LoggedPayments | null> {
  const [row] = await queryRows(
    context,
    `WITH payment AS (
       SELECT ts, source_id, record_id, regexp_extract(message, $1, 1) AS reference FROM events
       WHERE ts >= $2::TIMESTAMP AND ts < $3::TIMESTAMP
         AND regexp_matches(message, '(?i)(process(ing|ed)?|taking|taken|captur(ing|ed)|charg(ing|ed)|authori[sz](ing|ed)) (the )?payment|payment (was |has been )?(processed|taken|captured|authori[sz]ed|accepted|succeeded)')
         AND regexp_extract(message, $1, 1) <> ''),
     done AS (
       SELECT payment.record_id FROM payment JOIN events AS later
         ON later.source_id = payment.source_id AND later.record_id > payment.record_id
        AND later.ts BETWEEN payment.ts AND payment.ts + INTERVAL 10 MINUTE AND contains(later.message, payment.reference)
        AND regexp_matches(later.message, '(?i)created|complet|confirm|success|fulfil')
       GROUP BY 1)
     SELECT count(*) AS begun, count(*) FILTER (record_id NOT IN (SELECT record_id FROM done)) AS unfinished,
            list(DISTINCT source_id) AS sources FROM payment`,
    [reference, window.from, window.to]
  )
  const begun = row?.number('begun') ?? 0
  if (begun === 0) return null
  return { begun, unfinished: row?.number('unfinished') ?? 0, sources: (row?.text('sources') ?? '').match(/S\d+/g) ?? [] }
}
