import type { Reader, TextFile } from './reader.ts'
import { readers } from './readers/index.ts'
import { createPrefixedReader } from './readers/prefixed-lines.ts'

const prefixedLines = createPrefixedReader((head) => chooseAmong(head, readers))

/** The reader whose format fits the head best, and how well (0–1). Null when none fits at all. */
export function chooseReader(head: TextFile): { reader: Reader; confidence: number } | null {
  return chooseAmong(head, [...readers, prefixedLines])
}

/** Where two fit equally well, the earlier one reads. */
function chooseAmong(head: TextFile, among: readonly Reader[]): { reader: Reader; confidence: number } | null {
  let best: { reader: Reader; confidence: number } | null = null
  for (const reader of among) {
    const confidence = reader.detect(head)
    if (confidence > 0 && (best === null || confidence > best.confidence + 1e-9)) best = { reader, confidence }
  }
  return best
}
