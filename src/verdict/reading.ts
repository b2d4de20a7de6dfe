import { type Citation, citeCell, type Evidence, rowsOf, type Scalar } from '../domain/index.ts'

/** Evidence that may be missing: a tool that was refused, or a source that is not there. */
export type Maybe = Evidence | undefined

/** A fact as a number; null when the evidence is missing, found nothing, or cannot say. */
export function numberIn(evidence: Maybe, fact: string): number | null {
  const value = evidence?.status === 'found' ? evidence.facts[fact] : null
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A fact as text; null when it is missing or empty. */
export function textIn(evidence: Maybe, fact: string): string | null {
  const value = evidence?.status === 'found' ? evidence.facts[fact] : null
  return typeof value === 'string' && value !== '' ? value : null
}

/** A fact as yes or no; null when it is missing. */
export function flagIn(evidence: Maybe, fact: string): boolean | null {
  const value = evidence?.status === 'found' ? evidence.facts[fact] : null
  return typeof value === 'boolean' ? value : null
}

/** A row as an object that remembers where its cells stand. */
export interface Row {
  readonly index: number
  readonly number: (column: string) => number | null
  readonly text: (column: string) => string | null
  readonly value: (column: string) => Scalar
  readonly cite: (column: string) => Citation
}

const known = new WeakMap<Evidence, readonly Row[]>()

/** The rows of evidence; none when it is missing. Many tests read the same. */
export function rowsIn(evidence: Maybe): readonly Row[] {
  if (evidence?.status !== 'found') return []
  const rows = known.get(evidence) ?? readRows(evidence)
  known.set(evidence, rows)
  return rows
}

function readRows(evidence: Evidence): Row[] {
  return rowsOf(evidence).map((cells, index) => ({
    index,
    value: (column) => cells[column] ?? null,
    number: (column) => {
      const value = cells[column]
      return typeof value === 'number' && Number.isFinite(value) ? value : null
    },
    text: (column) => {
      const value = cells[column]
      return typeof value === 'string' && value !== '' ? value : null
    },
    cite: (column) => citeCell(evidence, index, column)
  }))
}

/** Whether a fact stands in the evidence with a value that can be said. */
export const has = (evidence: Maybe, fact: string): evidence is Evidence =>
  evidence?.status === 'found' && evidence.facts[fact] !== undefined && evidence.facts[fact] !== null

/** 0 at `from`, 1 at `to`, linear between: how clearly a value lies on one side. Either may be the larger. */
export function clearness(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)))
}
