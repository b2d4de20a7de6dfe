import type { ReadItem, TextFile } from './reader.ts'

/** Lines enough to know a file's times: its beginning. Documents are read whole, because half a document is none. */
export function sampleOf(file: TextFile): TextFile {
  return file.lines.length <= 4000 ? file : { ...file, lines: file.lines.slice(0, 4000) }
}

/** Lines of a log that has a line a record, from its beginning to its end: its head, and every so manieth of the rest. */
export function spreadOf(file: TextFile): TextFile {
  const every = Math.ceil((file.lines.length - head) / (4000 - head))
  return every <= 1 ? file : { ...file, lines: file.lines.filter((_, i) => i < head || i % every === 0) }
}

/** What a table names its columns in, and what a log begins with. */
const head = 100

export function timeOf(item: ReadItem): string | null {
  return item.kind === 'record' ? item.record.ts : null
}
