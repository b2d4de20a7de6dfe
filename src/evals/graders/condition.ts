import type { CauseCategory } from '../../domain/index.ts'
import type { Truth } from '../../simulator/index.ts'
import type { Answer } from '../answer.ts'
import { plain } from '../language/index.ts'

/** What is wrong with an answer, in one word. Of several that apply the first in this order is an answer's label. */
export const labels = [
  'FABRICATED_EVIDENCE',
  'ABSTAIN_BAD',
  'FALSE_ALARM',
  'MISSED_INCIDENT',
  'SCALING_ONLY',
  'SCALING_DISGUISED',
  'OVER_REJECTION',
  'SYMPTOM_RESTATED',
  'WRONG_CATEGORY',
  'WRONG_COMPONENT',
  'WRONG_DIRECTION',
  'INNOCENT_CONVICTED',
  'WRONG_TRIGGER',
  'WRONG_ONSET',
  'UNSUPPORTED',
  'EVIDENCE_MISMATCH',
  'REMEDY_SCALING',
  'REMEDY_MISSES',
  'HEDGED',
  'OVER_CLAIM',
  'WRONG_IMPACT',
  'NO_WARNING',
  'WEAK_PLAN'
] as const
export type Fault = (typeof labels)[number]
export type Label = Fault | 'CORRECT' | 'ABSTAIN_OK'

/**
 * One thing that must hold of an answer. Each can be left out when grading, so that a test can show that the labelled
 * answers notice its absence.
 */
export interface Condition {
  readonly name: string
  /** The check it belongs to: several conditions make one line of a grade. */
  readonly check: string
  readonly fault: Fault
  /** An answer that fails it is wrong; else it only costs score. */
  readonly hard: boolean
  /** What is wrong; null when it holds, undefined when it does not apply to this case or answer. */
  finds(answer: Answer, truth: Truth): string | null | undefined
}

export type Cause = NonNullable<Answer['cause']>

/** A condition on the cause of an answer to a case that has one. */
export function onCause(
  condition: Omit<Condition, 'finds'> & { finds(cause: Cause, truth: Truth, answer: Answer): string | null | undefined }
): Condition {
  return {
    ...condition,
    finds: (answer, truth) =>
      answer.cause && answer.status === 'determined' && truth.status === 'determined'
        ? condition.finds(answer.cause, truth, answer)
        : undefined
  }
}

/** Does a text hold one of these, each at the beginning of a word ("lock" is not in "block")? */
export function holdsOneOf(text: string, words: readonly string[]): boolean {
  const apart = `${text} ${plain(text)}`.toLowerCase()
  return words.some((word) => new RegExp(`(?<![a-z])${escaped(word.toLowerCase())}`).test(apart))
}
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)

const scaling: ReadonlySet<CauseCategory> = new Set(['demand-surge', 'quota-exhaustion'])

/** Does blaming size or demand name this kind of cause? */
export const isScaling = (category: CauseCategory): boolean => scaling.has(category)

/** Is there too little of something in this case: a surge, or a quota used up? */
export const lacksCapacity = (truth: Truth): boolean => truth.acceptCategories.some(isScaling)

/** Was a limit set wrongly here, so that its size is the fault and putting it back the cure? */
export const limitWasSet = (truth: Truth): boolean => truth.acceptCategories.includes('misconfiguration')

/** Does more of the resource fit this case: because there was too little of it, or because its limit was lowered? */
export const scalingFits = (truth: Truth): boolean => truth.scalingRemoves === true || lacksCapacity(truth)

const leaks: ReadonlySet<CauseCategory> = new Set(['memory-leak', 'resource-leak'])

/** Does the cause fill any size in time, so that more of it puts off a harm which it may have removed on that one day? */
export const fillsAnySize = ({ acceptCategories: [best] }: Truth): boolean => best !== undefined && leaks.has(best)
