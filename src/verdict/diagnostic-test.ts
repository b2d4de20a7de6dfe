import {
  type Dimension,
  type Hypothesis,
  type Statement,
  state,
  type Subject,
  type TestResult,
  type ValuesOf
} from '../domain/index.ts'
import type { Call } from './call.ts'
import type { Maybe } from './reading.ts'
import type { Scene } from './scene.ts'

/**
 * A question whose answer tells explanations apart. It names the tool calls it needs for a subject and reads their
 * evidence; it knows nothing of the hypothesis's category, so it cannot favour it.
 */
export interface DiagnosticTest {
  readonly id: string
  readonly question: string
  readonly dimension: Dimension
  /** It says something of few incidents (several services are told apart; what ended it was written down): its silence is no doubt. */
  readonly silenceIsNoDoubt?: true
  /** Calls for this subject; none when the test does not apply to it (then it cannot tell). */
  calls(subject: Subject, scene: Scene): readonly Call[]
  /** `found` answers `calls` in order; undefined where there is no answer. */
  read(
    found: readonly Maybe[],
    hypothesis: Pick<Hypothesis, 'subject' | 'onset'> & Partial<Pick<Hypothesis, 'category' | 'component' | 'trigger'>>,
    scene: Scene
  ): Reading
}

export interface Reading {
  readonly outcome: TestResult['outcome']
  /** 0–1; 0 for `cannot-tell`. */
  readonly strength: number
  readonly statement: Statement
}

/** The evidence says yes. A reading that is not clear at all (strength 0) cannot tell. */
export const yes = (strength: number, template: string, values: ValuesOf = {}, supports: readonly string[] = []): Reading =>
  told('yes', strength, state(template, values, supports))

/** The evidence says no. */
export const no = (strength: number, template: string, values: ValuesOf = {}, supports: readonly string[] = []): Reading =>
  told('no', strength, state(template, values, supports))

/** The evidence does not say; why in one sentence. */
export const cannotTell = (template: string, values: ValuesOf = {}, supports: readonly string[] = []): Reading => ({
  outcome: 'cannot-tell',
  strength: 0,
  statement: state(template, values, supports)
})

function told(outcome: 'yes' | 'no', strength: number, statement: Statement): Reading {
  const bounded = Math.min(1, Math.max(0, strength))
  if (!(bounded > 0)) return { outcome: 'cannot-tell', strength: 0, statement }
  return { outcome, strength: Math.round(bounded * 1000) / 1000, statement }
}
