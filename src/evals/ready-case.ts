import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simulate, Truth } from '../simulator/index.ts'
import type { CaseSpec } from './suite.ts'

/** A case made ready: materials to look at, and the truth kept elsewhere. */
export interface ReadyCase {
  readonly id: string
  /** Scenario: cases of one fail together. */
  readonly cluster: string
  readonly materials: string
  readonly truth: Truth
}

/** One case of a suite before it is made: a scenario with one of its seeds, or a folder. */
export interface CaseId {
  readonly id: string
  readonly spec: CaseSpec
  readonly seed: number | null
}

/** A suite's cases one by one. */
export function caseIds(cases: readonly CaseSpec[]): CaseId[] {
  return cases.flatMap((spec): CaseId[] =>
    'scenario' in spec
      ? spec.seeds.map((seed) => ({ id: `${spec.scenario}-${seed}`, spec, seed }))
      : [{ id: nameOf(spec.materials), spec, seed: null }]
  )
}

/** A case is named for its folder, or for the one above where that is only called `materials`. */
function nameOf(materials: string): string {
  return materials.split('/').findLast((part) => part !== 'materials') ?? materials
}

const project = join(import.meta.dirname, '../..')

/** Simulates the case into `out`/cases, or takes it from where it lies. What was simulated before is not made again. */
export async function makeReady({ id, spec, seed }: CaseId, out: string): Promise<ReadyCase> {
  if (!('scenario' in spec)) {
    return { id, cluster: id, materials: join(project, spec.materials), truth: await readTruth(join(project, spec.truth)) }
  }
  const folder = join(out, 'cases', id)
  const known = await readTruth(`${folder}.truth.json`).catch(() => undefined)
  if (known) return { id, cluster: spec.scenario, materials: folder, truth: known }
  const { materials, truthPath } = await simulate(spec.scenario, seed ?? 1, folder, { overwrite: true })
  return { id, cluster: spec.scenario, materials, truth: await readTruth(truthPath) }
}

async function readTruth(path: string): Promise<Truth> {
  return Truth.parse(JSON.parse(await readFile(path, 'utf8')))
}
