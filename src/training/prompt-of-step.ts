import { z } from 'zod'
import type { Task } from '../domain/index.ts'
import { loadPrompts, type Prompt, renderPrompt } from '../prompts/index.ts'
import type { RunView } from '../workspace/index.ts'
import { valueFor } from './values-from-run.ts'

/** A prompt as one step of a run used it, or would have. */
export interface PromptShown {
  readonly prompt: Prompt
  /** True when this is what a model was sent in this run; else the page has filled it in from the journal. */
  readonly sent: boolean
  /** For people and for other AI tools: the roles as headings. */
  readonly text: string
}

const roleTitles = { system: 'Instructions', user: 'Task', assistant: 'Your earlier answer', tool: 'Result' } as const
type Role = keyof typeof roleTitles

/** What is needed of a model call: which prompt began its conversation, and what was sent. */
const Sent = z.object({
  about: z.object({ prompt: z.string(), conversation: z.string() }).nullish(),
  request: z.object({
    messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }))
  })
})

/** The prompt of a step, with what a model was sent where one was asked, else filled in from the journal. */
export async function promptOfStep(id: string, view: RunView, task: Task | undefined, heads: string): Promise<PromptShown> {
  const prompt = (await loadPrompts()).get(id)
  const sent = sentWith(id, view, task)
  if (sent) return { prompt, sent: true, text: sent }
  const values = Object.keys(prompt.variables).map((name) => [name, valueFor(prompt, name, { view, task, heads })])
  return { prompt, sent: false, text: asText(renderPrompt(prompt, Object.fromEntries(values))) }
}

/** What the first model call of a conversation with this prompt was sent; null when none was asked. */
function sentWith(id: string, { state }: RunView, task: Task | undefined): string | null {
  for (const call of state.modelCalls.values()) {
    const { about, request } = Sent.safeParse(call).data ?? {}
    if (!request || about?.prompt !== id) continue
    if (task && !about.conversation.split(' ').includes(task.id)) continue
    return asText(request.messages)
  }
  return null
}

function asText(messages: readonly { readonly role: Role; readonly content: string }[]): string {
  return messages.map(({ role, content }) => `# ${roleTitles[role]}\n\n${content.trim()}`).join('\n\n')
}
