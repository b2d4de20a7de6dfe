import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

/** The rooms whose code decides what stands in a warehouse. */
const rooms = ['domain', 'ingest', 'warehouse'] as const

let known: string | null = null

/**
 * A hash over the code that reads and stores materials. It is part of a cached warehouse's key: what an earlier version of
 * Inquest read is not taken for what this one would read. A few milliseconds, once a process.
 */
export function codeVersion(): string {
  if (known !== null) return known
  const hash = createHash('sha256')
  const extension = extname(import.meta.url)
  for (const room of rooms) {
    const folder = join(import.meta.dirname, '../..', room)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
    for (const file of files) {
      if (!file.endsWith(extension) || file.includes('.test.')) continue
      hash.update(`${room}/${file}\n`).update(readFileSync(join(folder, file)))
    }
  }
  known = hash.digest('hex').slice(0, 16)
  return known
}
