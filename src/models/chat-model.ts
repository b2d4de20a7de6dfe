import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models'
import { AIMessage, type BaseMessage, ToolMessage } from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'
import { convertToOpenAITool } from '@langchain/core/utils/function_calling'
import type { ExchangeMessage, ModelRequest, Send, ToolSpec } from './exchange.ts'
import { textOf } from './langchain-send.ts'

interface CallOptions {
  readonly tools?: readonly ToolSpec[]
  readonly tool_choice?: unknown
  readonly signal?: AbortSignal
}

/** A LangChain chat model over a Send, so that LangChain's agents go through our seam and through nothing else. */
export function chatModelOf(send: Send): BaseChatModel {
  return new SeamChatModel(send)
}

class SeamChatModel extends BaseChatModel {
  readonly #send: Send

  constructor(send: Send) {
    super({ disableStreaming: true })
    this.#send = send
  }

  _llmType(): string {
    return 'inquest-seam'
  }

  override bindTools(tools: BindToolsInput[], kwargs: object = {}): ReturnType<NonNullable<BaseChatModel['bindTools']>> {
    return this.withConfig({ ...kwargs, tools: tools.map(specOf) } as object)
  }

  async _generate(messages: BaseMessage[], options: CallOptions): Promise<ChatResult> {
    const request: ModelRequest = {
      messages: exchangeOf(messages),
      tools: options.tools ?? [],
      toolChoice: options.tool_choice === 'required' || options.tool_choice === 'any' ? 'required' : 'auto'
    }
    const { text, toolCalls } = await this.#send(request, options.signal)
    const turn = messages.filter((message) => AIMessage.isInstance(message)).length + 1
    const message = new AIMessage({
      // LangChain's reducer replaces messages of equal id, so each turn of a conversation has its own.
      id: `turn_${turn}`,
      content: text,
      tool_calls: toolCalls.map(({ id, name, arguments: args }) => ({
        id: `turn_${turn}_${id}`,
        name,
        args: { ...args },
        type: 'tool_call'
      }))
    })
    return { generations: [{ text, message }] }
  }
}

function specOf(tool: BindToolsInput): ToolSpec {
  const { name, description = '', parameters } = convertToOpenAITool(tool as Parameters<typeof convertToOpenAITool>[0]).function
  return { name, description, parameters: { ...parameters } }
}

/** LangChain's messages without ids, metadata or anything else that two runs of one conversation would not share. */
function exchangeOf(messages: readonly BaseMessage[]): ExchangeMessage[] {
  return messages.map((message): ExchangeMessage => {
    const content = textOf(message.content)
    if (AIMessage.isInstance(message)) {
      const toolCalls = (message.tool_calls ?? []).map(({ id, name, args }) => ({ id: id ?? '', name, arguments: args }))
      return { role: 'assistant', content, toolCalls }
    }
    if (ToolMessage.isInstance(message)) return { role: 'tool', content, answers: message.tool_call_id, name: message.name ?? '' }
    return { role: message.type === 'system' ? 'system' : 'user', content }
  })
}
