import { join } from 'node:path'
import type { Probe, WaitingRequest } from './models/index.ts'
import type { DiffLine, Prompt } from './prompts/index.ts'

export type { Prompt } from './prompts/index.ts'
export type { Probe, WaitingRequest } from './models/index.ts'

// What `inquest models` and `inquest prompts` put together; the rooms are loaded when they are used.

/** Asks an OpenAI-compatible endpoint what it can do, with a few tokens and no materials. */
export async function checkModel(name: string): Promise<Probe> {
  const [{ readConfig }, { probeModel }] = await Promise.all([import('./foundation/index.ts'), import('./models/index.ts')])
  return probeModel(name, readConfig().models)
}

/** The prompts of a folder (those that ship, unless given), checked, and the hash of the set. Throws at the first fault. */
export async function readPrompts(folder?: string): Promise<{ readonly hash: string; readonly prompts: readonly Prompt[] }> {
  const { loadPrompts } = await import('./prompts/index.ts')
  return loadPrompts(folder === undefined ? {} : { folder })
}

/** One prompt by its id. Throws InquestError `usage` for an unknown one. */
export async function readPrompt(id: string, folder?: string): Promise<Prompt> {
  const { loadPrompts } = await import('./prompts/index.ts')
  return (await loadPrompts(folder === undefined ? {} : { folder })).get(id)
}

/** Which pages of a run by hand wait for an answer. Throws InquestError `usage` when the folder holds no run. */
export async function waitingFor(runFolder: string): Promise<readonly WaitingRequest[]> {
  const [{ readJournal, runFiles }, { waitingRequests }] = await Promise.all([
    import('./investigation/index.ts'),
    import('./models/index.ts')
  ])
  await readJournal(join(runFolder, runFiles.journal))
  return waitingRequests(runFolder)
}

export interface PromptDifference {
  readonly id: string
  /** Content hashes; null where a set has no such prompt. */
  readonly before: string | null
  readonly after: string | null
  readonly lines: readonly DiffLine[]
}

/** What differs between those that ship (or another folder) and a folder of one's own, prompt by prompt. */
export async function diffPrompts(folder: string, against?: string): Promise<readonly PromptDifference[]> {
  const { differencesBetween } = await import('./prompts/index.ts')
  const [before, after] = await Promise.all([readPrompts(against), readPrompts(folder)])
  const ids = [...new Set([...before.prompts, ...after.prompts].map(({ id }) => id))].sort()
  return ids.flatMap((id) => {
    const [old, fresh] = [before, after].map(({ prompts }) => prompts.find((prompt) => prompt.id === id))
    if (old?.hash === fresh?.hash) return []
    const lines = old && fresh ? differencesBetween(old, fresh) : []
    return [{ id, before: old?.hash ?? null, after: fresh?.hash ?? null, lines }]
  })
}
