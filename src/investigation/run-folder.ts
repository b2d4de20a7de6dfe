import { open, mkdir, readdir, realpath, rename } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { InquestError } from '../foundation/index.ts'

/** The files of a run. */
export const runFiles = { record: 'report.json', markdown: 'report.md', html: 'report.html', journal: 'journal.jsonl' } as const

/** `runs/<time>-<name>` below a directory: sorted by time, and a name that any file system takes. */
export function defaultRunFolder(below: string, materials: string, now: Date): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '')
  const name = basename(resolve(materials)).replaceAll(/[^\w.-]+/g, '-') || 'incident'
  return join(below, 'runs', `${time}-${name}`)
}

/** Throws InquestError `usage` when a new run's folder lies in the materials, or a run is in it already. Makes nothing. */
export async function requireFreeRunFolder(folder: string, materials: string): Promise<void> {
  const target = await whereItWillBe(resolve(folder))
  const inside = relative(await whereItWillBe(resolve(materials)), target)
  if (inside === '' || !(inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))) {
    throw new InquestError(
      'usage',
      `The run folder ${folder} lies inside the materials ${materials}, into which nothing is ever written.`,
      'Name another place with --out, or run from another directory.'
    )
  }
  const present = await readdir(target).catch((): string[] => [])
  if (present.includes(runFiles.record)) {
    throw new InquestError(
      'usage',
      `${folder} holds a finished run already.`,
      `Name another place with --out, or check it with \`inquest verify ${folder}\`.`
    )
  }
  if (present.includes(runFiles.journal)) {
    throw new InquestError(
      'usage',
      `${folder} holds a run that was not finished.`,
      `Go on with it: inquest investigate --resume ${folder}. Or name another place with --out.`
    )
  }
}

/** Makes a run's folder. Throws InquestError `usage` when that is not possible. */
export async function createRunFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    const next = 'Name a place that you may write to with --out.'
    throw new InquestError('usage', `${folder} cannot be made: ${reasonOf(cause)}.`, next, { cause })
  })
}

/** Writes a file whole or not at all, its folder made where it is missing: beside its place first, flushed, then renamed. */
export async function writeWhole(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}`)
  const file = await open(beside, 'w')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}

/** The real path of a place of which only the upper part may exist: no symbolic link leads into the materials unseen. */
async function whereItWillBe(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null)
  if (real !== null) return real
  const parent = dirname(path)
  return parent === path ? path : join(await whereItWillBe(parent), basename(path))
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
