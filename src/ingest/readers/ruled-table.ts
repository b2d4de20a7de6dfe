import type { CsvRow, CsvTable } from './csv-table.ts'
import { isBlank } from './line-records.ts'

const ruler = /^\s?-{2,}(?:\s+-{2,})+\s*$/
const footer = /^\(?\d+ rows? (?:selected|affected|returned)|^no rows selected/i

/**
 * Tables as SQL*Plus, sqlcmd and db2 print them: names, under each a rule as wide as its column, then rows. Names and rules that
 * come again on every page are structure. Null when the lines hold no such table, or tables of different columns.
 */
export function ruledTableOf(lines: readonly string[]): CsvTable | null {
  const rulers = lines.flatMap((line, index) => (index > 0 && ruler.test(line) ? [index] : []))
  const [first] = rulers
  if (first === undefined || rulers.some((at) => lines[at]?.trimEnd() !== lines[first]?.trimEnd())) return null
  const starts = [...(lines[first] ?? '').matchAll(/-+/g)].map(({ index }) => index)
  const cellsOf = (line: string): string[] => starts.map((start, at) => line.slice(at === 0 ? 0 : start, starts[at + 1]).trim())
  const header = cellsOf(lines[first - 1] ?? '')
  if (header.includes('') || new Set(header).size < header.length) return null
  const rows: CsvRow[] = [{ cells: header, firstLine: first, lastLine: first }]
  const comments: number[] = []
  for (const [index, line] of lines.entries()) {
    if (isBlank(line) || index === first - 1) continue
    const isRow = index > first && !ruler.test(line) && !ruler.test(lines[index + 1] ?? '') && !footer.test(line.trim())
    if (isRow) rows.push({ cells: cellsOf(line), firstLine: index + 1, lastLine: index + 1 })
    else comments.push(index + 1)
  }
  return { delimiter: '|', rows, broken: [], comments }
}
