import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { InquestError } from '../foundation/index.ts'
import { parsePrompt } from './parse.ts'
import type { Prompt } from './prompt.ts'

/** All prompts of a folder, checked. */
export interface PromptLibrary {
  /** In order of id. */
  readonly prompts: readonly Prompt[]
  /** Throws InquestError `usage` that names the nearest ids. */
  get(id: string): Prompt
  /** Hash over every prompt's hash: identifies the set in evals. */
  readonly hash: string
}

export interface LibraryOptions {
  /** Folder of prompts; the one that ships with Inquest unless given. */
  readonly folder?: string
  /** Single variants: prompt id → file that stands in for it. */
  readonly variants?: Readonly<Record<string, string>>
}

const shipped = join(import.meta.dirname, '../../prompts')

/** Loads and checks every `*.md` under the folder but `README.md` and `partials/`. Throws at the first fault. */
export async function loadPrompts({ folder = shipped, variants = {} }: LibraryOptions = {}): Promise<PromptLibrary> {
  const names = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new InquestError(
      'usage',
      `no prompts can be read in ${folder}`,
      'Give a folder that holds prompt files: --prompts DIR.',
      { cause }
    )
  })
  const files = names
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.md') && !name.endsWith('README.md'))
  const texts = new Map(await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)))
  const readPartial = (name: string): string | undefined => texts.get(`partials/${name}.md`)
  const ids = files.filter((name) => !name.startsWith('partials/')).map((name) => name.slice(0, -'.md'.length))
  for (const id of Object.keys(variants)) if (!ids.includes(id)) throw unknownPrompt(id, ids)
  const prompts = await Promise.all(
    ids.sort().map(async (id) => {
      const variant = variants[id]
      const path = variant ?? relative(process.cwd(), join(folder, `${id}.md`))
      const prompt = parsePrompt(path, variant ? await readFile(variant, 'utf8') : (texts.get(`${id}.md`) ?? ''), readPartial)
      if (prompt.id !== id) {
        throw new InquestError(
          'usage',
          `${path}: its id is "${prompt.id}" where "${id}" is expected`,
          `Write "id: ${id}" in its front matter.`
        )
      }
      return prompt
    })
  )
  return {
    prompts,
    hash: hashOf(prompts),
    get(id) {
      const prompt = prompts.find((candidate) => candidate.id === id)
      if (!prompt) throw unknownPrompt(id, ids)
      return prompt
    }
  }
}

function unknownPrompt(id: string, ids: readonly string[]): InquestError {
  return new InquestError('usage', `there is no prompt "${id}"`, `There are: ${ids.join(', ')}.`)
}

function hashOf(prompts: readonly Prompt[]): string {
  return createHash('sha256')
    .update(prompts.map(({ id, hash }) => `${id}:${hash}`).join('\n'))
    .digest('hex')
    .slice(0, 12)
}
