import type { Truth } from '../simulator/index.ts'
import type { Answer } from './answer.ts'
import { type Condition, conditions, type Fault, type Label, labels } from './graders/index.ts'
import { entailmentCheck } from './judge/entailment-check.ts'
import type { Entailment } from './judge/entailment.ts'

/** One line of a grade. `fault` null: passed. `hard`: an answer that fails it is wrong. */
export interface Check {
  readonly name: string
  readonly hard: boolean
  readonly fault: Fault | null
  readonly reason: string
}

export interface Grade {
  /** The worst fault, or how the answer is right. */
  readonly label: Label
  /** No hard condition failed. */
  readonly correct: boolean
  readonly checks: readonly Check[]
  /** Share of checks passed: for tuning, never for gates. */
  readonly score: number
}

export interface GradeOptions {
  /** What to grade by: for the test that leaves conditions out. */
  readonly by?: readonly Condition[]
  /** What a judge said of the mechanism; without it entailment is not judged. */
  readonly judged?: readonly Entailment[] | null
}

/** Grades an answer against what is true. Pure: the same answer and truth give the same grade. */
export function grade(answer: Answer, truth: Truth, { by = conditions, judged = null }: GradeOptions = {}): Grade {
  const names = [...new Set(by.map(({ check }) => check))]
  const entailment = entailmentCheck(judged)
  const checks = [...names.flatMap((name) => checkOf(name, by, answer, truth) ?? []), ...(entailment ? [entailment] : [])]
  const hard = new Set(checks.flatMap(({ fault, hard }) => (hard && fault ? [fault] : [])))
  const worst = labels.find((label) => hard.has(label))
  return {
    label: worst ?? (answer.status === 'undetermined' && truth.status !== 'undetermined' ? 'ABSTAIN_OK' : 'CORRECT'),
    correct: worst === undefined,
    checks,
    score: checks.filter(({ fault }) => fault === null).length / checks.length
  }
}

/** The conditions of one check together: the worst that failed, or that all hold. Undefined when none applies. */
function checkOf(name: string, by: readonly Condition[], answer: Answer, truth: Truth): Check | undefined {
  const own = by.filter(({ check }) => check === name)
  const judged = own.flatMap((condition) => {
    const found = condition.finds(answer, truth)
    return found === undefined ? [] : [{ condition, found }]
  })
  if (judged.length === 0) return undefined
  const worst = judged
    .filter(({ found }) => found !== null)
    .sort((a, b) => Number(b.condition.hard) - Number(a.condition.hard) || rank(a.condition) - rank(b.condition))[0]
  return worst
    ? { name, hard: worst.condition.hard, fault: worst.condition.fault, reason: worst.found ?? '' }
    : {
        name,
        hard: judged.some(({ condition }) => condition.hard),
        fault: null,
        reason: judged.map(({ condition }) => condition.name).join('; ')
      }
}

const rank = ({ fault }: Condition): number => labels.indexOf(fault)
