import { type Evidence, evidenceOf, type Finding, type Hypothesis } from '../domain/index.ts'
import type { RunState } from '../investigation/index.ts'

/** One piece of evidence with everything that a reader asks of it. */
export interface EvidenceView {
  readonly evidence: Evidence
  /** Who asked for it, each once. */
  readonly askedBy: readonly string[]
  readonly findings: readonly Finding[]
  readonly hypotheses: readonly Hypothesis[]
  /** Source id → path, of the sources that it rests on. */
  readonly sources: ReadonlyMap<string, string>
}

/** Undefined when the run has no such evidence. */
export function evidenceView(state: RunState, id: string): EvidenceView | undefined {
  const evidence = state.evidence.get(id)
  if (!evidence) return undefined
  const paths = new Map((state.started?.sources ?? []).map((source) => [source.id, source.path]))
  return {
    evidence,
    askedBy: [...new Set(state.calls.filter((call) => call.evidence === id).map(({ by }) => by))],
    findings: state.findings.filter(({ statement }) => evidenceOf(statement).includes(id)),
    hypotheses: state.hypotheses.filter(({ statement, mechanism }) =>
      [statement, mechanism].some((said) => evidenceOf(said).includes(id))
    ),
    sources: new Map(evidence.sources.flatMap((source) => (paths.has(source) ? [[source, paths.get(source) ?? '']] : [])))
  }
}
