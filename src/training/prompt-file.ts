import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packagePath } from '../installation.ts'
import { loadPrompts } from '../prompts/index.ts'

/** The file of a prompt that ships, as it is written. Throws InquestError `usage` for an unknown id. */
export async function promptFile(id: string): Promise<string> {
  ;(await loadPrompts()).get(id)
  return readFile(packagePath('prompts', ...`${id}.md`.split('/')), 'utf8')
}

/**
 * Keeps an edited prompt in the workspace and returns its path. Throws InquestError `usage` with file and line when it is
 * no prompt: what was written is kept all the same, beside those that were tried before.
 */
export async function keepVariant(root: string, id: string, text: string, now: Date): Promise<string> {
  ;(await loadPrompts()).get(id)
  const folder = join(root, 'prompts-tried')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${now.toISOString().slice(0, 19).replaceAll(':', '')}-${id.replaceAll('/', '-')}.md`)
  await writeFile(path, text.replaceAll('\r\n', '\n'))
  await loadPrompts({ variants: { [id]: path } })
  return path
}
