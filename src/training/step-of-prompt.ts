import { InquestError } from '../foundation/index.ts'
import { loadPrompts } from '../prompts/index.ts'
import type { RerunFrom } from '../workspace/index.ts'

const steps: Readonly<Record<string, RerunFrom['step']>> = {
  planner: 'plan',
  specialist: 'investigate',
  theorist: 'investigate',
  sceptic: 'challenge',
  verifier: 'verify',
  designer: 'design'
}

/** The step of a run at which a prompt is first used; null for one that asks everything at once. Throws InquestError `usage`. */
export async function stepOfPrompt(id: string): Promise<RerunFrom['step'] | null> {
  const { role } = (await loadPrompts()).get(id)
  if (role === 'ask') {
    throw new InquestError('usage', `${id} runs alone, in no step of a run.`, `Try it with: inquest ask ${id.slice(4)}`)
  }
  return steps[role] ?? null
}
