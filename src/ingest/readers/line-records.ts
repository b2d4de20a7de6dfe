import type { PlacelessRecord, ReadItem } from '../reader.ts'

export interface LineRecords<Head> {
  /** The head that begins a record on this line; null when the line continues the one before. */
  begin(line: string, lineNumber: number): Head | null
  /** The record of a head and the lines that continue it. */
  finish(head: Head, more: readonly string[], firstLine: number): PlacelessRecord | { readonly rejected: string }
  /** Why lines before the first head cannot be read, or 'structure' when the format has a preamble. */
  orphan(line: string): string
  /** May this line continue a record? @default every line may */
  continues?(line: string): boolean
}

/** A record is one line of a log, perhaps with a stack trace: more than this is a file of another format. */
const longestRecord = 50_000

/**
 * Groups a file's lines into records: a head, and the lines after it up to the next. Blank lines belong to a record only
 * when it goes on after them. Every line comes out in exactly one item, in order.
 */
export function* readLineRecords<Head>(lines: Iterable<string>, rules: LineRecords<Head>): Generator<ReadItem> {
  let open: { head: Head; firstLine: number; more: string[] } | null = null
  let blanks: string[] = []
  let number = 0

  function* close(): Generator<ReadItem> {
    if (!open) return
    const { head, firstLine, more } = open
    open = null
    const lastLine = firstLine + more.length
    const made = rules.finish(head, more, firstLine)
    if ('rejected' in made) yield { kind: 'rejected', firstLine, lastLine, reason: made.rejected }
    else yield { kind: 'record', firstLine, lastLine, ...made }
  }
  function* closeBlanks(before: number): Generator<ReadItem> {
    if (blanks.length > 0) yield { kind: 'blank', firstLine: before - blanks.length, lastLine: before - 1 }
    blanks = []
  }

  for (const line of lines) {
    number += 1
    if (isBlank(line)) {
      blanks.push(line)
      continue
    }
    const head = rules.begin(line, number)
    if (head !== null) {
      yield* close()
      yield* closeBlanks(number)
      open = { head, firstLine: number, more: [] }
    } else if (open && open.more.length < longestRecord && (rules.continues?.(line) ?? true)) {
      open.more.push(...blanks, line)
      blanks = []
    } else {
      yield* close()
      yield* closeBlanks(number)
      const reason = rules.orphan(line)
      yield reason === 'structure'
        ? { kind: 'structure', firstLine: number, lastLine: number }
        : { kind: 'rejected', firstLine: number, lastLine: number, reason }
    }
  }
  yield* close()
  yield* closeBlanks(number + 1)
}

/** Lines one by one, each with its place: for formats in which every line says all of it. */
export function* placedLines(lines: Iterable<string>): Generator<PlacedLine> {
  let number = 0
  for (const text of lines) {
    number += 1
    yield { text, place: { firstLine: number, lastLine: number } }
  }
}

export interface PlacedLine {
  readonly text: string
  readonly place: { readonly firstLine: number; readonly lastLine: number }
}

const blank = /^[\s\0]*$/
export function isBlank(line: string): boolean {
  return line === '' || blank.test(line)
}

// oxlint-disable-next-line no-control-regex -- escape codes are what this looks for
const colours = /\u001b\[[0-9;]*[A-Za-z]/g
/** The line without terminal colours and the NUL bytes of a truncated log. */
export function withoutColours(line: string): string {
  const clean = line.includes('\u001b') ? line.replaceAll(colours, '') : line
  return clean.startsWith('\0') ? clean.replace(/^\0+/, '') : clean
}
