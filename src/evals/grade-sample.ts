import type { Truth } from '../simulator/index.ts'
import { grade } from './grade.ts'
import { gradePlan } from './graders/plan.ts'
import type { Sample } from './samples.ts'

/**
 * Grades what a sample holds, as if it had just come in: the answer, or the plan where only a plan was asked for. A sample
 * without either (an error) stays as it is.
 */
export function gradeSample(sample: Sample, truth: Truth): Sample {
  const graded = sample.answer
    ? grade(sample.answer, truth, { judged: sample.judged })
    : sample.plan
      ? gradePlan(sample.plan, truth)
      : null
  if (!graded) return sample
  return { ...sample, label: graded.label, correct: graded.correct, checks: [...graded.checks], score: graded.score }
}
