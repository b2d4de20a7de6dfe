import type { FindingDraft, HypothesisDraft } from '../agents/index.ts'
import type { Hypothesis } from '../domain/index.ts'
import type { Run } from './run.ts'

/** Journals findings under the next numbers: F1, F2 … in plan order. */
export function recordFindings(run: Run, drafts: readonly FindingDraft[], by: string, task: string): void {
  for (const draft of drafts) {
    run.record({ type: 'finding-made', finding: { ...draft, id: `F${run.state.findings.length + 1}`, by, task } })
  }
}

/** Journals hypotheses as H1, H2 …; one that is proposed again, with more known, keeps its number. */
export function propose(run: Run, drafts: readonly HypothesisDraft[]): void {
  for (const draft of drafts) {
    const { hypotheses } = run.state
    const id = hypotheses.find((known) => identityOf(known) === identityOf(draft))?.id ?? `H${hypotheses.length + 1}`
    run.record({ type: 'hypothesis-proposed', hypothesis: { ...draft, id } })
  }
}

/** What makes two explanations the same: the class, and what it is in. */
export function identityOf({ category, component, subject }: HypothesisDraft | Hypothesis): string {
  return JSON.stringify([category, subject.operation ?? subject.series ?? subject.entity ?? component])
}
