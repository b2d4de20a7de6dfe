import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { InquestError } from '../foundation/index.ts'

export const CaseSpec = z.union([
  /** Generated: one case a seed. */
  z.strictObject({ scenario: z.string(), seeds: z.array(z.int()).min(1) }),
  /** A folder and the file with its truth. `inject`: a copy into whose files instructions to the analyst are planted. */
  z.strictObject({ materials: z.string(), truth: z.string(), inject: z.boolean().optional() })
])
export type CaseSpec = z.infer<typeof CaseSpec>

const Gate = z.strictObject({
  /** `correct`, or the name of a check. */
  metric: z.string(),
  /** Least share of cases that must pass it. */
  atLeast: z.number().min(0).max(1)
})
export type Gate = z.infer<typeof Gate>

/** A suite: cases, and what must hold over them. */
export const Suite = z.strictObject({
  name: z.string(),
  about: z.string(),
  /** What is asked: a whole investigation, the plan alone, or one plain prompt against a whole investigation. */
  subjects: z.enum(['investigation', 'planner', 'naive-and-guided']).default('investigation'),
  cases: z.array(CaseSpec).min(1),
  gates: z.array(Gate).default([])
})
export type Suite = z.infer<typeof Suite>

const project = join(import.meta.dirname, '../..')
const folder = join(project, 'evals/suites')

/** A suite and the folder that its paths start from. */
export type LoadedSuite = Suite & { readonly root: string }

export async function listSuites(): Promise<string[]> {
  const names = await readdir(folder)
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort()
}

/**
 * Reads `evals/suites/<name>.yaml`, or a file of one's own, whose paths start from its folder. Throws InquestError `usage`
 * for an unknown or broken suite.
 */
export async function loadSuite(name: string): Promise<LoadedSuite> {
  const own = /\.ya?ml$/.test(name)
  const path = own ? resolve(name) : join(folder, `${name}.yaml`)
  const text = await readFile(path, 'utf8').catch(async () => {
    const known = await listSuites()
    throw new InquestError('usage', `there is no suite "${name}"`, `There are: ${known.join(', ')}. Or name a file of your own.`)
  })
  const parsed = Suite.safeParse(parse(text))
  if (parsed.success) return { ...parsed.data, root: own ? dirname(path) : project }
  const issue = parsed.error.issues[0]
  throw new InquestError(
    'usage',
    `${relative(process.cwd(), path)}: ${issue?.path.join('.')}: ${issue?.message}`,
    'Mend the suite.'
  )
}
