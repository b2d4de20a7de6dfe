import type { QueryAnswer } from '../inquest.ts'
import { clip, table } from './wrap.ts'

/** Rows as a JSON array of objects, one a line. */
export function jsonText({ columns, rows }: QueryAnswer): string {
  const objects = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])))
  )
  return objects.length === 0 ? '[]' : `[\n${objects.join(',\n')}\n]`
}

/** Rows as CSV (RFC 4180): a heading, quotes where needed, null as nothing. */
export function csvText({ columns, rows }: QueryAnswer): string {
  return [columns.map(({ name }) => name), ...rows].map((row) => row.map((cell) => csvCell(cell ?? '')).join(',')).join('\r\n')
}

function csvCell(cell: string | number | boolean): string {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as a table for a person; long cells are cut, and lines that would not fit. */
export function tableText({ columns, rows }: QueryAnswer, width: number): string {
  const cell = Math.max(16, Math.floor(width / Math.max(1, Math.min(columns.length, 3))))
  const texts = rows.map((row) => row.map((value) => clip(value === null ? '·' : String(value), cell)))
  const body = table(
    columns.map(({ name }) => name),
    texts,
    width
  )
  return rows.length === 0 ? `${body}\n(no rows)` : body
}
