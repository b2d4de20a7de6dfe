import { type BaseMessage, HumanMessage } from '@langchain/core/messages'
import { createAgent, toolStrategy } from 'langchain'
import { z } from 'zod'
import type { EvidenceTool } from '../../evidence/index.ts'
import { InquestError } from '../../foundation/index.ts'
import { chatModelOf, ModelFault, type ModelRequest, type RequestAbout, type Send } from '../../models/index.ts'
import { type Message, type PromptValues, renderPrompt } from '../../prompts/index.ts'
import type { Desk } from '../roles.ts'
import { createCellBook, type CellBook } from './cell-book.ts'
import { compacted } from './compact.ts'
import type { LlmContext } from './context.ts'
import type { EvidenceCut } from './evidence-text.ts'
import { agentTool, type ToolPlace } from './evidence-tool.ts'
import { misfits } from './misfits.ts'
import { plainSchema } from './plain-schema.ts'

export interface Conversation<T, R> {
  readonly context: LlmContext
  readonly desk: Desk
  /** Who speaks, as the prompts name the role. */
  readonly role: string
  /** Which of the role's conversations it is: unique within a run, equal in every run that goes the same way. */
  readonly name: string
  /** For people: `T1 · database specialist`. */
  readonly title: string
  readonly prompt: string
  /** Made when the conversation is open, since it may take tool calls. */
  readonly values: () => PromptValues | Promise<PromptValues>
  /** Schema of the answer. */
  readonly answer: z.ZodType<T>
  readonly book?: CellBook
  /** Tools that may be called; none for roles that work from findings. */
  readonly tools?: readonly EvidenceTool[]
  /** Replies that may call them. @default that of the context */
  readonly turns?: number
  /** Nobody asks at the same time: there is room for twice as much of what its calls return. @default false */
  readonly alone?: boolean
  /** Parts an answer into what stands and, in sentences, what does not. What does not is asked for once more. */
  readonly settle: (answer: T) => { readonly stood: R; readonly problems: readonly string[] }
}

/**
 * One agent's work from prompt to a typed answer: what stood at first, and what stood of the part that was mended. The
 * rest is struck and counted. Throws InquestError `cannot-judge` when the model hands in nothing that fits, and whatever
 * the seam throws when no reply could be had.
 */
export async function converse<T, R>(conversation: Conversation<T, R>): Promise<readonly R[]> {
  const { context, desk, answer, settle, role } = conversation
  const prompt = context.prompts.get(conversation.prompt)
  using line = context.openLine(role)
  const rendered = renderPrompt(prompt, await conversation.values())
  const about = { conversation: conversation.name, title: conversation.title, prompt: prompt.id, promptHash: prompt.hash }
  const ask = agentOver(conversation, textOf(rendered, true), about, line.send)
  const first = await ask([new HumanMessage(textOf(rendered, false))])
  const settled = settle(first.handedIn)
  if (settled.problems.length === 0) return [settled.stood]
  const again = await ask([...first.messages, new HumanMessage(sentBack(settled.problems))]).catch((thrown: unknown) => {
    // The part that stood is worth more than a perfect second try.
    desk.signal?.throwIfAborted()
    for (const reason of settled.problems) context.onStruck({ by: role, reason })
    return thrown instanceof InquestError || thrown instanceof Error ? null : Promise.reject(thrown)
  })
  if (!again) return [settled.stood]
  const mended = settle(answer.parse(again.handedIn))
  for (const reason of mended.problems) context.onStruck({ by: role, reason })
  return [settled.stood, mended.stood]
}

interface Turn<T> {
  readonly handedIn: T
  readonly messages: BaseMessage[]
}

function agentOver<T, R>(
  { context, desk, answer, tools = [], book = createCellBook(), ...bounds }: Conversation<T, R>,
  systemPrompt: string,
  about: RequestAbout,
  send: Send
): (messages: BaseMessage[]) => Promise<Turn<T>> {
  const { callsATurn, longest } = context.effort
  const room = bounds.alone ? 2 : 1
  const turn = room * context.effort.turn
  const cut = { ...context.effort.cut, whole: room * context.effort.cut.whole }
  const turns = tools.length > 0 ? (bounds.turns ?? context.effort.turns) : 0
  const allowance = { left: callsATurn, whole: cut.whole }
  const place = (whole: number): ToolPlace => ({ desk, book, cut: { ...cut, whole } })
  const agent = createAgent({
    model: chatModelOf(boundedSend(send, { turns, callsATurn, turn, cut, longest, allowance, about, answer })),
    tools: tools.map((tool) =>
      agentTool(
        tool,
        () => place(allowance.whole),
        () => allowance.left-- > 0
      )
    ),
    systemPrompt,
    responseFormat: toolStrategy(handInSchema(answer))
  })
  return async (messages) => {
    const result: { messages: BaseMessage[]; structuredResponse?: unknown } = await agent.invoke(
      { messages },
      { recursionLimit: 4 * turns + 20, ...(desk.signal ? { signal: desk.signal } : {}) }
    )
    const parsed = answer.safeParse(result.structuredResponse)
    if (!parsed.success) throw unfit(about.prompt, parsed.error.issues[0]?.message ?? 'nothing was handed in')
    return { handedIn: parsed.data, messages: result.messages }
  }
}

function textOf(messages: readonly Message[], system: boolean): string {
  return messages
    .filter(({ role }) => (role === 'system') === system)
    .map(({ content }) => content)
    .join('\n\n')
}

function sentBack(problems: readonly string[]): string {
  return [
    'Most of your answer is kept as it is. What follows does not stand:',
    ...problems.map((problem) => `- ${problem}`),
    'Hand in only these again, mended, in the same shape. Leave out what the evidence cannot carry; an empty list is fine.'
  ].join('\n')
}

/** LangChain names the tool of a structured answer by the schema's title; without one it counts, and no two runs agree. */
function handInSchema(answer: z.ZodType): {
  type: 'object'
  title: string
  properties: Record<string, unknown>
  required: string[]
  [key: string]: unknown
} {
  const { properties = {}, required = [], $defs = {}, examples } = plainSchema(z.toJSONSchema(answer, { io: 'input' }))
  const description = 'Hands in your answer and ends your work.'
  return {
    type: 'object',
    title: 'hand_in',
    description,
    properties: { ...properties },
    required: [...required],
    ...(Object.keys($defs).length > 0 ? { $defs } : {}),
    ...(examples ? { examples } : {})
  }
}

interface Bounds {
  readonly turns: number
  readonly callsATurn: number
  /** Characters of a turn's results together, and of one at most. */
  readonly turn: number
  readonly cut: EvidenceCut
  readonly longest: number
  /** Calls of the reply that are still answered, and the characters that each result has. */
  readonly allowance: { left: number; whole: number }
  readonly about: RequestAbout
  readonly answer: z.ZodType
}

/** After its turns a conversation may only hand in: tools fall away, so no loop is endless and no state is lost. */
function boundedSend(send: Send, { turns, callsATurn, turn, cut, longest, allowance, about, answer }: Bounds): Send {
  let replies = 0
  return async (request, signal) => {
    const bounded = compacted(replies++ >= turns ? onlyHandingIn(request) : request, longest)
    const ask = (one: ModelRequest): ReturnType<Send> =>
      send({ ...one, about, check: ({ toolCalls }) => misfits(toolCalls, answer) }, signal)
    const reply = await ask(bounded).catch((thrown: unknown) => {
      // The model's context is smaller than thought: what is old goes, and what is there is handed in.
      if (!(thrown instanceof ModelFault) || thrown.kind !== 'too-long' || replies <= 1) throw thrown
      replies = turns + 1
      return ask(compacted(onlyHandingIn(request), 0))
    })
    const answered = Math.max(1, Math.min(callsATurn, reply.toolCalls.length))
    Object.assign(allowance, { left: callsATurn, whole: Math.min(cut.whole, Math.floor(turn / answered)) })
    return reply
  }
}

function onlyHandingIn(request: ModelRequest): ModelRequest {
  return { ...request, tools: request.tools.filter(({ name }) => name === 'hand_in'), toolChoice: 'required' }
}

function unfit(id: string, why: string): InquestError {
  return new InquestError(
    'cannot-judge',
    `the model's answer to ${id} does not fit: ${why}`,
    'Run again, or choose another model for this role.'
  )
}
