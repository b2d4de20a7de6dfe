import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OtherBacktests } from './investigation/index.ts'
import { deskOver, openMaterials, type Options } from './open-materials.ts'
import type { TriedWorld } from './simulator/index.ts'

export type { OtherBacktests } from './investigation/index.ts'
export type { TriedWorld } from './simulator/index.ts'

// What finished runs are good for afterwards. The rooms are loaded when they are used.

/** A scenario again with the measures that a run designed, beside more of the resources alone. */
export async function trySimulated(
  scenario: string | undefined,
  runFolder: string,
  { seed = 0 }: { readonly seed?: number } = {}
): Promise<TriedWorld[]> {
  const [{ InquestError }, { RunRecord }, { tryMeasures }, { runFiles }] = await Promise.all([
    import('./foundation/index.ts'),
    import('./domain/index.ts'),
    import('./simulator/index.ts'),
    import('./investigation/index.ts')
  ])
  const path = join(runFolder, runFiles.record)
  const read = RunRecord.safeParse(await readFile(path, 'utf8').then(JSON.parse, () => null))
  const measures = read.data?.design?.resilience?.measures
  if (scenario === undefined || measures === undefined) {
    throw new InquestError(
      'usage',
      scenario === undefined ? 'No scenario is named.' : `${path} is no report of a run that designed measures.`,
      'For example: inquest simulate <scenario> --measures <run folder>'
    )
  }
  return tryMeasures(scenario, seed, measures)
}

/** A run's detectors tried on other materials: on a healthy day every firing is a false alarm. */
export async function backtestOn(runFolder: string, folder: string, options: Options = {}): Promise<OtherBacktests> {
  const rooms = await import('./investigation/index.ts')
  await using warehouse = await openMaterials(folder, options)
  const { ledger } = await deskOver(warehouse, 'pseudonymised')
  return await rooms.backtestOn(runFolder, ledger)
}
