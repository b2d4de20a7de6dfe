import type { CsvRow, CsvTable } from './csv-table.ts'
import { isBlank } from './line-records.ts'

const ruler = /^[\s|]*[-+=:]{3,}[-+=:|\s]*$/

/**
 * Tables as database clients and Markdown draw them: cells between bars, a ruler under the header (psql, mysql, `| a | b |`).
 * psql's rows that go on in the next line (`+` at a cell's end) are joined. Null when the lines draw no table.
 */
export function drawnTableOf(lines: readonly string[]): CsvTable | null {
  const rulers = lines.flatMap((line, index) => (ruler.test(line) && /[-=]{3,}/.test(line) ? [index + 1] : []))
  const hasBars = lines.filter((line) => line.includes('|')).length
  if (rulers.length === 0 || hasBars < 2) return null
  const rows: CsvRow[] = []
  const others: number[] = [...rulers]
  let open: { cells: string[]; firstLine: number; lastLine: number; goesOn: boolean } | null = null
  for (const [index, line] of lines.entries()) {
    if (isBlank(line) || rulers.includes(index + 1)) continue
    if (!line.includes('|')) {
      others.push(index + 1)
      continue
    }
    const cells = cellsOf(line)
    const goesOn = cells.some((cell) => /\s\+$/.test(` ${cell}`))
    const clean = cells.map((cell) => cell.replace(/\s*\+$/, '').trim())
    if (open?.goesOn) {
      for (const [at, cell] of clean.entries()) if (cell !== '') open.cells[at] = `${open.cells[at] ?? ''}\n${cell}`
      open.lastLine = index + 1
      open.goesOn = goesOn
    } else {
      open = { cells: clean, firstLine: index + 1, lastLine: index + 1, goesOn }
      rows.push(open)
    }
  }
  return { delimiter: '|', rows, broken: [], comments: others }
}

function cellsOf(line: string): string[] {
  // psql draws no outer bars; a row that goes on may begin with an empty cell.
  const inner = line.startsWith('|') ? line.trimEnd().replace(/^\||\|$/g, '') : line
  return inner.split('|').map((cell) => cell.trimEnd())
}
