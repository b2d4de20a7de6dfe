import type { TimeWindow } from '../../domain/index.ts'
import { attributesFrom } from '../attribute-of.ts'
import { expiryMs, writtenExpiry } from '../language/expiry-lines.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** Something whose validity ended by a date that an inventory, a listing or an exporter states. */
export interface Validity {
  readonly kind: 'certificate-expired' | 'licence' | 'token-expired'
  readonly subject: string | null
  /** ms since the epoch. */
  readonly at: number
  readonly text: string
  readonly source: string
  readonly line: number
}

/** Names of fields that hold the end of a validity, as they are written in inventories of all kinds. */
const ends = 'not_?after|valid_?(?:until|to|till|thro?u|through)|expir|end_of_validity|exp_date'
const endNames = `(?i)${ends}`
const endName = new RegExp(ends, 'i')
const subjectName =
  /^(?:store|secret(?:_?name)?|name|subject(?:_?cn)?|cn|common_?name|dns_?names?|host(?:name)?|domain|product|key_?id|id)$/i

const kinds: readonly (readonly [Validity['kind'], RegExp])[] = [
  ['certificate-expired', /cert|x509|\bissuer|\bserial\b|\bCN ?=|\bssl\b|\btls\b|not_?after/i],
  ['licence', /licen[cs]e/i],
  ['token-expired', /token|api.?key|secret|credential|password|\bkeys?\b/i]
]

/** What ends so long before the window may be what fails in it: sessions opened before live on, caches too. */
const lookBackMs = 24 * 3_600_000
const mostRows = 5_000

/** Everything whose stated validity ended in the window or the day before it, the latest first. */
export async function readValidities(context: ToolContext, window: TimeWindow): Promise<Validity[]> {
  const rows = await queryRows(
    context,
    `SELECT e.attributes, left(e.message, 600) AS text, coalesce(e.entity, e.logger, regexp_extract(e.message, '\\b(?:name|subject|host|domain|store)=(\\S+)', 1)) AS whose, e.source_id, e.first_line FROM events e
     WHERE (e.ts IS NULL AND regexp_matches(e.message, $1)) OR regexp_matches(e.attributes::VARCHAR, '"[^"]*(' || $1 || ')[^"]*" *: *"')
     ORDER BY e.source_id, e.first_line`,
    [endNames],
    { rows: mostRows }
  )
  const stated = rows.flatMap((row): Validity[] => {
    const attributes = attributesFrom(row.text('attributes'))
    const fields = Object.entries(attributes).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : []
    )
    const text = row.text('text') ?? ''
    const whole = `${fields.map(([name, value]) => `${name}=${value}`).join(' ')} ${text}`
    const kind = kinds.find(([, words]) => words.test(whole))?.[0]
    const written = fields.find(([name, value]) => endName.test(name) && expiryMs(value) !== null)?.[1] ?? writtenExpiry(text)
    const at = written === null ? null : expiryMs(written)
    if (kind === undefined || at === null) return []
    const subject = fields.find(([name, value]) => subjectName.test(name) && value.length > 1)?.[1]
    const place = { source: row.text('source_id') ?? '', line: row.number('first_line') ?? 0 }
    return [
      {
        kind,
        subject: subject ?? (row.text('whose') || null),
        at,
        text: text.slice(0, 300),
        ...place
      }
    ]
  })
  const [from, to] = [Date.parse(window.from) - lookBackMs, Date.parse(window.to)]
  return [...stated, ...(await exported(context))].filter(({ at }) => at >= from && at < to).sort((a, b) => b.at - a.at)
}

/** Exporters give the end of a certificate in seconds since the epoch. */
async function exported(context: ToolContext): Promise<Validity[]> {
  const rows = await queryRows(
    context,
    `SELECT series, entity, min(value) AS value, min(source_id) AS source, min(first_line) AS line FROM metrics
     WHERE regexp_matches(series, '(?i)(cert|ssl|tls|x509).*(expir|not_?after)') AND value > 1e9 AND value < 1e10
     GROUP BY series, entity, value`,
    [],
    { rows: mostRows }
  )
  return rows.map((row) => ({
    kind: 'certificate-expired',
    subject: row.text('entity'),
    at: (row.number('value') ?? 0) * 1000,
    text: row.text('series') ?? '',
    source: row.text('source') ?? '',
    line: row.number('line') ?? 0
  }))
}
