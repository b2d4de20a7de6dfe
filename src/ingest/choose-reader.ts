import type { Reader, TextFile } from './reader.ts'
import { readers } from './readers/index.ts'
import { createPrefixedReader } from './readers/prefixed-lines.ts'

interface Ranked {
  readonly reader: Reader
  /** Its place among the others. */
  readonly place: number
  /** What it gives at most. */
  readonly most: number
}

const unprefixed = bySurety(readers)
const prefixedLines = createPrefixedReader((head) => chooseAmong(head, unprefixed))
const all = bySurety([...readers, prefixedLines])

function bySurety(among: readonly Reader[]): readonly Ranked[] {
  return among.map((reader, place) => ({ reader, place, most: reader.most ?? 1 })).toSorted((a, b) => b.most - a.most)
}

/** The reader whose format fits the head best, and how well (0–1). Null when none fits at all. */
export function chooseReader(head: TextFile): { reader: Reader; confidence: number } | null {
  return chooseAmong(head, all)
}

/** Where two fit equally well, the earlier one reads. */
function chooseAmong(head: TextFile, among: readonly Ranked[]): { reader: Reader; confidence: number } | null {
  let best: { reader: Reader; place: number; confidence: number } | null = null
  for (const { reader, place, most } of among) {
    if (best !== null && most < best.confidence - alike) break
    // It could be no more than as sure.
    if (best !== null && most < best.confidence + alike && place > best.place) continue
    const confidence = reader.detect(head)
    const isBest =
      best === null || confidence > best.confidence + alike || (confidence > best.confidence - alike && place < best.place)
    if (confidence > 0 && isBest) best = { reader, place, confidence }
  }
  return best
}

/** Confidences that differ by less are equal. */
const alike = 1e-9
