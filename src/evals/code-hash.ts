import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'

const src = join(import.meta.dirname, '..')
const evals = join(import.meta.dirname, '../../evals')
const known = new Map<string, string>()

/** What shapes an answer: a sample of another build is not taken for one of this. How reports look and answers are graded does not. */
export const answeringCode = (): string =>
  hashOf(
    ['domain', 'ingest', 'warehouse', 'queueing', 'evidence', 'verdict', 'agents', 'investigation'].map((room) => join(src, room))
  )

/** What shapes a simulated case. */
export const simulatingCode = (): string =>
  hashOf([...['domain', 'queueing', 'simulator'].map((room) => join(src, room)), join(evals, 'scenarios')])

/** First 8 hex digits of a hash over the files as they run. Once a process. */
function hashOf(folders: readonly string[]): string {
  const name = folders.join()
  const before = known.get(name)
  if (before !== undefined) return before
  const hash = createHash('sha256')
  const code = extname(import.meta.url)
  for (const folder of folders) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const path = join(folder, file)
      if (file.includes('.test.') || (!file.endsWith(code) && !file.endsWith('.yaml')) || !statSync(path).isFile()) continue
      hash.update(`${relative(src, path)}\n`).update(readFileSync(path))
    }
  }
  const made = hash.digest('hex').slice(0, 8)
  known.set(name, made)
  return made
}
