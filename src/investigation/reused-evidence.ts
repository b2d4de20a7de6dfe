import type { Evidence } from '../domain/index.ts'

/** Asked again, evidence is journalled without its rows: they stand in the line of its first call. */
export function withoutRows(evidence: Evidence): Evidence {
  if (evidence.rows.length === 0) return evidence
  return { ...evidence, rows: [], omitted: { rows: evidence.rows.length, why: 'the rows stand where it was first called' } }
}
