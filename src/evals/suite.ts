import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { InquestError } from '../foundation/index.ts'

export const CaseSpec = z.union([
  /** Generated: one case a seed. */
  z.strictObject({ scenario: z.string(), seeds: z.array(z.int()).min(1) }),
  /** A folder and the file with its truth, both relative to the project. */
  z.strictObject({ materials: z.string(), truth: z.string() })
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
  cases: z.array(CaseSpec).min(1),
  gates: z.array(Gate).default([])
})
export type Suite = z.infer<typeof Suite>

const folder = join(import.meta.dirname, '../../evals/suites')

export async function listSuites(): Promise<string[]> {
  const names = await readdir(folder)
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort()
}

/** Reads `evals/suites/<name>.yaml`. Throws InquestError `usage` for an unknown or broken suite. */
export async function loadSuite(name: string): Promise<Suite> {
  const known = await listSuites()
  if (!known.includes(name)) throw new InquestError('usage', `there is no suite "${name}"`, `There are: ${known.join(', ')}.`)
  const path = join(folder, `${name}.yaml`)
  const parsed = Suite.safeParse(parse(await readFile(path, 'utf8')))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new InquestError('usage', `evals/suites/${name}.yaml: ${issue?.path.join('.')}: ${issue?.message}`, 'Mend the suite.')
}
