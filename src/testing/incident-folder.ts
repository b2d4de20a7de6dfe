import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of materials for a test; gone when disposed of. */
export interface IncidentFolder extends AsyncDisposable {
  /** Absolute path of the folder with the materials. */
  readonly folder: string
  /** A place beside the materials, for runs and caches. */
  path(...parts: string[]): string
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>
}

/**
 * Writes a folder of small materials: path within the folder → content.
 *
 * @example
 * await using incident = await createIncidentFolder({ 'app.log': logLines([...]) })
 */
export async function createIncidentFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  name = 'incident'
): Promise<IncidentFolder> {
  const root = await mkdtemp(join(tmpdir(), 'inquest-'))
  const folder = join(root, name)
  await mkdir(folder)
  const write = async (more: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
    for (const [path, content] of Object.entries(more)) {
      const target = join(folder, path)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, content)
    }
  }
  await write(files)
  return {
    folder,
    path: (...parts) => join(root, ...parts),
    write,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true })
  }
}
