import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExchangeMessage, ModelReply, ModelRequest, Send } from './exchange.ts'
import { actionShape, actionsIn, asPlainText } from './json-actions.ts'

export interface ManualOptions {
  /** The run's folder: requests go into `requests/`, replies are awaited in `responses/`. */
  readonly folder: string
  /** How often to look for a reply. @default 500 */
  readonly pollMs?: number
  /** Told when a request is waiting, and why a reply was sent back. */
  readonly onWaiting?: (waiting: { readonly number: string; readonly path: string; readonly problem: string | null }) => void
}

/**
 * A model that is a person at a chat window: each request is written as a readable file, and the run waits until the
 * reply lies beside it. A reply that cannot be used is explained in `responses/<number>.problem.md` and awaited again.
 */
export function manualSend({ folder, pollMs = 500, onWaiting }: ManualOptions): Send {
  let count = 0
  return async (request, signal) => {
    const number = String(++count).padStart(4, '0')
    const path = join(folder, 'requests', `${number}.md`)
    await mkdir(join(folder, 'requests'), { recursive: true })
    await mkdir(join(folder, 'responses'), { recursive: true })
    await writeFile(path, requestText(number, request))
    onWaiting?.({ number, path, problem: null })
    let refused = ''
    for (;;) {
      const text = await replyText(folder, number)
      if (text !== undefined && text !== refused) {
        const reply = read(text, request)
        if (typeof reply !== 'string') return reply
        refused = text
        await writeFile(join(folder, 'responses', `${number}.problem.md`), `${reply}\n`)
        onWaiting?.({ number, path, problem: reply })
      }
      await sleep(pollMs, undefined, signal ? { signal } : {})
    }
  }
}

async function replyText(folder: string, number: string): Promise<string | undefined> {
  for (const ending of ['json', 'md', 'txt']) {
    const text = await readFile(join(folder, 'responses', `${number}.${ending}`), 'utf8').catch(() => undefined)
    if (text?.trim()) return text
  }
  return undefined
}

/** The reply, or in words what is wrong with it. */
function read(text: string, request: ModelRequest): ModelReply | string {
  const usage = { inputTokens: 0, outputTokens: 0 }
  const toolCalls = actionsIn(text, request)
  if (toolCalls) return { text: '', toolCalls, usage }
  if (request.tools.length === 0 || request.toolChoice === 'auto') return { text, toolCalls: [], usage }
  const names = request.tools.map(({ name }) => name).join(', ')
  return `No usable JSON was found. Reply with one JSON block of the shape ${actionShape}, where the tool is one of: ${names}.`
}

/** A request as a page that can be pasted into any chat window. */
function requestText(number: string, request: ModelRequest): string {
  const { messages } = asPlainText(request)
  const parts = messages.map((message) => `${headings[message.role]}\n\n${message.content}`)
  return [
    `<!-- Inquest request ${number}. Paste everything below into your AI tool, or answer it yourself.`,
    `     Save the answer as responses/${number}.json, or as responses/${number}.md with a JSON block in it. -->`,
    '',
    ...parts,
    ''
  ].join('\n')
}

const headings: Record<ExchangeMessage['role'], string> = {
  system: '## Instructions',
  user: '## Task',
  assistant: '## Your earlier answer',
  tool: '## Result'
}
