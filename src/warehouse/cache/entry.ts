import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Incident, PersonalDataType } from '../../domain/index.ts'
import type { Pseudonym } from '../load/pseudonyms.ts'

/** Files of one cached warehouse. Personal values lie beside the tables, where the door does not reach. */
const names = { tables: 'warehouse.duckdb', incident: 'incident.json', personal: 'personal.json' } as const

const Pseudonyms = z.array(z.strictObject({ type: PersonalDataType, value: z.string(), pseudonym: z.string() }))

export interface CachedWarehouse {
  readonly folder: string
  /** The DuckDB file. */
  readonly file: string
  readonly incident: Incident
  readonly pseudonyms: readonly Pseudonym[]
}

/** The DuckDB file of an entry's folder. */
export const tablesFileOf = (folder: string): string => join(folder, names.tables)

/** Writes what stands beside the tables. Readable by the owner alone. */
export async function writeBeside(folder: string, incident: Incident, pseudonyms: readonly Pseudonym[]): Promise<void> {
  await writeFile(join(folder, names.incident), JSON.stringify(incident), { mode: 0o600 })
  await writeFile(join(folder, names.personal), JSON.stringify(pseudonyms), { mode: 0o600 })
}

/** Reads an entry; null when it is not there, not whole or not readable: it is then loaded again. */
export async function readEntry(folder: string): Promise<CachedWarehouse | null> {
  try {
    const incident = Incident.parse(JSON.parse(await readFile(join(folder, names.incident), 'utf8')))
    const pseudonyms = Pseudonyms.parse(JSON.parse(await readFile(join(folder, names.personal), 'utf8')))
    await stat(join(folder, names.tables))
    return { folder, file: join(folder, names.tables), incident, pseudonyms }
  } catch {
    return null
  }
}

/** Marks an entry as used now and as open by this process. The mark goes when it is released; a dead process's is ignored. */
export async function holdEntry(folder: string): Promise<() => Promise<void>> {
  const mark = join(folder, `open-${process.pid}-${randomBytes(4).toString('hex')}`)
  await writeFile(mark, '', { mode: 0o600 })
  const now = new Date()
  await utimes(folder, now, now)
  return () => rm(mark, { force: true })
}

/** Is the entry open in a process that lives? */
export async function isHeld(folder: string): Promise<boolean> {
  const marks = await readdir(folder).catch(() => [])
  return marks.some((name) => {
    const pid = /^open-(\d+)-/.exec(name)?.[1]
    return pid !== undefined && isAlive(Number(pid))
  })
}

/** The system's name for what went wrong: `ENOENT` … Empty when it was nothing of the system's. */
function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return codeOf(thrown) === 'EPERM'
  }
}

/**
 * Puts a finished folder in its place in one step. When another process was there first, its entry stands and this one is
 * thrown away: both were made from the same materials by the same code.
 */
export async function publish(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await rename(from, to)
      return
    } catch (thrown) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(thrown)) || attempt >= 3) throw thrown
      if ((await readEntry(to)) !== null) {
        await rm(from, { recursive: true, force: true })
        return
      }
      await discard(to)
    }
  }
}

/** Removes an entry: first out of the way in one step, so that nobody finds half of it. */
export async function discard(folder: string): Promise<void> {
  const away = join(folder, '..', `.gone-${process.pid}-${randomBytes(6).toString('hex')}`)
  try {
    await rename(folder, away)
  } catch {
    return
  }
  await rm(away, { recursive: true, force: true })
}
