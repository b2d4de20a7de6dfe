import { AIMessage, type BaseMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages'
import type { ModelHandle } from './create.ts'
import type { ExchangeMessage, Send, ToolSpec } from './exchange.ts'
import { ModelFault, modelFaultOf } from './http.ts'

/** Sends through a LangChain chat model. Whatever is not a whole, readable reply becomes a ModelFault. */
export function langchainSend({ chat }: Pick<ModelHandle, 'chat'>): Send {
  return async ({ messages, tools, toolChoice }, signal) => {
    const bound = tools.length > 0 && chat.bindTools ? chat.bindTools(tools.map(functionOf), { tool_choice: toolChoice }) : chat
    const reply = await bound.invoke(messages.map(messageOf), signal ? { signal } : {}).catch((thrown: unknown) => {
      throw signal?.aborted ? thrown : (modelFaultOf(thrown) ?? faultOf(thrown))
    })
    if (!AIMessage.isInstance(reply)) throw new ModelFault('empty', 'the endpoint gave no assistant message')
    const text = textOf(reply.content)
    const toolCalls = (reply.tool_calls ?? []).map(({ name, args }, index) => ({
      id: `call_${index + 1}`,
      name,
      arguments: args
    }))
    const reason: unknown = reply.response_metadata['finish_reason']
    if (toolCalls.length === 0 && reason === 'length') throw new ModelFault('cut-off', 'the reply reached its length limit')
    if (toolCalls.length === 0 && (reason === 'content_filter' || typeof reply.additional_kwargs['refusal'] === 'string')) {
      throw new ModelFault('refusal', `the model refused: ${text.slice(0, 200) || 'content filter'}`)
    }
    if (!text.trim() && toolCalls.length === 0) throw new ModelFault('empty', 'the reply was empty')
    const { input_tokens: inputTokens = 0, output_tokens: outputTokens = 0 } = reply.usage_metadata ?? {}
    return { text, toolCalls, usage: { inputTokens, outputTokens } }
  }
}

/** Examples are for people, and for models that know no tools. */
function functionOf({ name, description, parameters }: ToolSpec): Record<string, unknown> {
  const sent = Object.fromEntries(Object.entries(parameters).filter(([key]) => key !== 'examples'))
  return { type: 'function', function: { name, description, parameters: sent } }
}

function messageOf(message: ExchangeMessage): BaseMessage {
  switch (message.role) {
    case 'system':
      return new SystemMessage(message.content)
    case 'user':
      return new HumanMessage(message.content)
    case 'tool':
      return new ToolMessage({ content: message.content, tool_call_id: message.answers, name: message.name })
    case 'assistant':
      return new AIMessage({
        content: message.content,
        tool_calls: message.toolCalls.map(({ id, name, arguments: args }) => ({ id, name, args: { ...args }, type: 'tool_call' }))
      })
  }
}

/** Content is text, or a list of blocks of which the text ones count. */
export function textOf(content: BaseMessage['content']): string {
  if (typeof content === 'string') return content
  return content.map((block) => ('text' in block && typeof block.text === 'string' ? block.text : '')).join('')
}

/** Anything a client library throws that our own fetch did not see coming. */
function faultOf(thrown: unknown): ModelFault {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const kind = /timed? ?out/i.test(message)
    ? 'timeout'
    : /connection|socket|terminated|network/i.test(message)
      ? 'connection'
      : 'not-json'
  return new ModelFault(kind, message.split('\n')[0] ?? 'unknown', { cause: thrown })
}
