import type { FindingDraft, HypothesisDraft } from '../agents/index.ts'
import type { Hypothesis } from '../domain/index.ts'
import type { Run } from './run.ts'

/** Journals findings under the next numbers: F1, F2 … in plan order. */
export function recordFindings(run: Run, drafts: readonly FindingDraft[], by: string, task: string): void {
  for (const draft of drafts) {
    run.record({ type: 'finding-made', finding: { ...draft, id: `F${run.state.findings.length + 1}`, by, task } })
  }
}

/** Journals hypotheses as H1, H2 …; one that is proposed again, with more known, or taken back keeps its number. */
export function propose(run: Run, drafts: readonly (HypothesisDraft | Hypothesis)[]): void {
  for (const draft of drafts) {
    const { hypotheses } = run.state
    const known = 'id' in draft ? draft.id : hypotheses.find((one) => isSame(one, draft))?.id
    const id = known ?? `H${hypotheses.length + 1}`
    run.record({ type: 'hypothesis-proposed', hypothesis: { ...draft, id } })
  }
}

/** What makes two explanations the same: the class, and what it is in. */
export function identityOf({ category, component, subject }: HypothesisDraft | Hypothesis): string {
  return JSON.stringify([category, subject.operation ?? subject.series ?? subject.entity ?? component])
}

/**
 * The same explanation, told again: what it is in, what it is about or what set it off is the same. Two spellings of one
 * would else stand as each other's rivals, and nothing could be determined.
 */
export function isSame(one: Hypothesis | HypothesisDraft, other: Hypothesis | HypothesisDraft): boolean {
  if (one.category !== other.category) return false
  if (identityOf(one) === identityOf(other)) return true
  const [operation, series] = [one.subject.operation, one.subject.series]
  if (operation !== null && other.subject.operation !== null) return false
  if (series !== null && series === other.subject.series) return true
  const ref = one.trigger?.ref ?? null
  if (ref !== null && ref === other.trigger?.ref) return true
  return one.component.trim().toLowerCase() === other.component.trim().toLowerCase()
}
