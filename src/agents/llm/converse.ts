import { HumanMessage, type BaseMessage } from '@langchain/core/messages'
import { DynamicStructuredTool } from '@langchain/core/tools'
import { createAgent, toolStrategy } from 'langchain'
import { z } from 'zod'
import { CallArguments } from '../../domain/index.ts'
import type { EvidenceTool } from '../../evidence/index.ts'
import { InquestError, inquestErrorOf } from '../../foundation/index.ts'
import { chatModelOf, type ModelRequest, type Send } from '../../models/index.ts'
import { dataBlock, type Prompt, type PromptValues, renderPrompt } from '../../prompts/index.ts'
import type { Desk } from '../roles.ts'
import type { CellBook } from './cell-book.ts'
import { evidenceText } from './evidence-text.ts'

export interface Conversation<T> {
  readonly send: Send
  readonly prompt: Prompt
  readonly values: PromptValues
  /** Schema of the answer, titled `hand_in`. */
  readonly answer: z.ZodType<T>
  readonly desk: Desk
  readonly book: CellBook
  /** Tools that may be called; none for roles that work from findings. */
  readonly tools?: readonly EvidenceTool[]
  /** Replies that may call tools; the one after them can only hand in. @default 8 */
  readonly turns?: number
  /** What is wrong with an answer, in sentences; it is sent back once with them. */
  readonly problemsOf?: (answer: T) => readonly string[]
}

/**
 * One agent's work from prompt to a typed answer. Throws InquestError `cannot-judge` when the model hands in nothing that
 * fits, and whatever the seam throws when no reply could be had.
 */
export async function converse<T>(conversation: Conversation<T>): Promise<T> {
  const { prompt, values, answer, desk, turns = 8, problemsOf } = conversation
  const rendered = renderPrompt(prompt, values)
  const textOf = (system: boolean): string =>
    rendered
      .filter(({ role }) => (role === 'system') === system)
      .map(({ content }) => content)
      .join('\n\n')
  const agent = createAgent({
    model: chatModelOf(boundedSend(conversation.send, turns)),
    tools: (conversation.tools ?? []).map((evidenceTool) => toolOf(evidenceTool, conversation)),
    systemPrompt: textOf(true),
    responseFormat: toolStrategy(handInSchema(answer))
  })
  const ask = async (messages: BaseMessage[]): Promise<{ handedIn: T; messages: BaseMessage[] }> => {
    const result: { messages: BaseMessage[]; structuredResponse?: unknown } = await agent.invoke(
      { messages },
      { recursionLimit: 4 * turns + 20, ...(desk.signal ? { signal: desk.signal } : {}) }
    )
    const parsed = answer.safeParse(result.structuredResponse)
    if (!parsed.success) throw unfit(prompt, parsed.error.issues[0]?.message ?? 'nothing was handed in')
    return { handedIn: parsed.data, messages: result.messages }
  }
  const first = await ask([new HumanMessage(textOf(false))])
  const problems = problemsOf?.(first.handedIn) ?? []
  if (problems.length === 0) return first.handedIn
  const back = `Some of what you handed in does not stand:\n${problems.join('\n')}\nMend these sentences or leave them out, and hand in the whole answer again.`
  return (await ask([...first.messages, new HumanMessage(back)])).handedIn
}

/** LangChain names the tool of a structured answer by the schema's title; without one it counts, and no two runs agree. */
function handInSchema(answer: z.ZodType): {
  type: 'object'
  title: string
  properties: Record<string, unknown>
  required: string[]
  [key: string]: unknown
} {
  const { properties = {}, required = [], $defs = {} } = z.toJSONSchema(answer, { io: 'input' })
  const description = 'Hands in your answer and ends your work.'
  return { type: 'object', title: 'hand_in', description, properties: { ...properties }, required: [...required], $defs }
}

/** After its turns a conversation may only hand in: tools fall away, so no loop is endless and no state is lost. */
function boundedSend(send: Send, turns: number): Send {
  let replies = 0
  return (request, signal) => {
    const over = replies++ >= turns
    return send(over ? onlyHandingIn(request) : request, signal)
  }
}

function onlyHandingIn(request: ModelRequest): ModelRequest {
  return { ...request, tools: request.tools.filter(({ name }) => name === 'hand_in'), toolChoice: 'required' }
}

function toolOf(
  { name, description, arguments: schema }: EvidenceTool,
  { desk, book }: Pick<Conversation<unknown>, 'desk' | 'book'>
): DynamicStructuredTool {
  return new DynamicStructuredTool({
    name,
    description,
    schema: z.toJSONSchema(schema, { io: 'input' }),
    func: async (args: unknown) => {
      try {
        const evidence = await desk.call({ tool: name, arguments: CallArguments.parse(args) })
        book.add(evidence)
        return dataBlock(evidenceText(evidence))
      } catch (thrown) {
        desk.signal?.throwIfAborted()
        const { message, nextStep } = inquestErrorOf(thrown)
        return `${message} ${nextStep}`
      }
    }
  })
}

function unfit({ id }: Prompt, why: string): InquestError {
  return new InquestError(
    'cannot-judge',
    `the model's answer to ${id} does not fit: ${why}`,
    'Run again, or choose another model for this role.'
  )
}
