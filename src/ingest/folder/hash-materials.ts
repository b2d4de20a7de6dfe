import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { codeOfError } from './error-code.ts'
import { type MaterialFile, walkFolder } from './walk-folder.ts'

export interface MaterialsHash {
  /** sha256 over the sorted (path, sha256) of every file, in hex. */
  readonly materialsHash: string
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

/** Identifies a folder's content without parsing it: the cache key of its warehouse. Throws as `walkFolder`. */
export async function hashMaterials(folder: string): Promise<MaterialsHash> {
  return hashFiles(await walkFolder(folder))
}

export async function hashFiles(files: readonly MaterialFile[]): Promise<MaterialsHash> {
  const hashed = []
  for (const { path, absolute, bytes } of files) hashed.push({ path, bytes, sha256: await hashFile(absolute) })
  const whole = createHash('sha256')
  for (const { path, sha256 } of hashed) whole.update(`${JSON.stringify(path)} ${sha256}\n`)
  return { materialsHash: whole.digest('hex'), files: hashed }
}

/** sha256 of a file's bytes in hex; of the reason, when it cannot be read: being unreadable is part of the materials' identity. */
async function hashFile(absolute: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(absolute, { highWaterMark: 1 << 20 }), hash)
  } catch (thrown) {
    return createHash('sha256')
      .update(`unreadable ${codeOfError(thrown)}`)
      .digest('hex')
  }
  return hash.digest('hex')
}
