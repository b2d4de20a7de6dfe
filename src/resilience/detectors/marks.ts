import { type Citation, citeCell, citeFact, type Evidence, Instant, rowsOf } from '../../domain/index.ts'

/** What a detector's lead is measured against; each with the cell that says so. */
export interface Marks {
  readonly actsFrom: Instant | null
  readonly harm: Mark | null
  readonly report: Mark | null
  readonly alert: Mark | null
}

interface Mark {
  readonly at: Instant
  readonly citation: Citation
  /** Minutes within which it is dated; null when it has a time of its own. */
  readonly within: Citation | null
}

export function marksOf(
  actsFrom: Instant | null,
  found: { readonly impact: Evidence | undefined; readonly reports: Evidence | undefined; readonly alerts: Evidence | undefined }
): Marks {
  return {
    actsFrom,
    harm: mark(found.impact, 'first_harm_at'),
    report: complaintIn(found.impact) ?? mark(found.reports, 'first_at'),
    alert: mark(found.alerts, 'first_at')
  }
}

/** What is complained of in the harmful time: the first report of any kind may be of something else. */
function complaintIn(impact: Evidence | undefined): Mark | null {
  const row = impact ? rowsOf(impact).findIndex(({ measure }) => measure === 'first harm (complaint)') : -1
  const at = impact && Instant.safeParse(rowsOf(impact)[row]?.['value']).data
  return impact && at !== undefined ? { at, citation: citeCell(impact, row, 'value'), within: null } : null
}

function mark(evidence: Evidence | undefined, fact: string): Mark | null {
  const at = Instant.safeParse(evidence?.facts[fact]).data
  if (!evidence || at === undefined) return null
  const step = fact.replace(/_at$/, '_within_minutes')
  const coarse = Number(evidence.facts[step] ?? 0) > 0
  return { at, citation: citeFact(evidence, fact), within: coarse ? citeFact(evidence, step) : null }
}
