import type { Truth } from '../../simulator/index.ts'
import type { Answer } from '../answer.ts'

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
  'REMEDY_SCALING',
  'REMEDY_MISSES',
  'HEDGED',
  'OVER_CLAIM'
] as const
export type Fault = (typeof labels)[number]
export type Label = Fault | 'CORRECT' | 'ABSTAIN_OK'

/** One check of one answer. `fault` null: passed. `hard`: an answer that fails it is wrong. */
export interface Check {
  readonly name: string
  readonly hard: boolean
  readonly fault: Fault | null
  readonly reason: string
}

/** Undefined when the check does not apply to this case or answer. */
export type Grader = (answer: Answer, truth: Truth) => Check | undefined

export const passed = (name: string, reason: string, hard = true): Check => ({ name, hard, fault: null, reason })
export const failed = (name: string, fault: Fault, reason: string, hard = true): Check => ({ name, hard, fault, reason })

export const holdsOneOf = (text: string, words: readonly string[]): boolean =>
  words.some((word) => text.toLowerCase().includes(word.toLowerCase()))
