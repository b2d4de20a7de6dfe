import { z } from 'zod'
import { type Agents, createBuiltinAgents, createLlmAgents, createNaiveAgents } from '../agents/index.ts'
import { designTools, evidenceTools } from '../evidence/index.ts'
import { InquestError, readConfig } from '../foundation/index.ts'
import {
  createLimiter,
  createModel,
  createPostbox,
  guardedSend,
  langchainSend,
  type ModelReply,
  type Send
} from '../models/index.ts'
import { loadPrompts } from '../prompts/index.ts'
import type { AgentsOptions } from './agents-for.ts'
import { tokensOf } from './usage.ts'
import type { Run } from './run.ts'

/**
 * A person at a chat window is asked less, and less often: an exchange holds the work of all specialists of a round, and
 * stays below 8,000 tokens.
 */
const effort = {
  endpoint: {
    turns: 6,
    turnsAfterOpening: 5,
    callsATurn: 8,
    tasks: 7,
    cut: { rows: 15, cell: 160, whole: 3000 },
    excerpt: 60_000
  },
  manual: { turns: 1, turnsAfterOpening: 0, callsATurn: 4, tasks: 4, cut: { rows: 5, cell: 60, whole: 850 }, excerpt: 15_000 }
} as const

/** `sql`: a function over a raw column can undo redaction. `frame`: the run's window is set, and told. Design has its own. */
const withheld: ReadonlySet<string> = new Set(['sql', 'frame', ...designTools])

/** A reply as the journal keeps it. */
const KeptReply: z.ZodType<ModelReply> = z.object({
  text: z.string(),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.record(z.string(), z.unknown()) })),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() })
})

/**
 * The roles filled by a model, with every call through one seam: journalled, recalled from the journal when the run is
 * resumed, held to the run's budget of tokens.
 */
export async function modelAgents(run: Run, options: AgentsOptions): Promise<Agents> {
  const [{ send, open, host }, prompts] = await Promise.all([
    modelOf(options),
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
      const { about = null, messages, tools, toolChoice } = request
      const kept = { key, model, about, durationMs, faults: [...faults], inputTokens, outputTokens }
      run.record({ type: 'model-called', ...kept, request: plain({ messages, tools, toolChoice }), reply: plain(reply) })
    },
    spend(estimate) {
      const budget = options.tokens ?? 400_000
      if (!manual && tokensOf(run.state) + estimate > budget) {
        throw new InquestError(
          'cannot-judge',
          `the budget of ${budget} tokens does not allow another request`,
          'Allow more with --tokens, or look at fewer materials.'
        )
      }
    },
    now: () => run.clock.now()
  })
  const create = run.state.started?.mode === 'naive' ? createNaiveAgents : createLlmAgents
  return create(options.model, {
    openLine: () => {
      const opened = open()
      return { send: guarded, [Symbol.dispose]: () => opened[Symbol.dispose]() }
    },
    prompts,
    tools: evidenceTools.filter(({ name }) => !withheld.has(name)),
    effort: effort[manual ? 'manual' : 'endpoint'],
    builtin: createBuiltinAgents(),
    onStruck: ({ by, reason }) => run.record({ type: 'sentence-struck', by, reason })
  })
}

interface Model {
  readonly send: Send
  /** Told of each conversation, for a model that answers several on one page. */
  readonly open: () => Disposable
  readonly host: string
}

async function modelOf({ model, runFolder, onWaiting }: AgentsOptions): Promise<Model> {
  if (model === 'manual') {
    const postbox = createPostbox({
      folder: runFolder,
      onWaiting: ({ number, path, problem }) =>
        onWaiting(
          problem ? `Request ${number}: ${problem}` : `Waiting for responses/${number}.json or .md; the request is ${path}`
        )
    })
    const host = 'Analyst: you, by hand. Requests are files in the run’s folder; nothing is sent.'
    return { send: postbox.send, open: () => postbox.open(), host }
  }
  const handle = await createModel(model, readConfig().models)
  const what = 'the catalogue, the brief, questions and bounded results, with personal data as pseudonyms'
  const host = `Analyst: ${handle.name}. ${handle.host} gets ${what}.`
  return { send: langchainSend(handle), open: () => ({ [Symbol.dispose]: () => undefined }), host }
}

const plain = (value: object): z.infer<ReturnType<typeof z.json>> => z.json().parse(JSON.parse(JSON.stringify(value)))
