import { timeResolution } from './time-resolution.ts'
import { cellOf, type Citation, type Evidence, type Scalar, type Statement, type ValueFormat } from '../../domain/index.ts'

/** A cell as a model names it. */
export interface CellName {
  readonly evidence: string
  readonly fact?: string | null | undefined
  readonly row?: number | null | undefined
  readonly column?: string | null | undefined
}

/** The cells that a conversation may cite: those of evidence it has seen, and those that findings put before it cite. */
export interface CellBook {
  /** Runs one after the other what is begun side by side, in the order in which it was begun. */
  inTurn<T>(begun: Promise<T>): Promise<T>
  /** Columns and facts whose meaning was told in this conversation. */
  readonly noted: Set<string>
  add(evidence: Evidence): void
  /** Was it shown in this conversation, whole? */
  has(evidence: string): boolean
  /** The citation with the value that stands in the cell, or in words why there is no such cell. */
  cite(cell: CellName): Citation | string
  /** Unit of the cell's column, where it has one. */
  unitOf(cell: CellName): string | null
  /** How a sentence that was shown writes this cell: one that is cited again keeps its unit. */
  formatOf(citation: Citation): ValueFormat | null
  /** Seconds that a cited time is exact to, by its own evidence; null when that does not say. */
  resolutionOf(citation: Citation): number | null
  /** Was this evidence seen, or is it under a sentence that was shown? */
  knows(evidence: string): boolean
}

export function createCellBook(statements: readonly Statement[] = []): CellBook {
  const seen = new Map<string, Evidence>()
  const cited = new Map<string, Citation>()
  const supporting = new Set(statements.flatMap(({ supports }) => supports))
  const formats = new Map<string, ValueFormat>()
  for (const { citation, format } of statements.flatMap(({ values }) => Object.values(values))) {
    cited.set(keyOf(citation), citation)
    formats.set(keyOf(citation), format)
  }
  const shownOf = (id: string): Citation[] => [...cited.values()].filter(({ evidence }) => evidence === id)
  let last: Promise<unknown> = Promise.resolve()
  return {
    inTurn(begun) {
      const before = last
      const mine = begun.finally(() => before)
      last = mine.catch(() => undefined)
      return mine
    },
    noted: new Set(),
    add: (evidence) => void seen.set(evidence.id, evidence),
    has: (id) => seen.has(id),
    cite(cell) {
      const address = addressOf(cell)
      if (!address) return `${cell.evidence}: name either a fact, or a row and a column`
      const known = cited.get(keyOf(address))
      if (known) return known
      const evidence = seen.get(cell.evidence)
      if (evidence) {
        const value = cellOf(evidence, address)
        return value === undefined ? missingCell(evidence, address) : { ...address, value }
      }
      const shown = shownOf(cell.evidence)
      if (shown.length > 0)
        return `{${keyOf(address)}} was not shown to you; of ${cell.evidence} these cells were: ${shown.map((citation) => `{${keyOf(citation)}}`).join(', ')}`
      return `there is no evidence ${cell.evidence} among what you have seen (${[...seen.keys()].join(', ') || 'none yet'})`
    },
    unitOf: ({ evidence, column }) => seen.get(evidence)?.columns.find(({ name }) => name === column)?.unit ?? null,
    formatOf: (citation) => formats.get(keyOf(citation)) ?? null,
    resolutionOf(citation) {
      const evidence = seen.get(citation.evidence)
      return evidence ? timeResolution(evidence, citation) : null
    },
    knows: (id) => seen.has(id) || supporting.has(id) || shownOf(id).length > 0
  }
}

function addressOf({ evidence, fact, row, column }: CellName): Citation | undefined {
  const value: Scalar = null
  if (fact) return { evidence, fact, value }
  return typeof row === 'number' && column ? { evidence, row, column, value } : undefined
}

const keyOf = (citation: Citation): string => `${citation.evidence}:${nameOf(citation)}`

/** A cell's place within its evidence, as models read and write it: `fact`, or `row:column`. */
export function nameOf(citation: Citation): string {
  return 'fact' in citation ? citation.fact : `${citation.row}:${citation.column}`
}

function missingCell(evidence: Evidence, address: Citation): string {
  if ('fact' in address) return `${evidence.id} has no fact "${address.fact}"; it has ${Object.keys(evidence.facts).join(', ')}`
  const columns = evidence.columns.map(({ name }) => name).join(', ')
  return `${evidence.id} has no cell in row ${address.row}, column "${address.column}"; it has ${evidence.rows.length} rows from 0, columns ${columns}`
}
