import { parse } from 'csv-parse/sync'
import { isBlank } from './line-records.ts'

/** A row of cells and the lines it stands on (a quoted cell may hold line ends). */
export interface CsvRow {
  readonly cells: readonly string[]
  readonly firstLine: number
  readonly lastLine: number
}

export interface CsvTable {
  readonly delimiter: string
  readonly rows: readonly CsvRow[]
  /** Lines whose quotes never close. */
  readonly broken: readonly number[]
  readonly comments: readonly number[]
}

const longestRow = 500

/** A row, or a line that is none: a comment, or one whose quotes never close. */
export type CsvPart = CsvRow | { readonly what: 'broken' | 'comment'; readonly firstLine: number }

/** Splits lines into rows of cells, held whole. */
export function csvTableOf(lines: readonly string[], delimiter: string): CsvTable {
  const rows: CsvRow[] = []
  const broken: number[] = []
  const comments: number[] = []
  for (const part of csvParts(lines, delimiter)) {
    if ('cells' in part) rows.push(part)
    else (part.what === 'broken' ? broken : comments).push(part.firstLine)
  }
  return { delimiter, rows, broken, comments }
}

const atOnce = 4000

/**
 * Splits lines into rows of cells as they come. Rows are grouped by their quotes first, so that each row's lines are exact
 * and a quote that never closes spoils one line and not the rest of the file.
 */
export function* csvParts(lines: Iterable<string>, delimiter: string): Generator<CsvPart> {
  let held: string[] = []
  let before = 0
  for (const line of lines) {
    held.push(line)
    if (held.length < atOnce + longestRow) continue
    const { parts, used } = partsOf(held, delimiter, before, atOnce)
    yield* parts
    held = held.slice(used)
    before += used
  }
  yield* partsOf(held, delimiter, before, held.length).parts
}

/** The rows that begin within the first `limit` lines, and how many lines they take. */
function partsOf(lines: readonly string[], delimiter: string, before: number, limit: number): { parts: CsvPart[]; used: number } {
  const parts: (CsvPart | { readonly text: string; readonly firstLine: number; readonly lastLine: number })[] = []
  const texts: string[] = []
  let index = 0
  for (; index < limit; index += 1) {
    const line = lines[index] ?? ''
    const firstLine = before + index + 1
    if (isBlank(line)) continue
    if (line.startsWith('#') && !(before === 0 && parts.length === 0 && isHeading(line, lines[index + 1] ?? '', delimiter))) {
      parts.push({ what: 'comment', firstLine })
      continue
    }
    const end = endOfRow(lines, index, delimiter)
    if (end === null) parts.push({ what: 'broken', firstLine })
    else {
      const text = (end === index ? line : lines.slice(index, end + 1).join('\n')).replaceAll(/\r|\0/g, ' ')
      texts.push(text)
      parts.push({ text, firstLine, lastLine: before + end + 1 })
      index = end
    }
  }
  const cells = cellsOf(texts, delimiter)
  let row = 0
  return {
    used: index,
    parts: parts.map((part) =>
      'text' in part ? { cells: cells[row++] ?? [], firstLine: part.firstLine, lastLine: part.lastLine } : part
    )
  }
}

/** A first line behind a `#` that has as many cells as the next is the header. */
function isHeading(line: string, next: string, delimiter: string): boolean {
  const cells = line.split(delimiter).length
  return cells >= 3 && !next.startsWith('#') && next.split(delimiter).length === cells
}

/** Index of the line on which the row's last quote closes; null when none does. */
function endOfRow(lines: readonly string[], from: number, delimiter: string): number | null {
  let isOpen = false
  for (let index = from; index < Math.min(lines.length, from + longestRow); index += 1) {
    isOpen = quoteAfter(lines[index] ?? '', isOpen, delimiter)
    if (!isOpen) return index
  }
  return null
}

/** Is a quoted cell still open after this line? Only a quote at a cell's start opens one. */
function quoteAfter(line: string, openBefore: boolean, delimiter: string): boolean {
  if (!line.includes('"')) return openBefore
  let isOpen = openBefore
  let atStart = !openBefore
  for (let i = 0; i < line.length; i += 1) {
    const char = line[i]
    if (char === '"') {
      if (isOpen && line[i + 1] === '"') i += 1
      else if (isOpen) isOpen = false
      else if (atStart) isOpen = true
      atStart = false
    } else if (!isOpen) atStart = char === delimiter
  }
  return isOpen
}

function cellsOf(rows: readonly string[], delimiter: string): string[][] {
  const quoted = rows.filter((row) => row.includes('"'))
  const read = quoted.length === 0 ? [] : quotedCellsOf(quoted, delimiter)
  let index = 0
  return rows.map((row) => (row.includes('"') ? (read[index++] ?? []) : row.split(delimiter)))
}

function quotedCellsOf(rows: readonly string[], delimiter: string): string[][] {
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: '\n',
    bom: false,
    skip_empty_lines: false
  }
  const each = (): string[][] =>
    rows.map((row) => {
      try {
        return parse(row, options)[0] ?? []
      } catch {
        return row.split(delimiter)
      }
    })
  try {
    const all = parse(rows.join('\n'), options)
    return all.length === rows.length ? all : each()
  } catch {
    return each()
  }
}

/** The delimiter that splits the head's lines into most equal rows of at least two cells; null when none does. */
export function delimiterOf(lines: readonly string[]): string | null {
  const sample = lines.filter((line) => !isBlank(line) && !line.startsWith('#')).slice(0, 60)
  let best: { delimiter: string; score: number } | null = null
  for (const delimiter of [',', ';', '\t', '|']) {
    const { rows, broken } = csvTableOf(sample, delimiter)
    const width = rows[0]?.cells.length ?? 0
    if (width < 2) continue
    const among = rows.length + broken.length
    const even = rows.filter(({ cells }) => cells.length === width).length / among
    // A header may leave out the last column.
    const wider =
      rows.length > 5 && width > 2 ? (0.95 * rows.filter(({ cells }) => cells.length === width + 1).length) / among : 0
    const score = Math.max(even, wider) + Math.min(width, 20) / 1000
    if (Math.max(even, wider) > 0.8 && (best === null || score > best.score)) best = { delimiter, score }
  }
  return best?.delimiter ?? null
}
