import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** A large file unpacked beside the materials' cache, for its owner alone; `remove` takes it away. */
export interface Unpacked {
  readonly path: string
  remove(): Promise<void>
}

/** Unpacks gzip into a temporary file without holding it in memory. Null when it is damaged or cut. */
export async function unpackToFile(absolute: string): Promise<Unpacked | null> {
  const folder = await mkdtemp(join(tmpdir(), 'inquest-unpacked-'))
  const path = join(folder, 'text')
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    await pipeline(createReadStream(absolute), createGunzip(), createWriteStream(path, { mode: 0o600 }))
    return { path, remove }
  } catch {
    await remove()
    return null
  }
}
