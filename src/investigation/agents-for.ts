import { type Agents, createBuiltinAgents } from '../agents/index.ts'
import type { Run } from './run.ts'

/** What a user may say about the use of a model. */
export interface ModelOptions {
  /** Folder of prompts in place of the one that ships. */
  readonly prompts?: string | undefined
  /** Prompt id → file that stands in for it. */
  readonly promptVariants?: Readonly<Record<string, string>> | undefined
  /** Input and output tokens of the whole run. @default 400_000 */
  readonly tokens?: number | undefined
}

export interface AgentsOptions extends ModelOptions {
  /** `builtin`, `openai:<name>`, `azure:<deployment>`, `manual`, or another provider of LangChain. */
  readonly model: string
  readonly redact: (text: string) => string
  readonly runFolder: string
  /** Told in one line who investigates and what goes where, before anything does. */
  readonly onHost: (text: string) => void
  readonly onWaiting: (text: string) => void
}

/** Who fills the roles. A model is asked only when one was named; what it needs is loaded only then. */
export async function agentsFor(run: Run, options: AgentsOptions): Promise<Agents> {
  if (options.model !== 'builtin') {
    const { modelAgents } = await import('./model-agents.ts')
    return modelAgents(run, options)
  }
  options.onHost('Analyst: builtin (rules and statistics). Nothing leaves this machine.')
  return createBuiltinAgents()
}
