import type { CsvRow, CsvTable } from './csv-table.ts'
import { csvTableOf } from './csv-table.ts'

/** What stands above the header of an exported table: its title, whose it is, groups of columns. */
export interface Preamble {
  /** The table from its header on, whose columns bear the names of their groups. */
  readonly table: CsvTable
  /** The machine that the lines above name. */
  readonly host: string | null
}

const separator = /^"?sep=(?<delimiter>[,;\t|])"?$/
const hostLabel = /^(?:host|server|computer|machine|node|rechner|servidor|serveur)(?: ?name)?:?$/i
const timeHead = /^(?:time|date|timestamp|epoch)/i

/**
 * A table that begins below other lines: below `sep=,`, or below rows that are mostly empty where its own are full, the first of
 * which is all names. Null where the first line is the table's own.
 */
export function preambleOf(lines: readonly string[]): Preamble | null {
  const stated = separator.exec(lines[0] ?? '')?.groups?.['delimiter']
  if (stated !== undefined) {
    const table = csvTableOf(lines, stated)
    return { table: { ...table, rows: table.rows.slice(1) }, host: null }
  }
  for (const delimiter of [';', '\t', ',']) {
    const { rows } = csvTableOf(lines.slice(0, 40), delimiter)
    const at = rows.findIndex((row, index) => isHeader(row, rows.slice(index + 1, index + 6)))
    const header = rows[at]
    if (header === undefined || at < 1 || at > 20) continue
    const above = rows.slice(0, at)
    if (above.some(({ cells }) => filled(cells) > 0.7 * header.cells.length)) continue
    const table = csvTableOf(lines, delimiter)
    const named = { ...header, cells: withGroups(header.cells, above.at(-1)) }
    return { table: { ...table, rows: [named, ...table.rows.slice(at + 1)] }, host: hostOf(above) }
  }
  return null
}

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length

/** All names, over rows as wide as it with figures in them. */
function isHeader({ cells }: CsvRow, below: readonly CsvRow[]): boolean {
  const width = cells.length
  return (
    width >= 3 &&
    cells.every((cell) => /^[^\d\s"]/.test(cell.trim()) && cell.length < 60 && !/\d:\d\d/.test(cell)) &&
    below.length >= 3 &&
    below.every(
      (row) =>
        Math.abs(row.cells.length - width) <= 1 &&
        filled(row.cells) > width / 2 &&
        row.cells.some((cell) => /^[+-]?\d/.test(cell.trim()))
    )
  )
}

/** `"total cpu usage",,,"memory usage",` above `usr,sys,idl,used,free`: a name holds until the next. */
function withGroups(header: readonly string[], above: CsvRow | undefined): readonly string[] {
  const groups = above?.cells ?? []
  if (filled(groups) < 2 || groups.length < header.length / 2 || filled(groups) === groups.length) return header
  let group = ''
  return header.map((name, index) => {
    group = groups[index]?.trim() || group
    return group === '' || timeHead.test(name.trim()) ? name : `${group} ${name.trim()}`
  })
}

function hostOf(above: readonly CsvRow[]): string | null {
  const row = above.find(({ cells }) => hostLabel.test(cells[0]?.trim() ?? ''))
  return row?.cells[1]?.trim() || null
}
