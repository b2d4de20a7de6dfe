import { join } from 'node:path'
import { z } from 'zod'
import type { Send } from '../../models/index.ts'
import { loadPrompts, renderPrompt } from '../../prompts/index.ts'
import type { Truth } from '../../simulator/index.ts'
import type { Answer } from '../answer.ts'

/** What a judge says of one statement, after code has looked. `unscored`: it said nothing that counts; never a pass. */
export const Entailment = z.strictObject({
  statement: z.string(),
  verdict: z.enum(['entailed', 'contradicted', 'absent', 'unscored']),
  /** Words of the answer; empty unless entailed or contradicted. */
  quote: z.string(),
  /** Why it is unscored; null otherwise. */
  why: z.string().nullable()
})
export type Entailment = z.infer<typeof Entailment>

const Said = z.object({ verdict: z.enum(['entailed', 'contradicted', 'absent']), quote: z.string().default('') })

const folder = join(import.meta.dirname, '../../../evals/judge')

export interface Judged {
  readonly entailments: readonly Entailment[]
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Hash of the judge's prompt: a judge is versioned like any prompt. */
export const judgePrompt = async (): Promise<string> => (await loadPrompts({ folder })).hash

/**
 * Asks, for each statement that a right answer implies, whether this one does: one call a statement, and only the answer's
 * own words are shown. Null where there is no cause to judge.
 */
export async function judgeEntailment(answer: Answer, truth: Truth, send: Send, signal?: AbortSignal): Promise<Judged | null> {
  if (!answer.cause || truth.status !== 'determined') return null
  const text = `${answer.cause.statement}\n${answer.cause.mechanism}\n${answer.summary}`
  const prompt = (await loadPrompts({ folder })).get('entailment')
  const entailments: Entailment[] = []
  const usage = { inputTokens: 0, outputTokens: 0 }
  for (const statement of truth.mechanism.mustEntail) {
    const messages = renderPrompt(prompt, { statement, answer: text }).map(({ role, content }) =>
      role === 'assistant' ? { role, content, toolCalls: [] } : { role, content }
    )
    const reply = await send({ messages, tools: [], toolChoice: 'auto' }, signal)
    usage.inputTokens += reply.usage.inputTokens
    usage.outputTokens += reply.usage.outputTokens
    entailments.push(heldAgainst(reply.text, statement, text))
  }
  return { entailments, ...usage }
}

/** A judge's words taken apart. Off the menu, no JSON, or a quote that is not in the answer: unscored. */
export function heldAgainst(said: string, statement: string, text: string): Entailment {
  const unscored = (why: string): Entailment => ({ statement, verdict: 'unscored', quote: '', why })
  const json = /\{[^{}]*\}/.exec(said)?.[0]
  if (!json) return unscored('no JSON object')
  const parsed = Said.safeParse(parseJson(json))
  if (!parsed.success) return unscored('no verdict from the menu')
  const { verdict, quote } = parsed.data
  if (verdict === 'absent') return { statement, verdict, quote: '', why: null }
  const wanted = squeezed(quote)
  if (wanted.length < 8 || !squeezed(text).includes(wanted)) return unscored('its quote is not in the answer')
  return { statement, verdict, quote, why: null }
}

const squeezed = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
