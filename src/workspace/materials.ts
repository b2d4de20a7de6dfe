import { opendir, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { Dirent } from 'node:fs'
import { isPlainName } from './place.ts'

/** A folder that could be investigated. */
export interface Candidate {
  /** Below the workspace, with forward slashes. */
  readonly path: string
  readonly files: number
  readonly bytes: number
}

/** Folders that hold no materials, whatever lies in them. */
const passedOver = new Set(['node_modules', 'runs', 'prompts-tried', 'dist', 'src', 'test'])
/** Entries that are looked at: a workspace as large as a home directory is not searched to its end. */
const entriesSeen = 5000
const depth = 3

/**
 * Folders below the workspace with files in them, by path: the uppermost of each branch, so that an incident with its
 * logs in folders of their own is one. Links are not followed.
 */
export async function findCandidates(root: string): Promise<Candidate[]> {
  let left = entriesSeen
  const read = async (folder: string): Promise<Dirent[]> => {
    const entries: Dirent[] = []
    const directory = await opendir(folder).catch(() => null)
    if (!directory) return []
    for await (const entry of directory) {
      if (left-- <= 0) break
      if (!entry.name.startsWith('.') && !passedOver.has(entry.name)) entries.push(entry)
    }
    return entries
  }
  const sizeOf = async (folder: string, entries: readonly Dirent[], deeper: number): Promise<Omit<Candidate, 'path'>> => {
    let [files, bytes] = [0, 0]
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isFile()) {
        files += 1
        bytes += (await stat(path).catch(() => null))?.size ?? 0
      } else if (entry.isDirectory() && deeper > 0) {
        const inner = await sizeOf(path, await read(path), deeper - 1)
        files += inner.files
        bytes += inner.bytes
      }
    }
    return { files, bytes }
  }
  const search = async (folder: string, level: number): Promise<Candidate[]> => {
    const entries = await read(folder)
    if (level > 0 && entries.some((entry) => entry.isFile())) {
      const path = relative(root, folder).split(sep).join('/')
      return [{ path, ...(await sizeOf(folder, entries, depth)) }]
    }
    const found: Candidate[] = []
    for (const entry of entries) {
      if (entry.isDirectory() && level < depth) found.push(...(await search(join(folder, entry.name), level + 1)))
    }
    return found
  }
  return (await search(root, 0)).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** What a folder is called where a person reads it. */
export function titleOf(folder: string): string {
  const name = basename(folder)
  return isPlainName(name) ? name.replaceAll(/[-_]+/g, ' ') : name
}
