import { Citation, type RunRecord } from '../../domain/index.ts'

/** Every page of a report asks, and a record does not change. */
const known = new WeakMap<RunRecord, ReadonlyMap<string, ReadonlySet<number>>>()

/** Rows that any sentence of the record cites, by the id of their evidence. */
export function citedRows(record: RunRecord): ReadonlyMap<string, ReadonlySet<number>> {
  const found = known.get(record) ?? rowsCitedIn(record)
  known.set(record, found)
  return found
}

function rowsCitedIn(record: RunRecord): ReadonlyMap<string, ReadonlySet<number>> {
  const rows = new Map<string, Set<number>>()
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    const citation = 'evidence' in value && 'row' in value ? Citation.safeParse(value).data : undefined
    if (citation && 'row' in citation) rows.set(citation.evidence, (rows.get(citation.evidence) ?? new Set()).add(citation.row))
    else Object.values(value).forEach(visit)
  }
  // The evidence itself cites nothing, and is by far the largest part.
  visit({ ...record, evidence: [], sources: [] })
  return rows
}
