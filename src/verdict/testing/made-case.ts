import {
  type CauseCategory,
  citeFact,
  type Evidence,
  type Hypothesis,
  type Objection,
  state,
  type TestResult
} from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { judge, type Judgement } from '../judge.ts'
import { predictionsFor } from '../predictions/index.ts'
import { readTests, testCalls } from '../run-tests.ts'
import { readScaling, scalingCalls } from '../scaling/scaling-test.ts'
import { sceneCalls, sceneOf } from '../scene.ts'
import { madeEvidence } from './made-evidence.ts'
import { answerIn, at, baseline, subject, type World, window } from './made-world.ts'

export const frame = { window, baseline }

/** Any evidence will carry a made hypothesis's sentences. */
const carrier: Call = { tool: 'sql', arguments: { query: 'SELECT 1', limit: 1 } }
export const carried = madeEvidence(carrier, { facts: { rows: 1 } })

export const madeHypothesis = (id: string, category: CauseCategory, more: Partial<Hypothesis> = {}): Hypothesis => ({
  id,
  category,
  component: 'plots',
  subject,
  statement: state('{n} thing happened', { n: [citeFact(carried, 'rows'), 'integer'] }),
  mechanism: state('it acted {n} time', { n: [citeFact(carried, 'rows'), 'integer'] }),
  trigger: null,
  onset: at('09:05'),
  onsetResolutionSeconds: 60,
  proposedBy: 'test',
  predictions: predictionsFor(category),
  ...more
})

/** All the evidence that judging the hypotheses takes, as the world gives it. */
export function evidenceIn(world: World, hypotheses: readonly Hypothesis[]): Evidence[] {
  const setting = sceneCalls(frame).map((call) => madeEvidence(call, answerIn(world, call)))
  const scene = sceneOf(frame, setting)
  const calls = [...hypotheses.flatMap((one) => testCalls(one, scene)), ...scalingCalls(scene, hypotheses)]
  return [carried, ...setting, ...calls.map((call) => madeEvidence(call, answerIn(world, call)))]
}

/** Tests, scaling test and judgement of the hypotheses in a made world. */
export function judgedIn(
  world: World,
  hypotheses: readonly Hypothesis[],
  more: readonly Evidence[] = [],
  objections: readonly Objection[] = []
): Judgement & { readonly results: Record<string, TestResult[]> } {
  const evidence = [...evidenceIn(world, hypotheses), ...more]
  const results = Object.fromEntries(hypotheses.map((one) => [one.id, readTests(one, frame, evidence)]))
  const scaling = readScaling(frame, hypotheses, evidence)
  return { ...judge({ hypotheses, results, objections, evidence, scaling, frame }), results }
}
