import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ModelReply, type ModelRequest, requestHashOf, type Send } from '../exchange.ts'
import { readAnswer } from './answer.ts'
import { type Letter, pageText } from './page.ts'

export interface PostboxOptions {
  /** The run's folder: requests go into `requests/`, answers are awaited in `responses/`. */
  readonly folder: string
  /** How often to look for an answer. @default 500 */
  readonly pollMs?: number
  /** How long to wait for conversations that begin at the same time, before a page is written. @default 150 */
  readonly gatherMs?: number
  /** Told when a page is waiting, and why an answer was sent back. */
  readonly onWaiting?: (waiting: { readonly number: string; readonly path: string; readonly problem: string | null }) => void
}

/** A model that is a person at a chat window. */
export interface Postbox {
  readonly send: Send
  /** Opens a conversation; while it is open, the others wait for its request and share a page with it. */
  readonly open: () => Disposable
}

interface Waiting {
  readonly request: ModelRequest
  readonly signal: AbortSignal | undefined
  readonly resolve: (reply: ModelReply) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Requests are written as readable pages, and the run waits until the answer lies beside each. Conversations that are
 * under way side by side share a page, so that an investigation takes few exchanges. An answer that cannot be used is
 * explained in `responses/<number>.problem.md` and awaited again.
 */
export function createPostbox({ folder, pollMs = 500, gatherMs = 150, onWaiting }: PostboxOptions): Postbox {
  let open = 0
  let gathering: NodeJS.Timeout | undefined
  const waiting: Waiting[] = []
  const pages = createPages(folder)

  const consider = (): void => {
    clearTimeout(gathering)
    if (waiting.length > 0 && waiting.length >= open)
      gathering = setTimeout(() => void post(waiting.splice(0).sort(byTitle)), gatherMs)
  }
  const post = async (gathered: readonly Waiting[]): Promise<void> => {
    try {
      const replies = await exchange(gathered)
      for (const [index, { resolve }] of gathered.entries()) {
        const reply = replies[index]
        if (reply) resolve(reply)
      }
    } catch (thrown) {
      for (const { reject } of gathered) reject(thrown)
    }
  }
  const exchange = async (gathered: readonly Waiting[]): Promise<readonly ModelReply[]> => {
    const { number, path, letters } = await pages.write(gathered.map(({ request }) => request))
    const answers = join(folder, 'responses')
    onWaiting?.({ number, path, problem: null })
    const signals = gathered.flatMap(({ signal }) => signal ?? [])
    const stopped = signals.length > 0 ? { signal: AbortSignal.any(signals) } : {}
    let refused = ''
    for (;;) {
      const text = await answerIn(answers, number)
      if (text !== undefined && text !== refused) {
        const read = readAnswer(text, letters)
        const problemPath = join(answers, `${number}.problem.md`)
        if ('replies' in read) {
          await rm(problemPath, { force: true })
          return read.replies
        }
        refused = text
        const problem = read.problems.map((line) => `- ${line}`).join('\n')
        await writeFile(
          problemPath,
          `The answer to request ${number} cannot be used yet. Mend it and save it again:\n\n${problem}\n`
        )
        onWaiting?.({ number, path, problem: read.problems.join(' ') })
      }
      await sleep(pollMs, undefined, stopped)
    }
  }

  return {
    send: (request, signal) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, signal, resolve, reject })
        consider()
      }),
    open() {
      open++
      consider()
      return {
        [Symbol.dispose]() {
          open--
          consider()
        }
      }
    }
  }
}

/** Whoever was ready first: a page reads the same in every run. */
const byTitle = (one: Waiting, other: Waiting): number =>
  (one.request.about?.title ?? '').localeCompare(other.request.about?.title ?? '', 'en', { numeric: true })

interface Pages {
  write(
    requests: readonly ModelRequest[]
  ): Promise<{ readonly number: string; readonly path: string; readonly letters: readonly Letter[] }>
}

/**
 * Numbers and writes pages. A page that waited when the run was stopped is found again by its key and keeps its number
 * and its answer; a mending is numbered after the page that it mends (0003-2).
 */
function createPages(folder: string): Pages {
  const lastPage = new Map<string, string>()
  const written = new Set<string>()
  const place = join(folder, 'requests')
  return {
    async write(requests) {
      await mkdir(place, { recursive: true })
      await mkdir(join(folder, 'responses'), { recursive: true })
      const letters = requests.map((request, index): Letter => {
        const begins = request.messages.every(({ role }) => role !== 'assistant')
        const earlier = begins ? null : (lastPage.get(request.about?.conversation ?? '') ?? null)
        return { request, earlier, label: requests.length > 1 ? String.fromCharCode(65 + index) : '' }
      })
      const key = keyOf(requests)
      const present = (await readdir(place)).filter((name) => name.endsWith('.md')).map((name) => name.slice(0, -'.md'.length))
      const number = (await samePage(place, present, key, written)) ?? nextNumber(letters, present)
      written.add(number)
      for (const { request } of letters) if (request.about) lastPage.set(request.about.conversation, number)
      const path = join(place, `${number}.md`)
      await writeFile(path, pageText(number, key, letters))
      return { number, path, letters }
    }
  }
}

function keyOf(requests: readonly ModelRequest[]): string {
  const hashes = requests.map((request) => requestHashOf('manual', request)).join(' ')
  return createHash('sha256').update(hashes).digest('hex').slice(0, 12)
}

async function samePage(
  place: string,
  present: readonly string[],
  key: string,
  written: ReadonlySet<string>
): Promise<string | undefined> {
  for (const number of present.filter((candidate) => !written.has(candidate))) {
    const [firstLine = ''] = (await readFile(join(place, `${number}.md`), 'utf8')).split('\n')
    if (firstLine.includes(`(${key})`)) return number
  }
  return undefined
}

function nextNumber(letters: readonly Letter[], present: readonly string[]): string {
  const mended = new Set(letters.map(({ request, earlier }) => (request.messages.at(-1)?.role === 'user' ? earlier : null)))
  const [page] = mended
  if (mended.size === 1 && page) {
    for (let count = 2; ; count++) if (!present.includes(`${page}-${count}`)) return `${page}-${count}`
  }
  const highest = Math.max(0, ...present.map((number) => Number.parseInt(number, 10)))
  return String(highest + 1).padStart(4, '0')
}

async function answerIn(folder: string, number: string): Promise<string | undefined> {
  for (const ending of ['json', 'md', 'txt']) {
    const text = await readFile(join(folder, `${number}.${ending}`), 'utf8').catch(() => undefined)
    if (text?.trim()) return text
  }
  return undefined
}
