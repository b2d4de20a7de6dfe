import type { ReadItem, TextFile } from './reader.ts'

/** Lines enough to know a file's times: its beginning. Documents are read whole, because half a document is none. */
export function sampleOf(file: TextFile): TextFile {
  return file.lines.length <= 4000 ? file : { ...file, lines: file.lines.slice(0, 4000) }
}

export function timeOf(item: ReadItem): string | null {
  return item.kind === 'record' ? item.record.ts : null
}
