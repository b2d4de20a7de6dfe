import type { CsvRow, CsvTable } from './csv-table.ts'
import { isBlank } from './line-records.ts'

const ruler = /^\s{0,8}-{2,}(?:\s+-{2,})+\s*$/
const withoutNumbers = (line: string): string => line.replaceAll(/\d+/g, '0').trim()
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
  const sliced = (line: string): string[] => starts.map((start, at) => line.slice(at === 0 ? 0 : start, starts[at + 1]).trim())
  /** Rows that do not keep to their columns are set apart by wide gaps alone; null for lines that are no rows. */
  const cellsOf = (line: string): string[] | null => {
    const isCut = starts.slice(1).some((start) => /\S\S/.test(line.slice(start - 1, start + 1)))
    if (!isCut) return sliced(line)
    const parts = line.trim().split(/\s{2,}/)
    return parts.length === starts.length ? parts : null
  }
  const header = sliced(lines[first - 1] ?? '')
  if (header.includes('') || new Set(header).size < header.length) return null
  // Headings come again on every page, with other numbers.
  const headings = new Set(lines.slice(0, first - 1).map(withoutNumbers))
  const rows: CsvRow[] = [{ cells: header, firstLine: first, lastLine: first }]
  const comments: number[] = []
  for (const [index, line] of lines.entries()) {
    if (isBlank(line) || index === first - 1) continue
    const isRow =
      index > first &&
      !ruler.test(line) &&
      !ruler.test(lines[index + 1] ?? '') &&
      !footer.test(line.trim()) &&
      !headings.has(withoutNumbers(line))
    const cells = isRow ? cellsOf(line) : null
    const isTotal = cells !== null && cells.length >= 4 && cells.filter((cell) => cell !== '').length <= cells.length / 3
    if (cells !== null && !isTotal) rows.push({ cells, firstLine: index + 1, lastLine: index + 1 })
    else comments.push(index + 1)
  }
  return { delimiter: '|', rows, broken: [], comments }
}
