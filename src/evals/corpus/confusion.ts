import { grade } from '../grade.ts'
import { type Condition, conditions, type Label } from '../graders/index.ts'
import { type Interval, wilson } from '../statistics/index.ts'
import type { LabelledAnswer } from './load-corpus.ts'

/** An answer that the graders see otherwise than its label. */
export interface Disagreement {
  readonly id: string
  readonly case: string
  readonly wanted: Label
  readonly given: Label
  readonly reasons: readonly string[]
}

/** How graders and labels agree over a corpus. */
export interface Confusion {
  readonly bad: number
  readonly good: number
  /** Share of bad answers let through, with Wilson's interval. */
  readonly falseAccept: Interval
  /** Share of good answers turned away. */
  readonly falseReject: Interval
  /** Bad answers of the scaling family, and how many of those are let through. */
  readonly scalingBad: number
  readonly scalingLetThrough: number
  readonly scalingFalseAccept: Interval
  /** Of answers rightly turned away: the share with the very label that they were given. */
  readonly sameLabel: Interval
  readonly letThrough: readonly Disagreement[]
  readonly turnedAway: readonly Disagreement[]
  /** Wanted label × given label, where there is at least one. */
  readonly matrix: readonly { readonly wanted: Label; readonly given: Label; readonly count: number }[]
}

/** Labels of answers that are wrong about scaling: what the scaling grader is there for. */
export const scalingLabels: readonly Label[] = ['SCALING_ONLY', 'SCALING_DISGUISED', 'REMEDY_SCALING', 'OVER_REJECTION']

/** Grades every answer and counts. `by`: the conditions to grade with. */
export function confusionOf(answers: readonly LabelledAnswer[], by: readonly Condition[] = conditions): Confusion {
  const judged = answers.map((one) => ({ one, given: grade(one.answer, one.case.truth, { by }) }))
  const bad = judged.filter(({ one }) => one.row.verdict === 'reject')
  const good = judged.filter(({ one }) => one.row.verdict === 'accept')
  const through = bad.filter(({ given }) => given.correct)
  const away = good.filter(({ given }) => !given.correct)
  const scaling = bad.filter(({ one }) => scalingLabels.includes(one.row.label))
  const scalingThrough = scaling.filter(({ given }) => given.correct).length
  const rejected = bad.filter(({ given }) => !given.correct)
  const disagreement = ({ one, given }: (typeof judged)[number]): Disagreement => ({
    id: one.id,
    case: one.row.case,
    wanted: one.row.label,
    given: given.label,
    reasons: given.checks.flatMap(({ hard, fault, reason }) => (hard && fault ? [`${fault}: ${reason}`] : []))
  })
  const counts = new Map<string, { wanted: Label; given: Label; count: number }>()
  for (const { one, given } of judged) {
    const key = `${one.row.label} ${given.label}`
    const before = counts.get(key)?.count ?? 0
    counts.set(key, { wanted: one.row.label, given: given.label, count: before + 1 })
  }
  return {
    bad: bad.length,
    good: good.length,
    falseAccept: wilson(through.length, bad.length),
    falseReject: wilson(away.length, good.length),
    scalingBad: scaling.length,
    scalingLetThrough: scalingThrough,
    scalingFalseAccept: wilson(scalingThrough, scaling.length),
    sameLabel: wilson(rejected.filter(({ one, given }) => one.row.label === given.label).length, rejected.length),
    letThrough: through.map(disagreement),
    turnedAway: away.map(disagreement),
    matrix: [...counts.values()].sort((a, b) => a.wanted.localeCompare(b.wanted) || b.count - a.count)
  }
}
