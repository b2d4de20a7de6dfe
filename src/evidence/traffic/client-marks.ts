import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** What access logs say of a client beside its address and its name for itself, as SQL; null where they do not. */
export interface ClientMarks {
  /** How its handshake or browser looks: one program has one, whatever addresses it comes from and whatever it calls itself. */
  readonly fingerprint: string | null
  /** Its session with the site; who has none never came in by a page. */
  readonly session: string | null
}

const fingerprint = /^(?:.*[._-])?(?:ja[34][a-z]?|ja[34]_?(?:hash|digest|fingerprint))$|finger[._-]?print/i
const session = /^(?:.*[._-])?(?:session|session[._-]?(?:id|key|hash|cookie)|sid)$/i
const plain = /^[\w .@-]{1,60}$/

/** Looked for in the names of attributes of the first records of each source. */
export async function clientMarks(context: ToolContext): Promise<ClientMarks> {
  const rows = await queryRows(
    context,
    `SELECT DISTINCT unnest(json_keys(attributes)) AS name FROM
       (SELECT attributes FROM requests WHERE attributes IS NOT NULL QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY record_id) <= 200)
     ORDER BY 1`
  )
  const names = rows.flatMap((row) => row.text('name') ?? []).filter((name) => plain.test(name))
  const column = (wanted: RegExp): string | null => {
    const name = names.find((one) => wanted.test(one))
    return name === undefined ? null : `nullif(nullif(trim(json_extract_string(attributes, '$."${name}"')), ''), '-')`
  }
  return { fingerprint: column(fingerprint), session: column(session) }
}
