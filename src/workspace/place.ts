import { lstat, realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { InquestError } from '../foundation/index.ts'

/** Is `path` the folder itself or something in it? Both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

/**
 * The real path of something that is there, below a real folder: no `..`, no absolute path and no symbolic link leads out.
 * Throws InquestError `usage` for what lies elsewhere or is not there; the two are not told apart.
 */
export async function placeBelow(folder: string, path: string): Promise<string> {
  const asked = resolve(folder, path)
  if (!path.includes('\0') && !isAbsolute(path) && isInside(folder, asked)) {
    const real = await realpath(asked).catch(() => null)
    if (real !== null && isInside(folder, real)) return real
  }
  throw new InquestError(
    'usage',
    `There is no "${path}" in this workspace.`,
    'Choose a folder below the workspace, or upload files.'
  )
}

/** A name that is one plain part of a path: no separator, no dots alone, nothing hidden, nothing that a system reserves. */
export function isPlainName(name: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}\p{M} _.,()+@-]*$/u.test(name) && name.length <= 120 && !/[. ]$/.test(name)
}

/** Is it a folder and not a link to one? */
export async function isOwnFolder(...parts: readonly string[]): Promise<boolean> {
  const found = await lstat(join(...parts)).catch(() => null)
  return found?.isDirectory() ?? false
}
