import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InquestError } from '../foundation/index.ts'
import { Pattern } from './pattern.ts'

/** The patterns of a folder, in order of learning. A file that is none is passed over and told of. */
export async function readPatterns(folder: string, onUnreadable: (path: string) => void = () => undefined): Promise<Pattern[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const found: Pattern[] = []
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const path = join(folder, name)
    const pattern = Pattern.safeParse(await jsonOf(path)).data
    if (pattern) found.push(pattern)
    else onUnreadable(path)
  }
  return found.sort((a, b) => (a.learnedAt < b.learnedAt ? -1 : 1))
}

/** Keeps a pattern where only its user can read it (0700). One of the same materials and cause takes the place of the old. */
export async function keepPattern(folder: string, pattern: Pattern): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const path = join(folder, `${pattern.id}.json`)
  await writeFile(path, `${JSON.stringify(Pattern.parse(pattern), null, 2)}\n`, { mode: 0o600 })
  return path
}

/** Throws InquestError `usage` when there is no such pattern. */
export async function removePattern(folder: string, id: string): Promise<void> {
  const { id: found } = await patternNamed(folder, id)
  await rm(join(folder, `${found}.json`))
}

/** A pattern by its id or the beginning of it. Throws InquestError `usage` when there is none, or more than one. */
export async function patternNamed(folder: string, id: string): Promise<Pattern> {
  const fitting = (await readPatterns(folder)).filter((pattern) => pattern.id.startsWith(id))
  const [first] = fitting
  if (first && fitting.length === 1) return first
  throw new InquestError(
    'usage',
    first ? `"${id}" begins more than one pattern.` : `There is no pattern "${id}".`,
    '`inquest patterns list` names them.'
  )
}

async function jsonOf(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
