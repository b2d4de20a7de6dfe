import { type Agents, createBuiltinAgents } from '../agents/index.ts'
import { InquestError } from '../foundation/index.ts'
import type { ModelUse } from './model-use.ts'
import type { Run } from './run.ts'

/** What a user may say about the use of a model. */
export interface ModelOptions {
  /** `naive`: one plain prompt with the materials in place of the phases, for comparison. @default 'guided' */
  readonly mode?: 'guided' | 'naive' | undefined
  /** Folder of prompts in place of the one that ships. */
  readonly prompts?: string | undefined
  /** Prompt id → file that stands in for it. */
  readonly promptVariants?: Readonly<Record<string, string>> | undefined
  /** Input and output tokens of the whole run. @default that of the configuration file, or 400_000 */
  readonly tokens?: number | undefined
  /** What the run may cost, in the currency of the configuration file's prices. @default that of the configuration file */
  readonly money?: number | undefined
  /** Rounds of planning and investigating at most. @default 3, by hand 2 */
  readonly rounds?: number | undefined
}

export interface AgentsOptions extends ModelOptions {
  readonly use: ModelUse
  readonly redact: (text: string) => string
  readonly runFolder: string
  /** Told in one line who investigates and what goes where, before anything does. */
  readonly onHost: (text: string) => void
  readonly onWaiting: (text: string) => void
}

/** Who fills the roles. A model is asked only when one was named; what it needs is loaded only then. */
export async function agentsFor(run: Run, options: AgentsOptions): Promise<Agents> {
  if (options.use.model !== 'builtin') {
    const { modelAgents } = await import('./model-agents.ts')
    return modelAgents(run, options)
  }
  if (run.state.started?.mode === 'naive') {
    throw new InquestError('usage', 'The built-in analyst has no naive mode.', 'Name a model: --model manual --mode naive.')
  }
  options.onHost('Analyst: builtin (rules and statistics). Nothing leaves this machine.')
  return createBuiltinAgents()
}
