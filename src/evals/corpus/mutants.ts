import { grade } from '../grade.ts'
import type { Condition, Label } from '../graders/index.ts'
import type { LabelledAnswer } from './load-corpus.ts'
import { mutations } from './mutations.ts'

export interface MutationReport {
  /** Mutants made, by kind of change. */
  readonly made: readonly { readonly name: string; readonly verdict: 'accept' | 'reject'; readonly count: number }[]
  readonly total: number
  /** Mutants that the graders judge otherwise than their mutation declares. */
  readonly survivors: readonly { readonly mutation: string; readonly answer: string; readonly given: Label }[]
}

/** Changes every accepted answer that the graders accept in every way there is, and grades what comes of it. */
export function mutantsOf(answers: readonly LabelledAnswer[], by: readonly Condition[]): MutationReport {
  const good = answers.filter((one) => one.row.verdict === 'accept' && grade(one.answer, one.case.truth, { by }).correct)
  const judged = mutations.flatMap(({ name, verdict, mutate }) =>
    good.flatMap((one) => {
      const mutant = mutate(one.answer, one.case.truth)
      return mutant ? [{ name, verdict, answer: one.id, given: grade(mutant, one.case.truth, { by }) }] : []
    })
  )
  return {
    made: mutations.map(({ name, verdict }) => ({ name, verdict, count: judged.filter((one) => one.name === name).length })),
    total: judged.length,
    survivors: judged
      .filter(({ verdict, given }) => given.correct !== (verdict === 'accept'))
      .map(({ name, answer, given }) => ({ mutation: name, answer, given: given.label }))
  }
}
