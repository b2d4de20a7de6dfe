import type { EvidenceTool } from '../../evidence/index.ts'
import type { Send } from '../../models/index.ts'
import type { PromptLibrary } from '../../prompts/index.ts'
import type { Agents, Desk } from '../roles.ts'

/** What every role of a language model works with. */
export interface LlmContext {
  /** The seam of the model that fills this role, named as the prompts name it. */
  sendFor(role: string): Send
  readonly prompts: PromptLibrary
  readonly tools: readonly EvidenceTool[]
  /** Tool-calling replies an agent may use. */
  readonly turns: number
  /** Tasks a plan may hold. */
  readonly tasks: number
  /** Fills what is code in every investigation: tests, scaling test, narrative. */
  readonly builtin: Agents
  /** Told of each sentence that was struck because no evidence carries it. */
  readonly onStruck: (struck: { readonly by: string; readonly reason: string }) => void
}

/** The window and baseline in a sentence for prompts. */
export function frameText({ window, baseline }: Pick<Desk, 'window' | 'baseline'>): string {
  const harm = window ? `The incident's window is ${window.from} to ${window.to}.` : 'No incident window could be set.'
  const healthy = baseline ? `The healthy baseline is ${baseline.from} to ${baseline.to}.` : 'There is no healthy baseline.'
  return `${harm} ${healthy} Times are UTC.`
}
