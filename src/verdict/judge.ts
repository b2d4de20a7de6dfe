import type { Evidence, Hypothesis, JudgedHypothesis, Objection, ScalingTest, TestResult, Verdict } from '../domain/index.ts'
import { caseOf } from './agreement.ts'
import { discriminate } from './discriminate.ts'
import { fateOf, ranked, type Scored, standingOf } from './fate.ts'
import { passGates } from './gates/index.ts'
import { reasonFor } from './reason.ts'
import { lowered } from './objections.ts'
import { type Frame, sceneOf } from './scene.ts'
import { scoreOf } from './score.ts'
import { verdictOf } from './verdict-of.ts'

export interface JudgeInput {
  readonly hypotheses: readonly Hypothesis[]
  /** Results by hypothesis id; a hypothesis without results is judged on nothing. */
  readonly results: Readonly<Record<string, readonly TestResult[]>>
  /** What a verifier holds against them. @default none */
  readonly objections?: readonly Objection[]
  /** All evidence of the run. */
  readonly evidence: readonly Evidence[]
  readonly scaling: ScalingTest
  readonly frame: Frame
}

export interface Judgement {
  /** Best first. */
  readonly judged: readonly JudgedHypothesis[]
  readonly verdict: Verdict
}

/**
 * Scores, gates, ranks and decides. Pure: the same input gives the same judgement, whoever proposed the hypotheses, so
 * that it can be repeated from a journal. No agent can talk past it.
 */
export function judge({ hypotheses, results, objections = [], evidence, scaling, frame }: JudgeInput): Judgement {
  const scene = sceneOf(frame, evidence)
  const cases = hypotheses.map((hypothesis) => caseOf(hypothesis, results[hypothesis.id] ?? []))
  const order = ranked(
    cases.map((one): Scored => ({
      ...one,
      score: scoreOf(one, evidence),
      objections: objections.filter(({ hypothesis }) => hypothesis === one.hypothesis.id),
      gates: passGates({ hypothesis: one.hypothesis, evidence, scene, scaling }),
      discriminations: cases.filter((other) => other !== one).flatMap((other) => discriminate(one, other))
    }))
  )
  const standing = standingOf(order, scaling)
  const judged = order.map((one): JudgedHypothesis => {
    // Without an incident nothing is a cause.
    const fate = scene.abnormal === false && fateOf(one, standing) !== 'rejected' ? 'open' : fateOf(one, standing)
    return {
      ...one.hypothesis,
      tests: one.checked.flatMap(({ result }) => result ?? []),
      score: lowered(one.score, one.objections),
      gates: [...one.gates],
      discriminations: [...one.discriminations],
      ...(one.objections.length > 0 ? { objections: [...one.objections] } : {}),
      fate,
      reason: reasonFor(one, fate, standing)
    }
  })
  return { judged, verdict: verdictOf({ evidence, scene, order, standing, judged, scaling }) }
}
