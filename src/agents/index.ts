/** The roles of an investigation, and who fills them. */
export type {
  Agents,
  Designer,
  Desk,
  FindingDraft,
  HypothesisDraft,
  Judged,
  Narrative,
  Planner,
  Sceptic,
  Specialist,
  Tested,
  Theorist,
  Verifier
} from './roles.ts'
export { createBuiltinAgents } from './builtin/index.ts'
import type { Asked } from './llm/ask.ts'
import type { LlmContext } from './llm/context.ts'
import type { Agents, Desk } from './roles.ts'

export type { Asked } from './llm/ask.ts'
export type { LlmContext } from './llm/context.ts'
export { requireTools } from './llm/tools-for.ts'

/** Roles filled by language models; loaded when a model is chosen, since LangChain is heavy. */
export async function createLlmAgents(name: string, context: LlmContext): Promise<Agents> {
  const llm = await import('./llm/index.ts')
  return llm.createLlmAgents(name, context)
}

/** One prompt of the library, asked alone. */
export async function askPrompt(context: LlmContext, desk: Desk, prompt: string): Promise<Asked> {
  const llm = await import('./llm/index.ts')
  return llm.askPrompt(context, desk, prompt)
}

/** One plain prompt in place of the phases, for comparison. */
export async function createNaiveAgents(name: string, context: LlmContext): Promise<Agents> {
  const llm = await import('./llm/index.ts')
  return llm.createNaiveAgents(name, context)
}
