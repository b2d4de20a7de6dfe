import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { InquestError, inquestErrorOf } from '../foundation/index.ts'
import { simulate, Truth } from '../simulator/index.ts'
import { plantInstructions } from './plant-instructions.ts'
import { simulatingCode } from './code-hash.ts'
import type { CaseSpec, LoadedSuite } from './suite.ts'

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
  /** Folder that the paths of the spec start from. */
  readonly root: string
}

/** A suite's cases one by one. */
export function caseIds({ cases, root }: LoadedSuite): CaseId[] {
  return cases.flatMap((spec): CaseId[] =>
    'scenario' in spec
      ? spec.seeds.map((seed) => ({ id: `${basename(spec.scenario, '.yaml')}-${seed}`, spec, seed, root }))
      : [{ id: `${nameOf(spec.materials)}${spec.inject ? '+injection' : ''}`, spec, seed: null, root }]
  )
}

/** A case is named for its folder, or for the one above where that is only called `materials`. */
function nameOf(materials: string): string {
  return materials.split('/').findLast((part) => part !== 'materials') ?? materials
}

/** Simulates the case into `out`/cases, or takes it from where it lies. What was simulated before is not made again. */
export async function makeReady({ id, spec, seed, root }: CaseId, out: string): Promise<ReadyCase> {
  if (!('scenario' in spec)) {
    const [materials, truth] = [resolve(root, spec.materials), await readTruth(resolve(root, spec.truth))]
    if (!spec.inject) return { id, cluster: id, materials, truth }
    return { id, cluster: nameOf(spec.materials), materials: await plantInstructions(materials, join(out, 'cases', id)), truth }
  }
  const folder = join(out, 'cases', simulatingCode(), id)
  const known = await readTruth(`${folder}.truth.json`).catch(() => undefined)
  if (known) return { id, cluster: spec.scenario, materials: folder, truth: known }
  const { materials, truthPath } = await simulate(spec.scenario, seed ?? 1, folder, { overwrite: true })
  return { id, cluster: spec.scenario, materials, truth: await readTruth(truthPath) }
}

/**
 * Reads the truths that lie beside materials, so that a broken one is told before the first case is tried and not after an
 * hour. Throws InquestError `usage` that names each of them.
 */
export async function checkTruths(cases: readonly CaseId[]): Promise<void> {
  const read = cases.flatMap(({ spec, root }) => ('truth' in spec ? [readTruth(resolve(root, spec.truth))] : []))
  const broken = (await Promise.allSettled(read)).flatMap((one) =>
    one.status === 'rejected' ? [inquestErrorOf(one.reason)] : []
  )
  const [first] = broken
  if (first) throw new InquestError('usage', broken.map(({ message }) => message).join('\n'), first.nextStep)
}

/** What a truth written by hand may leave out. */
const unsaid = {
  version: 1,
  scenario: 'own',
  seed: 0,
  acceptCategories: [],
  componentAliases: [],
  mechanism: { mustEntail: [], mustNotClaim: [] },
  trigger: { kinds: [], refs: [], time: null },
  onset: null,
  firstHarm: null,
  keyEvidence: [],
  minimumKeyEvidence: 0,
  symptoms: [],
  innocentChanges: [],
  contributing: [],
  counterfactuals: [],
  scalingRemoves: null,
  mayAbstain: false,
  mayLeaveOpen: [],
  falseStatements: [],
  traps: [],
  records: {},
  harm: { failed: 0, requests: 0, citizens: 0 }
}

/** Reads what is true of a case, JSON or YAML. Throws InquestError `usage` naming the file and what is wrong with it. */
export async function readTruth(path: string): Promise<Truth> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new InquestError(
      'usage',
      `no truth can be read: ${inquestErrorOf(error).message}`,
      'A case names its truth by a path from the suite.'
    )
  })
  const written: unknown = parse(text)
  const parsed = Truth.safeParse(typeof written === 'object' ? { ...unsaid, ...written } : written)
  if (parsed.success) return parsed.data
  throw new InquestError(
    'usage',
    parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`).join('\n'),
    'docs/evals.md says what a truth holds.'
  )
}
