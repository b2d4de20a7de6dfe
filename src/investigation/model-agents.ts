import { z } from 'zod'
import { type Agents, createBuiltinAgents, createLlmAgents, createNaiveAgents } from '../agents/index.ts'
import type { ModelCall, ModelReply } from '../models/index.ts'
import type { AgentsOptions } from './agents-for.ts'
import { effortFor } from './effort.ts'
import { openSeam } from './model-seam.ts'
import { modelTools } from './model-tools.ts'
import { loadRunPrompts } from './run-prompts.ts'
import type { Run } from './run.ts'
import { createSpending } from './spending.ts'

/** A reply as the journal keeps it. */
const KeptReply: z.ZodType<ModelReply> = z.object({
  text: z.string(),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.record(z.string(), z.unknown()) })),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() })
})

/**
 * The roles filled by a model, with every call through one seam: journalled, recalled from the journal when the run is
 * resumed, held to the run's budgets.
 */
export async function modelAgents(run: Run, options: AgentsOptions): Promise<Agents> {
  const { use, promptVariants, runFolder, redact, onHost, onWaiting } = options
  const spending = createSpending(run, use)
  const prompts = await loadRunPrompts(use.prompts, promptVariants)
  const seam = await openSeam({
    ...use,
    folder: runFolder,
    redact,
    onHost,
    onWaiting,
    recall: (key) => KeptReply.safeParse(run.state.modelCalls.get(key)?.reply).data,
    record: (call) => run.record({ type: 'model-called', ...keptCall(call) }),
    reserve: (model, tokens, about) => spending.reserve(model, tokens, about),
    now: () => run.clock.now()
  })
  const create = run.state.started?.mode === 'naive' ? createNaiveAgents : createLlmAgents
  return create(use.model, {
    openLine: (role) => seam.openLine(role),
    prompts,
    tools: modelTools,
    effort: effortFor(use.model),
    builtin: createBuiltinAgents(),
    onStruck: ({ by, reason }) => run.record({ type: 'sentence-struck', by, reason })
  })
}

/** A call as the journal keeps it: with what was sent, and without what was not. */
export function keptCall({ key, model, request, reply, durationMs, faults }: ModelCall) {
  const { about = null, messages, tools, toolChoice } = request
  const { inputTokens, outputTokens } = reply.usage
  return {
    key,
    model,
    about,
    durationMs,
    faults: [...faults],
    inputTokens,
    outputTokens,
    request: plain({ messages, tools, toolChoice }),
    reply: plain(reply)
  }
}

const plain = (value: object): z.infer<ReturnType<typeof z.json>> => z.json().parse(JSON.parse(JSON.stringify(value)))
