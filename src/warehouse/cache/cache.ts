import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InquestError } from '../../foundation/index.ts'
import { discard, isAlive, isHeld, readEntry } from './entry.ts'

export interface CacheEntry {
  /** Name of the entry's folder: materials and the code that read them. */
  readonly key: string
  /** Name of the folder that the materials were read from. */
  readonly name: string
  readonly bytes: number
  /** When it was last opened, ISO 8601. */
  readonly usedAt: string
}

const unfinished = /^\.(?:loading|gone)-(\d+)-/
const dayMs = 86_400_000

/** Makes the cache's folder for its owner alone. Throws InquestError `cannot-judge` when it cannot be written. */
export async function openCache(cacheDir: string): Promise<string> {
  const folder = join(cacheDir, 'warehouses')
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    await sweep(folder)
  } catch (cause) {
    throw new InquestError(
      'cannot-judge',
      `The cache ${folder} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Name another folder in INQUEST_CACHE_DIR, or make this one writable.',
      { cause, details: { folder } }
    )
  }
  return folder
}

/** A folder to load into, which nobody takes for a warehouse until it is published. */
export async function loadingFolder(cache: string): Promise<string> {
  const folder = join(cache, `.loading-${process.pid}-${randomBytes(6).toString('hex')}`)
  await mkdir(folder, { mode: 0o700 })
  return folder
}

/** Removes what processes that died left behind. */
async function sweep(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = unfinished.exec(name)?.[1]
    if (pid === undefined) continue
    const age = Date.now() - ((await stat(join(cache, name)).catch(() => null))?.mtimeMs ?? Date.now())
    if (!isAlive(Number(pid)) || age > dayMs) await rm(join(cache, name), { recursive: true, force: true })
  }
}

/** What the cache holds, the last used first. An absent cache holds nothing. */
export async function listCache(cacheDir: string): Promise<CacheEntry[]> {
  const cache = join(cacheDir, 'warehouses')
  const names = await readdir(cache).catch(() => [])
  const entries: CacheEntry[] = []
  for (const key of names.filter((name) => !name.startsWith('.'))) {
    const folder = join(cache, key)
    const used = await stat(folder).catch(() => null)
    if (used === null) continue
    const entry = await readEntry(folder)
    entries.push({
      key,
      name: entry?.incident.name ?? '(unreadable)',
      bytes: await bytesOf(folder),
      usedAt: used.mtime.toISOString()
    })
  }
  return entries.sort((a, b) => b.usedAt.localeCompare(a.usedAt) || a.key.localeCompare(b.key))
}

async function bytesOf(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder).catch(() => [])) {
    bytes += (await stat(join(folder, name)).catch(() => null))?.size ?? 0
  }
  return bytes
}

/**
 * Removes warehouses: all, or those of one incident (its name, or the beginning of its key). One that a living process has
 * open goes as well: its process keeps the open file.
 */
export async function clearCache(
  cacheDir: string,
  { name }: { readonly name?: string } = {}
): Promise<{ removed: number; bytes: number }> {
  const entries = await listCache(cacheDir)
  const chosen = entries.filter((entry) => name === undefined || entry.name === name || entry.key.startsWith(name))
  for (const { key } of chosen) await discard(join(cacheDir, 'warehouses', key))
  return { removed: chosen.length, bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** Removes the warehouses that were not used for longest until the rest fits. Those that are open are left. */
export async function evict(cacheDir: string, cacheBytes: number): Promise<void> {
  const entries = await listCache(cacheDir)
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { key, bytes } of entries.toReversed()) {
    if (total <= cacheBytes) return
    const folder = join(cacheDir, 'warehouses', key)
    if (await isHeld(folder)) continue
    await discard(folder)
    total -= bytes
  }
}
