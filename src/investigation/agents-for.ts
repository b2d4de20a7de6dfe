import { type Agents, createBuiltinAgents } from '../agents/index.ts'
import { InquestError } from '../foundation/index.ts'
import type { StoppedRun } from './resume.ts'
import type { Run } from './run.ts'

/** What a user may say about the use of a model. */
export interface ModelOptions {
  /** `naive`: one plain prompt with the materials in place of the phases, for comparison. @default 'guided' */
  readonly mode?: 'guided' | 'naive' | undefined
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

/**
 * The model of a run: as chosen, or as a stopped run began. Throws InquestError `usage` for a name that is none, and for
 * another model than the run began with.
 */
export async function modelFor(chosen: string | undefined, stopped: StoppedRun | null): Promise<string> {
  const begun = stopped?.started.model
  if (begun !== undefined && chosen !== undefined && chosen !== begun) {
    const next = `Leave --model out, or start a new run with --model ${chosen}.`
    throw new InquestError('usage', `This run began with --model ${begun}.`, next)
  }
  const model = begun ?? chosen ?? 'builtin'
  if (model !== 'builtin' && model !== 'manual') (await import('../models/index.ts')).parseModelName(model)
  return model
}

/** Who fills the roles. A model is asked only when one was named; what it needs is loaded only then. */
export async function agentsFor(run: Run, options: AgentsOptions): Promise<Agents> {
  if (options.model !== 'builtin') {
    const { modelAgents } = await import('./model-agents.ts')
    return modelAgents(run, options)
  }
  if (run.state.started?.mode === 'naive') {
    throw new InquestError('usage', 'The built-in analyst has no naive mode.', 'Name a model: --model manual --mode naive.')
  }
  options.onHost('Analyst: builtin (rules and statistics). Nothing leaves this machine.')
  return createBuiltinAgents()
}
