import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InquestError } from '../../foundation/index.ts'

/** A file of the materials, by its path within the folder (forward slashes). */
export interface MaterialFile {
  readonly path: string
  readonly absolute: string
  readonly bytes: number
  /** Last change by the file system's clock: only ever used to guess a missing year, and said so. */
  readonly changedMs: number
}

/**
 * The files of a folder and its sub-folders, sorted by path. Dot-files are skipped, and so is everything that is no plain
 * file: symbolic links are not followed, so nothing outside the folder is ever read.
 * Throws InquestError `materials` when the folder is missing, is no folder, cannot be listed, or holds no file.
 */
export async function walkFolder(folder: string): Promise<MaterialFile[]> {
  const info = await stat(folder).catch(() => null)
  if (info === null) {
    throw new InquestError(
      'materials',
      `There is no folder ${folder}`,
      'Check the path, or give the folder that holds the logs.',
      {
        details: { path: folder }
      }
    )
  }
  if (!info.isDirectory()) {
    throw new InquestError(
      'materials',
      `${folder} is a file, not a folder`,
      'Put the file into a folder of its own, with whatever else is known of the incident, and give that folder.',
      { details: { path: folder } }
    )
  }
  const files = await filesBelow(folder, '')
  if (files.length === 0) {
    throw new InquestError(
      'materials',
      `The folder ${folder} holds no files`,
      'Put logs, metrics, alerts, tickets or any other exports of the incident into it. Dot-files and links are not read.',
      { details: { path: folder } }
    )
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

async function filesBelow(root: string, within: string): Promise<MaterialFile[]> {
  const entries = await readdir(join(root, within), { withFileTypes: true }).catch((cause: unknown) => {
    if (within !== '') return []
    throw new InquestError('materials', `The folder ${root} cannot be listed`, 'Check that you may read it (ls -l).', {
      details: { path: root },
      cause
    })
  })
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.'))
      .map(async (entry) => {
        const path = within === '' ? entry.name : `${within}/${entry.name}`
        if (entry.isDirectory()) return filesBelow(root, path)
        if (!entry.isFile()) return []
        const absolute = join(root, path)
        const { size, mtimeMs } = await lstat(absolute)
        return [{ path, absolute, bytes: size, changedMs: mtimeMs }]
      })
  )
  return found.flat()
}
