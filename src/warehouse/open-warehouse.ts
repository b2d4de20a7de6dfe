import { rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Incident } from '../domain/index.ts'
import type { Logger } from '../foundation/index.ts'
import { createRedactor, hashMaterials, type MaterialsHash, type ReadFile } from '../ingest/index.ts'
import { codeVersion } from './cache/code-version.ts'
import { evict, loadingFolder, openCache } from './cache/cache.ts'
import { type CachedWarehouse, discard, holdEntry, publish, readEntry, tablesFileOf, writeBeside } from './cache/entry.ts'
import { prepareChild } from './door/child.ts'
import { openDoor } from './door/door.ts'
import { remembering } from './door/remembered.ts'
import type { Warehouse } from './warehouse.ts'

export type LoadProgress =
  | { readonly stage: 'hashing' }
  /** A file has been read; `path` within the folder. */
  | { readonly stage: 'reading'; readonly path: string }
  | { readonly stage: 'opening'; readonly cached: boolean }

export interface OpenOptions {
  readonly cacheDir: string
  /** Above this the warehouses that were not used for longest are removed. */
  readonly cacheBytes: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined
  readonly logger?: Logger | undefined
}

/**
 * Opens a folder's materials: from the cache when these materials were read by this code before, else by reading and
 * loading them. Nothing is written into the folder. Throws InquestError `materials` as `readMaterials`.
 */
export async function openWarehouse(folder: string, options: OpenOptions): Promise<Warehouse> {
  const { cacheDir, cacheBytes, signal, logger } = options
  options.onProgress?.({ stage: 'hashing' })
  prepareChild()
  const hashed = await hashMaterials(folder)
  signal?.throwIfAborted()
  const cache = await openCache(cacheDir)
  const name = basename(resolve(folder))
  const warehouse =
    (await openKept(join(cache, keyOf(hashed.materialsHash)), name, options)) ??
    (await openLoaded(cache, folder, name, options, sizeOf(hashed)))
  await evict(cacheDir, cacheBytes).catch((error: unknown) => logger?.warn({ error }, 'warehouse: cache not tidied'))
  return warehouse
}

/** Null when it is not in the cache; one that cannot be opened (cut short by a full disk, removed this moment) is given up. */
async function openKept(place: string, name: string, { onProgress, logger }: OpenOptions): Promise<Warehouse | null> {
  const kept = await readEntry(place)
  if (kept === null) return null
  onProgress?.({ stage: 'opening', cached: true })
  try {
    return await openEntry({ ...kept, incident: { ...kept.incident, name } })
  } catch (error) {
    logger?.warn({ error, place }, 'warehouse: the cached one cannot be opened and is made again')
    await discard(place)
    return null
  }
}

async function openLoaded(cache: string, folder: string, name: string, options: OpenOptions, bytes: number): Promise<Warehouse> {
  const entry = await load(cache, folder, options, bytes)
  options.onProgress?.({ stage: 'opening', cached: false })
  return openEntry({ ...entry, incident: { ...entry.incident, name } })
}

const keyOf = (materialsHash: string): string => `${materialsHash.slice(0, 32)}-${codeVersion()}`

/** Materials of less than this many bytes are loaded before a thread for them would have begun. */
const leastForThread = 1e6

const sizeOf = ({ files }: MaterialsHash): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

async function load(cache: string, folder: string, { signal, onProgress }: OpenOptions, bytes: number): Promise<CachedWarehouse> {
  // DuckDB's library takes a fifth of a second to load; a warehouse from the cache does not need it here.
  const loaded =
    bytes < leastForThread
      ? (await import('./load/load-folder.ts')).loadFolder
      : (await import('./load/load-in-thread.ts')).loadInThread
  const temporary = await loadingFolder(cache)
  try {
    const { incident, pseudonyms } = await loaded(folder, tablesFileOf(temporary), {
      signal,
      onFile: (path) => onProgress?.({ stage: 'reading', path })
    })
    await writeBeside(temporary, incident, pseudonyms)
    // The key is that of what was read, even when the folder changed after it was hashed.
    const place = join(cache, keyOf(incident.materialsHash))
    await publish(temporary, place)
    return { folder: place, file: tablesFileOf(place), incident, pseudonyms }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function openEntry({ folder, file, incident, pseudonyms }: CachedWarehouse): Promise<Warehouse> {
  const release = await holdEntry(folder)
  try {
    const door = await openDoor({ file })
    return {
      incident,
      pseudonyms,
      redact: createRedactor(pseudonyms),
      query: remembering((sql, parameters, limits) => door.query(sql, parameters, limits)),
      async [Symbol.asyncDispose]() {
        await door[Symbol.asyncDispose]()
        await release()
      }
    }
  } catch (error) {
    await release()
    throw error
  }
}

/**
 * A warehouse made of files that are already read, in a folder that is the caller's to remove. For tests of other rooms,
 * and for materials that come from elsewhere than a folder.
 */
export async function loadWarehouse(
  files: AsyncIterable<ReadFile> | Iterable<ReadFile>,
  incident: Incident,
  folder: string
): Promise<Warehouse> {
  const { loadFile } = await import('./load/load-file.ts')
  const file = tablesFileOf(folder)
  const pseudonyms = await loadFile(file, files)
  await writeBeside(folder, incident, pseudonyms)
  return openEntry({ folder, file, incident, pseudonyms })
}
