import { z } from 'zod'
import { type Agents, createBuiltinAgents, createLlmAgents } from '../agents/index.ts'
import { designTools, evidenceTools } from '../evidence/index.ts'
import { InquestError, readConfig } from '../foundation/index.ts'
import {
  createLimiter,
  createModel,
  guardedSend,
  langchainSend,
  manualSend,
  type ModelReply,
  type Send
} from '../models/index.ts'
import { loadPrompts } from '../prompts/index.ts'
import type { AgentsOptions } from './agents-for.ts'
import { tokensOf } from './usage.ts'
import type { Run } from './run.ts'

/** What a person at a chat window can be asked to do is less than what an endpoint can: few exchanges, few tasks. */
const effort = { endpoint: { turns: 8, tasks: 7 }, manual: { turns: 1, tasks: 3 } } as const

/** A reply as the journal keeps it. */
const KeptReply: z.ZodType<ModelReply> = z.object({
  text: z.string(),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.record(z.string(), z.unknown()) })),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() })
})

/**
 * The roles filled by a model, with every call through one seam: journalled, recalled from the journal when the run is
 * resumed, held to the run's budget of tokens. `sql` is kept from models: a function over a raw column can undo redaction.
 */
export async function modelAgents(run: Run, options: AgentsOptions): Promise<Agents> {
  const [{ send, host }, prompts] = await Promise.all([
    sendOf(options),
    loadPrompts({
      ...(options.prompts === undefined ? {} : { folder: options.prompts }),
      ...(options.promptVariants === undefined ? {} : { variants: options.promptVariants })
    })
  ])
  options.onHost(host)
  const manual = options.model === 'manual'
  const guarded = guardedSend(send, {
    model: options.model,
    limiter: createLimiter({ concurrency: run.budget.sideBySide * 2 }),
    redact: options.redact,
    recall: (key) => KeptReply.safeParse(run.state.modelCalls.get(key)?.reply).data,
    record: ({ key, model, request, reply, durationMs, faults }) => {
      const { inputTokens, outputTokens } = reply.usage
      const kept = { key, model, durationMs, faults: [...faults], inputTokens, outputTokens }
      run.record({ type: 'model-called', ...kept, request: plain(request), reply: plain(reply) })
    },
    spend: {
      before(estimate) {
        const budget = options.tokens ?? 400_000
        const spent = tokensOf(run.state)
        if (!manual && spent + estimate > budget) {
          throw new InquestError(
            'cannot-judge',
            `the budget of ${budget} tokens does not allow another request`,
            'Allow more with --tokens, or look at fewer materials.'
          )
        }
      },
      after: () => undefined
    },
    now: () => run.clock.now()
  })
  return createLlmAgents(options.model, {
    sendFor: () => guarded,
    prompts,
    tools: evidenceTools.filter(({ name }) => name !== 'sql' && !designTools.includes(name)),
    ...effort[manual ? 'manual' : 'endpoint'],
    builtin: createBuiltinAgents(),
    onStruck: ({ by, reason }) => run.record({ type: 'sentence-struck', by, reason })
  })
}

async function sendOf({ model, runFolder, onWaiting }: AgentsOptions): Promise<{ send: Send; host: string }> {
  if (model === 'manual') {
    const send = manualSend({
      folder: runFolder,
      onWaiting: ({ number, path, problem }) =>
        onWaiting(
          problem ? `Request ${number}: ${problem}` : `Waiting for responses/${number}.json or .md; the request is ${path}`
        )
    })
    return { send, host: 'Analyst: you, by hand. Requests are files in the run’s folder; nothing is sent.' }
  }
  const handle = await createModel(model, readConfig().models)
  const what = 'the catalogue, the brief, questions and bounded results, with personal data as pseudonyms'
  return { send: langchainSend(handle), host: `Analyst: ${handle.name}. ${handle.host} gets ${what}.` }
}

const plain = (value: object): z.infer<ReturnType<typeof z.json>> => z.json().parse(JSON.parse(JSON.stringify(value)))
