import { Citation, type RunRecord } from '../../domain/index.ts'

/** Rows that any sentence of the record cites, by the id of their evidence. */
export function citedRows(record: RunRecord): ReadonlyMap<string, ReadonlySet<number>> {
  const rows = new Map<string, Set<number>>()
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    const citation = Citation.safeParse(value).data
    if (citation && 'row' in citation) rows.set(citation.evidence, (rows.get(citation.evidence) ?? new Set()).add(citation.row))
    else Object.values(value).forEach(visit)
  }
  // The evidence itself cites nothing, and is by far the largest part.
  visit({ ...record, evidence: [], sources: [] })
  return rows
}
