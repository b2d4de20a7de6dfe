import { type Remedy, state, type Statement } from '../../../domain/index.ts'

/** A remedy without the number and the hypothesis that the designer gives it. */
export type RemedyDraft = Omit<Remedy, 'id' | 'addresses'>

export const remedy = (kind: Remedy['class'], horizon: Remedy['horizon'], action: string, why: Statement): RemedyDraft => ({
  class: kind,
  horizon,
  action: state(action),
  why
})
