import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A page that waits for its answer. */
export interface WaitingRequest {
  readonly number: string
  readonly title: string
  readonly path: string
  /** Where the answer goes. */
  readonly answerPath: string
  /** What was wrong with the answer that is there; null when there is none yet. */
  readonly problem: string | null
}

/** The pages of a run's folder that wait, in order. A folder without pages has none. */
export async function waitingRequests(folder: string): Promise<WaitingRequest[]> {
  const names = (place: string): Promise<string[]> => readdir(join(folder, place)).catch((): string[] => [])
  const [pages, answers] = await Promise.all([names('requests'), names('responses')])
  const waiting: WaitingRequest[] = []
  for (const page of pages.filter((name) => name.endsWith('.md')).sort()) {
    const number = page.slice(0, -'.md'.length)
    const problem = answers.includes(`${number}.problem.md`)
    if (!problem && ['json', 'md', 'txt'].some((ending) => answers.includes(`${number}.${ending}`))) continue
    const path = join(folder, 'requests', page)
    waiting.push({
      number,
      title: /^# Request \S+: (.*)$/m.exec(await readFile(path, 'utf8'))?.[1] ?? '',
      path,
      answerPath: join(folder, 'responses', `${number}.json`),
      problem: problem ? (await readFile(join(folder, 'responses', `${number}.problem.md`), 'utf8')).trim() : null
    })
  }
  return waiting
}
