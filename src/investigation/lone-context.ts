import { createBuiltinAgents, type LlmContext } from '../agents/index.ts'
import type { Clock } from '../foundation/index.ts'
import { effortFor } from './effort.ts'
import { keptCall } from './model-agents.ts'
import { modelTools } from './model-tools.ts'
import { loadRunPrompts } from './run-prompts.ts'
import { openSeam } from './model-seam.ts'
import type { ModelUse } from './model-use.ts'
import { createSpending } from './spending.ts'

export interface LoneOptions {
  readonly use: ModelUse
  readonly promptVariants: Readonly<Record<string, string>> | undefined
  readonly folder: string
  readonly redact: (text: string) => string
  readonly clock: Clock
  readonly onHost: (text: string) => void
  readonly onWaiting: (text: string) => void
}

export interface LoneContext {
  readonly context: LlmContext
  /** Finished model calls, as a journal would keep them. */
  readonly calls: readonly ReturnType<typeof keptCall>[]
  readonly struck: readonly string[]
}

/** What a prompt works with that runs alone, without the phases of an investigation: the same seam, tools and budgets. */
export async function loneContext({
  use,
  promptVariants,
  folder,
  redact,
  clock,
  onHost,
  onWaiting
}: LoneOptions): Promise<LoneContext> {
  const calls: ReturnType<typeof keptCall>[] = []
  const struck: string[] = []
  const spender = {
    state: {
      phase: { at: 'report' as const },
      get modelCalls() {
        return new Map(calls.map((call) => [call.key, call]))
      }
    },
    budget: use.budget,
    clock,
    beganAt: clock.now()
  }
  const spending = createSpending(spender, use)
  const seam = await openSeam({
    ...use,
    folder,
    redact,
    onHost,
    onWaiting,
    recall: () => undefined,
    record: (call) => void calls.push(keptCall(call)),
    reserve: (model, tokens, about) => spending.reserve(model, tokens, about),
    now: () => clock.now()
  })
  const prompts = await loadRunPrompts(use.prompts, promptVariants)
  const context: LlmContext = {
    openLine: (role) => seam.openLine(role),
    prompts,
    tools: modelTools,
    effort: effortFor(use.model),
    builtin: createBuiltinAgents(),
    onStruck: ({ reason }) => void struck.push(reason)
  }
  return { context, calls, struck }
}
