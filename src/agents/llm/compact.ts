import type { ExchangeMessage, ModelRequest } from '../../models/index.ts'
import { dataBlock } from '../../prompts/index.ts'

/** Rows of an older result that stay, so that its columns can still be named. */
const rowsKept = 2

/**
 * The same request with what is long ago shortened, when it holds more characters than `longest`: results of earlier turns,
 * the oldest first, keep id, reading, facts and their first rows. Every cell that was shown may still be cited, because
 * citations are looked up in the evidence and not in the conversation. The latest results stay whole.
 */
export function compacted(request: ModelRequest, longest: number): ModelRequest {
  const { messages } = request
  const latest = messages.findLastIndex(({ role }) => role === 'assistant')
  let over = messages.reduce((sum, { content }) => sum + content.length, 0) - longest
  if (over <= 0 || latest < 0) return request
  return {
    ...request,
    messages: messages.map((message, index): ExchangeMessage => {
      if (over <= 0 || index > latest || message.role !== 'tool') return message
      const content = shortened(message.content)
      over -= message.content.length - content.length
      return { ...message, content }
    })
  }
}

const block = /^<data \w+>\n([\s\S]*)\n<\/data \w+>$/

function shortened(content: string): string {
  const inside = block.exec(content)?.[1]
  if (inside === undefined) return content
  const lines = inside.split('\n')
  const title = lines.findIndex((line) => line.startsWith('row | '))
  const kept = title < 0 ? lines.slice(0, 3) : lines.slice(0, title + 1 + rowsKept)
  const left = lines.length - kept.length
  return left > 0
    ? dataBlock([...kept, `(${left} lines that were shown here are left out; their cells may still be cited.)`].join('\n'))
    : content
}
