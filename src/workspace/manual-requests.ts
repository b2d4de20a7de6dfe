import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InquestError } from '../foundation/index.ts'
import type { WaitingRequest } from '../models/index.ts'

/** A request of a run whose model is a person: it waits until it is answered. */
export interface PendingRequest extends WaitingRequest {
  /** What is to be pasted into an AI tool, or answered by hand. */
  readonly text: string
}

/** The requests of a run that wait for an answer, the oldest first. */
export async function pendingRequests(runFolder: string): Promise<PendingRequest[]> {
  const { waitingRequests } = await import('../models/index.ts')
  const waiting = await waitingRequests(runFolder)
  return Promise.all(waiting.map(async (request) => ({ ...request, text: await readFile(request.path, 'utf8') })))
}

/** Lays an answer beside its request. Throws InquestError `usage` when no such request waits, or the answer is empty. */
export async function answerRequest(runFolder: string, number: string, text: string): Promise<void> {
  const waits = (await pendingRequests(runFolder)).some((request) => request.number === number)
  if (!waits) throw new InquestError('usage', `No request ${number} is waiting.`, 'Load the page of the run again.')
  if (text.trim() === '') throw new InquestError('usage', 'The answer is empty.', 'Paste what the AI tool said.')
  // The place that is looked at first: what was refused is written over, whatever words stand around the JSON.
  await writeFile(join(runFolder, 'responses', `${number}.json`), text)
}
