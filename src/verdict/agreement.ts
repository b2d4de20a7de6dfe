import type { Hypothesis, Prediction, TestResult } from '../domain/index.ts'
import { predictionsFor } from './predictions/index.ts'
import { diagnosticTest } from './tests/index.ts'

/** A prediction with the result that came out. */
export interface Checked {
  readonly prediction: Prediction
  readonly result: TestResult | undefined
  /** −1 … 1: how clearly the result agrees with the prediction; 0 when the test could not tell. */
  readonly fit: number
}

/** A hypothesis with what its class predicts, held against what came out. */
export interface Case {
  readonly hypothesis: Hypothesis
  readonly checked: readonly Checked[]
}

/**
 * Only the predictions of the class count: a hypothesis that brings easier ones of its own gains nothing by them. The
 * last result of a test is the one that counts.
 */
export function caseOf(hypothesis: Hypothesis, results: readonly TestResult[]): Case {
  const checked = predictionsFor(hypothesis.category).flatMap((prediction): Checked[] => {
    const result = results.findLast(({ test }) => test === prediction.test)
    const silent = !result || result.outcome === 'cannot-tell'
    if (silent && diagnosticTest(prediction.test)?.silenceIsNoDoubt) return []
    return [{ prediction, result, fit: silent ? 0 : result.outcome === prediction.expected ? result.strength : -result.strength }]
  })
  return { hypothesis, checked }
}

/** What the prediction weighs as it came out. */
export const weightOf = ({ fit, prediction }: Checked): number =>
  fit > 0 ? prediction.weight : (prediction.otherwise ?? prediction.weight)

/** What speaks for (or against) a case, weightiest first. */
export function argumentsOf(one: Case, side: 'for' | 'against'): Checked[] {
  const sign = side === 'for' ? 1 : -1
  return one.checked
    .filter(({ fit }) => fit * sign > 0)
    .sort((a, b) => Math.abs(b.fit) * b.prediction.weight - Math.abs(a.fit) * a.prediction.weight)
}

/** The weightiest predictions: what the explanation stands on. */
export function heartOf(checked: readonly Checked[]): Checked[] {
  const most = Math.max(0, ...checked.map(({ prediction }) => prediction.weight))
  return checked.filter(({ prediction }) => prediction.weight === most)
}
