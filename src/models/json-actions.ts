import type { ExchangeMessage, ModelReply, ModelRequest, ToolRequest, ToolSpec } from './exchange.ts'
import { exampleOf, shapeText, signatureOf } from './shape.ts'

/**
 * Tool calls as JSON in plain text: for models without tool support, for people at a chat window, and for replies that
 * put a call into prose instead of the field for it.
 */
const actionShape = '{"actions": [{"tool": "<name>", "arguments": { … }}]}'

/** The tool by which an answer is handed in. */
export const handIn = 'hand_in'

/** The same conversation for a model that knows no tools: they are described, and calls and results are written out. */
export function asPlainText({ messages, tools, toolChoice }: ModelRequest): ModelRequest {
  const described = tools.map((tool) => `- ${describe(tool)}`)
  const rule = `Answer with one JSON block of the shape ${actionShape}${toolChoice === 'required' ? ' and nothing else' : ' when you use a tool'}.`
  const manual: ExchangeMessage = { role: 'system', content: `Your tools:\n${described.join('\n')}\n\n${rule}` }
  const plain = messages.map((message): ExchangeMessage => {
    if (message.role === 'tool')
      return { role: 'user', content: `Result of ${message.name} (${message.answers}):\n${message.content}` }
    if (message.role !== 'assistant' || message.toolCalls.length === 0) return message
    const actions = message.toolCalls.map(({ name, arguments: args }) => ({ tool: name, arguments: args }))
    return { role: 'assistant', content: JSON.stringify({ actions }), toolCalls: [] }
  })
  return { messages: tools.length > 0 ? [manual, ...plain] : plain, tools: [], toolChoice: 'auto' }
}

/** The tool that takes the answer is shown field by field, because its shape is the task. */
function describe(tool: ToolSpec): string {
  if (tool.name !== handIn) return signatureOf(tool)
  const example = exampleOf(tool.parameters)
  return `${handIn}: ${tool.description} Its arguments:\n${shapeText(tool.parameters)}${example ? `\nFor example ${JSON.stringify(example)}` : ''}`
}

/** Reads tool calls out of a reply's text; undefined when there are none. Only tools that were offered count. */
export function actionsIn(text: string, request: Pick<ModelRequest, 'tools'>): ToolRequest[] | undefined {
  const offered = new Set(request.tools.map(({ name }) => name))
  for (const candidate of jsonIn(text)) {
    const listed = listedActions(candidate)
    const calls = listed.flatMap((action, index) => callIn(action, index) ?? [])
    if (calls.length > 0 && calls.length === listed.length && calls.every(({ name }) => offered.has(name))) return calls
    // A single structured answer is often given bare, without the name of the only tool that takes it.
    const [only] = request.tools
    if (request.tools.length === 1 && only && isRecord(candidate) && hasRequired(candidate, only.parameters)) {
      return [{ id: 'call_1', name: only.name, arguments: candidate }]
    }
  }
  return undefined
}

/** What a value lists as actions; a value that lists none is taken for one. */
export function listedActions(value: unknown): readonly unknown[] {
  const listed = isRecord(value) ? (value['actions'] ?? value['calls']) : undefined
  return Array.isArray(listed) ? listed : [value]
}

/** `{"tool": …, "arguments": {…}}` as a call; undefined for anything else. */
export function callIn(action: unknown, index: number): ToolRequest | undefined {
  if (!isRecord(action)) return undefined
  const name = action['tool'] ?? action['name']
  const args = action['arguments'] ?? action['args'] ?? {}
  return typeof name === 'string' && isRecord(args) ? { id: `call_${index + 1}`, name, arguments: args } : undefined
}

/** Replaces a text reply that holds a tool call by that call. */
export function withActions(reply: ModelReply, request: ModelRequest): ModelReply {
  if (reply.toolCalls.length > 0 || request.tools.length === 0) return reply
  const toolCalls = actionsIn(reply.text, request)
  return toolCalls ? { ...reply, toolCalls } : reply
}

/** JSON values in a text: fenced blocks first, then the whole text, then the outermost braces. */
export function jsonIn(text: string): unknown[] {
  const fenced = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
  const braces = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  return [...fenced, text, braces].flatMap((candidate) => {
    try {
      return [JSON.parse(candidate) as unknown]
    } catch {
      return []
    }
  })
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasRequired(candidate: Record<string, unknown>, schema: object): boolean {
  const required: unknown = 'required' in schema ? schema.required : []
  return Array.isArray(required) && required.length > 0 && required.every((key) => typeof key === 'string' && key in candidate)
}
