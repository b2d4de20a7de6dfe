import { findPersonalDataInRecord } from './personal-data/find-in-records.ts'
import { findPersonalDataInText } from './personal-data/find-in-text.ts'
import type { BulkReading, Lines, LineStream, NumberedLine, ReadBatch, ReadItem } from './reader.ts'

/** How an engine that reads plain lines by itself finds personal data as readers do. */
export const plainPersonalData: Pick<BulkReading, 'isPersonal' | 'personalDataOf'> = {
  isPersonal: (text) => findPersonalDataInText(text).length > 0,
  personalDataOf(client, userName) {
    const record = { ...nothing, client, userName }
    return findPersonalDataInRecord({ kind: 'record', table: 'requests', firstLine: 0, lastLine: 0, record })
  }
}

const nothing = {
  ts: null,
  tsOriginal: null,
  entity: null,
  method: null,
  target: '',
  status: null,
  bytes: null,
  durationMs: null,
  referrer: null,
  userAgent: null,
  attributes: {}
}

/** Batches of some of a file's lines, as if those were the file → the same with the lines where they really are. */
export function* inPlace(batches: Iterable<ReadBatch>, place: (line: number) => number): Generator<ReadBatch> {
  for (const { firstLine, lines, items, personalData } of batches) {
    yield {
      firstLine: place(firstLine),
      lines,
      items: items.flatMap((item) => itemsInPlace(item, place)),
      personalData: personalData.map((datum) => ({ ...datum, line: place(datum.line) }))
    }
  }
}

/** Lines that stood together need not do so in the file: what is said of several is said of each. */
function itemsInPlace(item: ReadItem, place: (line: number) => number): ReadItem[] {
  if (item.kind === 'record') return [{ ...item, firstLine: place(item.firstLine), lastLine: place(item.lastLine) }]
  return Array.from({ length: item.lastLine - item.firstLine + 1 }, (_, index) => {
    const line = place(item.firstLine + index)
    return { ...item, firstLine: line, lastLine: line }
  })
}

/** The lines' texts, as often as they are asked for, with the head of the file that they are from. */
export function restOf(file: LineStream, lines: readonly NumberedLine[]): LineStream {
  const texts: Lines = {
    *[Symbol.iterator]() {
      for (const { text } of lines) yield text
    },
    slice: (start, end) => file.lines.slice(start, end)
  }
  return { ...file, lines: texts }
}
