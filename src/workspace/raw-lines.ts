import { TableName } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { query } from '../inquest.ts'

export interface RawLines {
  /** As they stand in the file, personal data as pseudonyms. */
  readonly lines: readonly { readonly line: number; readonly text: string }[]
  readonly more: boolean
}

/** Lines that a page shows. */
const linesAtATime = 200

/** Lines of a source from a number on. Throws InquestError `usage` for what is no source. */
export async function rawLines(materials: string, source: string, from: number): Promise<RawLines> {
  const { rows, cut } = await query(
    materials,
    `SELECT line, text FROM lines WHERE source_id = '${checked(source)}' AND line >= ${Math.max(1, Math.floor(from))} ORDER BY line`,
    { limit: linesAtATime }
  )
  return { lines: rows.map(([line, text]) => ({ line: Number(line), text: String(text ?? '') })), more: cut }
}

/** The first lines of each source, as one text: what somebody would paste who pastes everything. */
export async function headsOf(materials: string, paths: ReadonlyMap<string, string>, each = 6): Promise<string> {
  const { rows } = await query(
    materials,
    `SELECT source_id, line, left(text, 200) FROM lines WHERE line <= ${each} ORDER BY source_id, line`,
    { limit: 400 }
  )
  const heads = new Map<string, string[]>()
  for (const [source, , text] of rows) {
    const id = String(source)
    heads.set(id, [...(heads.get(id) ?? []), String(text ?? '')])
  }
  return [...heads].map(([id, lines]) => `${paths.get(id) ?? id}\n${lines.join('\n')}\n…`).join('\n\n')
}

/** Number of the line at which a source reaches a time; its first line when it never does, or has no times. */
export async function lineAt(materials: string, source: string, at: string): Promise<number> {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(at) ? at.replace('T', ' ').replace('Z', '') : null
  if (time === null) return 1
  const id = checked(source)
  const places = TableName.options.map(
    (table) => `SELECT first_line FROM ${table} WHERE source_id = '${id}' AND ts >= TIMESTAMP '${time}'`
  )
  const { rows } = await query(materials, `SELECT min(first_line) FROM (${places.join(' UNION ALL ')})`)
  return Number(rows[0]?.[0] ?? 1)
}

function checked(source: string): string {
  if (/^S\d{1,6}$/.test(source)) return source
  throw new InquestError('usage', `There is no source "${source}".`, 'The report lists the sources.')
}
