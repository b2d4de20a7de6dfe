import type { ExchangeMessage, ModelReply, ModelRequest, ToolRequest, ToolSpec } from './exchange.ts'

/**
 * Tool calls as JSON in plain text: for models without tool support, for people at a chat window, and for replies that
 * put a call into prose instead of the field for it.
 */
export const actionShape = '{"actions": [{"tool": "<name>", "arguments": { … }}]}'

/** The same conversation for a model that knows no tools: they are described, and calls and results are written out. */
export function asPlainText({ messages, tools, toolChoice }: ModelRequest): ModelRequest {
  const described = tools.map((tool) => `- ${signatureOf(tool)}`)
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

/**
 * A tool in a line: `demand(window: {from: string, to: string}, limit?: integer): what it answers`. The tool that takes the
 * answer keeps its whole schema, because its shape is the task.
 */
function signatureOf({ name, description, parameters }: ToolSpec): string {
  if (name === 'hand_in') return `hand_in: ${description}\n  arguments as JSON schema: ${JSON.stringify(parameters)}`
  const [firstSentence = description] = description.split(/(?<=[.!?])\s/)
  return `${name}${typeText(parameters).replace(/^\{(.*)\}$/s, '($1)')}: ${firstSentence}`
}

/** A JSON schema as a short type: `{from: string, limit?: integer}`. */
function typeText(schema: unknown): string {
  if (!isRecord(schema)) return 'any'
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join('|')
  const variants = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(variants)) return variants.map(typeText).join('|')
  const { type, items, properties, required } = schema
  if (isRecord(properties)) {
    const must = Array.isArray(required) ? required : []
    return `{${Object.entries(properties)
      .map(([key, value]) => `${key}${must.includes(key) ? '' : '?'}: ${typeText(value)}`)
      .join(', ')}}`
  }
  if (type === 'array') return `${typeText(items)}[]`
  return typeof type === 'string' ? type : 'any'
}

/** Reads tool calls out of a reply's text; undefined when there are none. Only tools that were offered count. */
export function actionsIn(text: string, request: Pick<ModelRequest, 'tools'>): ToolRequest[] | undefined {
  const offered = new Set(request.tools.map(({ name }) => name))
  for (const candidate of jsonIn(text)) {
    const listed = isRecord(candidate) && Array.isArray(candidate['actions']) ? candidate['actions'] : [candidate]
    const calls = listed.flatMap((action: unknown, index) => {
      if (!isRecord(action)) return []
      const name = action['tool'] ?? action['name']
      const args = action['arguments'] ?? action['args'] ?? {}
      return typeof name === 'string' && offered.has(name) && isRecord(args)
        ? [{ id: `call_${index + 1}`, name, arguments: args }]
        : []
    })
    if (calls.length > 0 && calls.length === listed.length) return calls
    // A single structured answer is often given bare, without the name of the only tool that takes it.
    const [only] = request.tools
    if (request.tools.length === 1 && only && isRecord(candidate) && hasRequired(candidate, only.parameters)) {
      return [{ id: 'call_1', name: only.name, arguments: candidate }]
    }
  }
  return undefined
}

/** Replaces a text reply that holds a tool call by that call. */
export function withActions(reply: ModelReply, request: ModelRequest): ModelReply {
  if (reply.toolCalls.length > 0 || request.tools.length === 0) return reply
  const toolCalls = actionsIn(reply.text, request)
  return toolCalls ? { ...reply, toolCalls } : reply
}

/** JSON values in a text: fenced blocks first, then the whole text, then the outermost braces. */
function jsonIn(text: string): unknown[] {
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasRequired(candidate: Record<string, unknown>, schema: object): boolean {
  const required: unknown = 'required' in schema ? schema.required : []
  return Array.isArray(required) && required.length > 0 && required.every((key) => typeof key === 'string' && key in candidate)
}
