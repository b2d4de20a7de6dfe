import type { TimeWindow } from '../../domain/index.ts'
import type { EvidenceTool } from '../../evidence/index.ts'
import type { Line } from '../../models/index.ts'
import type { PromptLibrary } from '../../prompts/index.ts'
import type { Agents, Desk } from '../roles.ts'
import { type EvidenceCut, timesShort } from './evidence-text.ts'

/** How much an agent may do, and how much it is shown at a time. */
export interface Effort {
  /** Tool-calling replies an agent may use. */
  readonly turns: number
  /** The same for a specialist of the first round whose plan had calls answered before it began; later rounds ask what is left. */
  readonly turnsAfterOpening: number
  /** The same for specialists of later rounds, and for the verifier. */
  readonly turnsLater: number
  /** Calls that are answered in one reply. */
  readonly callsATurn: number
  /** Calls that a plan may have answered before a task begins. */
  readonly callsOpening: number
  /** Tasks a plan may hold. */
  readonly tasks: number
  /** `whole` is the most that one result is shown with; those that come together share what there is. */
  readonly cut: EvidenceCut
  /** Characters that the results of a task's opening calls have between them. */
  readonly opening: number
  /** Characters that the results of one reply's calls have between them. */
  readonly turn: number
  /** Characters of findings that are shown with a cell behind each value: see `findingsText`. */
  readonly cited: number
  /** Characters of a conversation after which results of earlier turns are shortened. */
  readonly longest: number
  /** Characters of the materials that one plain prompt holds. */
  readonly excerpt: number
}

/** What every role of a language model works with. */
export interface LlmContext {
  /** Opens a conversation with the model that fills this role, named as the prompts name it. */
  openLine(role: string): Line
  readonly prompts: PromptLibrary
  readonly tools: readonly EvidenceTool[]
  readonly effort: Effort
  /** Fills what is code in every investigation: tests, scaling test, narrative. */
  readonly builtin: Agents
  /** Told of each sentence that was struck because no evidence carries it. */
  readonly onStruck: (struck: { readonly by: string; readonly reason: string }) => void
}

/** The window and baseline in a sentence for prompts. */
export function frameText({ window, baseline }: Pick<Desk, 'window' | 'baseline'>): string {
  const day = window?.from.slice(0, 10) ?? ''
  const span = ({ from, to }: TimeWindow): string => `${timesShort(from, '')} to ${timesShort(to, day)}`
  const harm = window ? `The incident's window is ${span(window)}.` : 'No incident window could be set.'
  const healthy = baseline ? `The healthy baseline is ${span(baseline)}.` : 'There is no healthy baseline.'
  return `${harm} ${healthy} Times are UTC${window ? `; a time without a date is of ${day}` : ''}.`
}
