import type { Truth } from '../simulator/index.ts'
import type { Answer } from './answer.ts'
import { categoryGrader, componentGrader, mechanismGrader, onsetGrader, triggerGrader } from './graders/cause.ts'
import { type Check, type Grader, type Label, labels } from './graders/check.ts'
import { remedyGrader, stanceGrader } from './graders/scaling.ts'
import { statusGrader } from './graders/status.ts'
import { citationGrader, hedgeGrader, overClaimGrader } from './graders/support.ts'

const graders: readonly Grader[] = [
  statusGrader,
  citationGrader,
  categoryGrader,
  mechanismGrader,
  componentGrader,
  triggerGrader,
  onsetGrader,
  stanceGrader,
  remedyGrader,
  hedgeGrader,
  overClaimGrader
]

export interface Grade {
  /** The worst fault, or how the answer is right. */
  readonly label: Label
  /** No hard check failed. */
  readonly correct: boolean
  readonly checks: readonly Check[]
  /** Share of checks passed: for tuning, never for gates. */
  readonly score: number
}

/** Grades an answer against what is true. Pure: the same answer and truth give the same grade. */
export function grade(answer: Answer, truth: Truth): Grade {
  const checks = graders.flatMap((grader) => grader(answer, truth) ?? [])
  const hard = new Set(checks.flatMap(({ fault, hard }) => (hard && fault ? [fault] : [])))
  const worst = labels.find((label) => hard.has(label))
  return {
    label: worst ?? (answer.status === 'undetermined' && truth.status !== 'undetermined' ? 'ABSTAIN_OK' : 'CORRECT'),
    correct: worst === undefined,
    checks,
    score: checks.filter(({ fault }) => fault === null).length / checks.length
  }
}
