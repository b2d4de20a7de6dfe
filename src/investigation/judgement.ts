import type { Evidence, JudgedHypothesis, ScalingTest, TestResult, Verdict } from '../domain/index.ts'
import { judge } from '../verdict/index.ts'
import type { RunState } from './fold.ts'
import { sectionsOf } from './sections.ts'

export interface Judgement {
  readonly verdict: Verdict
  /** Best first. */
  readonly hypotheses: JudgedHypothesis[]
  readonly scaling: ScalingTest
}

/** The judgement on what a run has found so far: pure, so that it can be repeated from a journal. */
export function judgeRun(state: RunState): Judgement {
  const { scaling } = sectionsOf(state)
  const results: Record<string, TestResult[]> = {}
  for (const { hypothesis, result } of state.tests) (results[hypothesis] ??= []).push(result)
  const frame = { window: state.frame?.window ?? null, baseline: state.frame?.baseline ?? null }
  const { verdict, judged } = judge({
    hypotheses: state.hypotheses,
    results,
    objections: state.objections,
    evidence: evidenceForJudging(state),
    scaling,
    frame
  })
  return { verdict, hypotheses: [...judged], scaling }
}

/** Evidence called before the verdict: what the design phase asks for afterwards cannot move it. */
export function evidenceForJudging({ calls, evidence }: RunState): Evidence[] {
  const before = new Set(calls.filter(({ phase }) => !/^(design|report)/.test(phase)).map((call) => call.evidence))
  return [...evidence.values()].filter(({ id }) => before.has(id))
}
