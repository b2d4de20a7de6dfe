import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InquestError } from '../foundation/index.ts'

/** A request of a run whose model is a person: it waits until it is answered. */
export interface PendingRequest {
  readonly number: string
  /** What is to be pasted into an AI tool, or answered by hand. */
  readonly text: string
  /** Why the last answer could not be used. */
  readonly problem: string | null
}

const number = /^(\d{4,})\.md$/

/** The requests of a run that have no usable answer yet, the oldest first. */
export async function pendingRequests(runFolder: string): Promise<PendingRequest[]> {
  const [requests, responses] = await Promise.all([
    readdir(join(runFolder, 'requests')).catch((): string[] => []),
    readdir(join(runFolder, 'responses')).catch((): string[] => [])
  ])
  const pending: PendingRequest[] = []
  for (const name of requests.sort()) {
    const id = number.exec(name)?.[1]
    if (id === undefined) continue
    const answer = ['json', 'md', 'txt'].map((ending) => `${id}.${ending}`).find((one) => responses.includes(one))
    const problem = await problemWith(join(runFolder, 'responses'), id, answer)
    if (answer !== undefined && problem === null) continue
    pending.push({ number: id, text: await readFile(join(runFolder, 'requests', name), 'utf8'), problem })
  }
  return pending
}

/** Why an answer was refused; null when there is none, or it was given again since. */
async function problemWith(folder: string, id: string, answer: string | undefined): Promise<string | null> {
  const path = join(folder, `${id}.problem.md`)
  const refused = await stat(path).catch(() => null)
  if (!refused || answer === undefined) return null
  const given = await stat(join(folder, answer)).catch(() => null)
  return given && given.mtimeMs > refused.mtimeMs ? null : readFile(path, 'utf8').catch(() => null)
}

/** Lays an answer beside its request. Throws InquestError `usage` when no such request waits, or the answer is empty. */
export async function answerRequest(runFolder: string, id: string, text: string): Promise<void> {
  const waits = (await pendingRequests(runFolder)).some((request) => request.number === id)
  if (!waits) throw new InquestError('usage', `No request ${id} is waiting.`, 'Load the page of the run again.')
  if (text.trim() === '') throw new InquestError('usage', 'The answer is empty.', 'Paste what the AI tool said.')
  await mkdir(join(runFolder, 'responses'), { recursive: true })
  // An answer as JSON is looked for first: one that was refused is written over, not hidden behind.
  const folder = join(runFolder, 'responses')
  const held = (await readdir(folder)).includes(`${id}.json`)
  await writeFile(join(folder, held ? `${id}.json` : `${id}.md`), text)
}
