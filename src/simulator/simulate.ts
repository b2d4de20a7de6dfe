import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { InquestError } from '../foundation/index.ts'
import { createClock, emitters } from './emitters/index.ts'
import { loadScenario } from './library.ts'
import { Scenario } from './scenario/scenario.ts'
import type { Truth } from './scenario/truth.ts'
import { quietTwinOf } from './quiet-twin.ts'
import { varyScenario } from './scenario/vary.ts'
import { truthOf } from './truth-of.ts'
import { pieceOf, type WrittenFile, writeUntidy } from './untidy.ts'
import { createWorld, type World } from './world/world.ts'

export interface Simulated {
  /** The folder that an investigation is pointed at. */
  readonly materials: string
  /** What is true of it; never inside that folder. */
  readonly truthPath: string
}

export interface MadeIncident {
  readonly files: ReadonlyMap<string, WrittenFile>
  readonly truth: Truth
  readonly world: World
}

export interface SimulateOptions {
  /** Where the truth goes. @default `<outDir>.truth.json`, beside the folder */
  readonly truthPath?: string
  /** Writes over files of an earlier run. @default false */
  readonly overwrite?: boolean
}

/** Makes the incident in memory. The same scenario and seed give the same bytes. Seed 0 is the scenario as written.
 * `counterfactuals: false` leaves out the other worlds, which take most of the time. */
export function makeIncident(
  written: Scenario,
  seed: number,
  { counterfactuals = true }: { readonly counterfactuals?: boolean } = {}
): MadeIncident {
  const scenario = varyScenario(written, seed)
  const world = createWorld(scenario, seed)
  const files = new Map<string, WrittenFile>()
  const specs = [...scenario.files, ...(scenario.brief ? [briefFile(scenario.brief.path)] : [])]
  for (const spec of specs) {
    const file = {
      ...spec,
      sample: spec.sample > 1 ? (scenario.logSample ?? spec.sample) : spec.sample,
      untidy: scenario.untidy[spec.path] ?? spec.untidy
    }
    const emitter = emitters[file.emitter]
    if (emitter === undefined) {
      const known = Object.keys(emitters).join(', ')
      throw new InquestError('usage', `${file.path} asks for an unknown format "${file.emitter}"`, `Choose one of ${known}.`)
    }
    const random = world.random.fork(`file/${file.path}`)
    const emitted = pieceOf(emitter({ world, file, random, clock: createClock(world, file) }), file, world.at)
    files.set(file.path, writeUntidy(emitted, file.untidy, random.fork('untidy'), world.at))
  }
  return { files, truth: truthOf(scenario, world, files, counterfactuals), world }
}

function briefFile(path: string): Scenario['files'][number] {
  return Scenario.shape.files.element.parse({ path, emitter: 'brief' })
}

/** Writes the incident's materials into `outDir` and what is true of it beside that folder. */
export async function simulate(
  nameOrPath: string,
  seed: number,
  outDir: string,
  options: SimulateOptions = {}
): Promise<Simulated> {
  const scenario = loadScenario(nameOrPath)
  const materials = resolve(outDir)
  const truthPath = resolve(options.truthPath ?? `${materials}.truth.json`)
  if (truthPath.startsWith(materials + sep)) {
    throw new InquestError('usage', `the truth may not lie in the folder ${materials}`, 'Give a path outside of it.')
  }
  await requireEmpty(materials, options)
  const { files, truth } = makeIncident(scenario, seed)
  await writeFiles(files, materials)
  await mkdir(dirname(truthPath), { recursive: true })
  await writeFile(truthPath, `${JSON.stringify(truth, null, 2)}\n`)
  return { materials, truthPath }
}

/**
 * Writes the materials of a day on which nothing goes wrong with a scenario's service under the scenario's load: what false
 * alarms are counted on. There is no truth to write.
 */
export async function simulateHealthy(
  nameOrPath: string,
  seed: number,
  outDir: string,
  options: Pick<SimulateOptions, 'overwrite'> = {}
): Promise<Pick<Simulated, 'materials'>> {
  const twin = quietTwinOf(loadScenario(nameOrPath))
  const materials = resolve(outDir)
  await requireEmpty(materials, options)
  await writeFiles(makeIncident(twin, seed, { counterfactuals: false }).files, materials)
  return { materials }
}

async function requireEmpty(materials: string, { overwrite }: Pick<SimulateOptions, 'overwrite'>): Promise<void> {
  const there = await readdir(materials).catch(() => [])
  if (there.length > 0 && !overwrite) {
    throw new InquestError(
      'usage',
      `${materials} is not empty`,
      'Choose a new folder, so that nothing of another incident stays in it.'
    )
  }
}

async function writeFiles(files: MadeIncident['files'], materials: string): Promise<void> {
  for (const [path, { bytes }] of files) {
    const target = join(materials, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, bytes)
  }
}
