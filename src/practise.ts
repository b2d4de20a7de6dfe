import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunRecord } from './domain/index.ts'
import type { OtherBacktests } from './investigation/index.ts'
import { openDesk, type Options } from './open-materials.ts'
import type { Pattern, Resemblance } from './patterns/index.ts'
import type { TriedWorld } from './simulator/index.ts'

export type { OtherBacktests } from './investigation/index.ts'
export type { Pattern, Resemblance } from './patterns/index.ts'
export type { TriedWorld } from './simulator/index.ts'

// What finished runs are good for afterwards. The rooms are loaded when they are used.

/** A scenario again with the measures that a run designed, beside more of the resources alone. */
export async function trySimulated(
  scenario: string | undefined,
  runFolder: string,
  { seed = 0 }: { readonly seed?: number } = {}
): Promise<TriedWorld[]> {
  const [{ InquestError }, { tryMeasures }] = await Promise.all([import('./foundation/index.ts'), import('./simulator/index.ts')])
  const measures = (await recordIn(runFolder))?.design?.resilience?.measures
  if (scenario === undefined || measures === undefined) {
    throw new InquestError(
      'usage',
      scenario === undefined ? 'No scenario is named.' : `${runFolder} holds no report of a run that designed measures.`,
      'For example: inquest simulate <scenario> --measures <run folder>'
    )
  }
  return tryMeasures(scenario, seed, measures)
}

/** A run's detectors tried on other materials: on a healthy day every firing is a false alarm. */
export async function backtestOn(runFolder: string, folder: string, options: Options = {}): Promise<OtherBacktests> {
  const rooms = await import('./investigation/index.ts')
  await using desk = await openDesk(folder, 'pseudonymised', options)
  return await rooms.backtestOn(runFolder, desk.ledger)
}

/** The record of a finished run; null where there is none that this version understands. */
async function recordIn(runFolder: string): Promise<RunRecord | null> {
  const [{ RunRecord }, { runFiles }] = await Promise.all([import('./domain/index.ts'), import('./investigation/index.ts')])
  const text = await readFile(join(runFolder, runFiles.record), 'utf8').catch(() => 'null')
  return RunRecord.safeParse(JSON.parse(text)).data ?? null
}

async function patternsRoom() {
  const [{ readConfig }, room] = await Promise.all([import('./foundation/index.ts'), import('./patterns/index.ts')])
  return { ...room, folder: join(readConfig().dataDir, 'patterns') }
}

/** What was learned on this machine. */
export async function listPatterns(): Promise<{ readonly folder: string; readonly patterns: readonly Pattern[] }> {
  const { folder, readPatterns } = await patternsRoom()
  return { folder, patterns: await readPatterns(folder) }
}

/** Learns the signature of a finished run. Throws InquestError `usage` when it determines no cause. */
export async function addPattern(runFolder: string): Promise<{ readonly path: string; readonly pattern: Pattern }> {
  const [{ InquestError, systemClock }, { folder, keepPattern, patternOf }] = await Promise.all([
    import('./foundation/index.ts'),
    patternsRoom()
  ])
  const record = await recordIn(runFolder)
  const pattern = record && patternOf(record, new Date(systemClock.now()).toISOString())
  if (!pattern) {
    throw new InquestError(
      'usage',
      record ? `The run in ${runFolder} determines no cause: there is nothing to learn.` : `${runFolder} holds no finished run.`,
      'Name the folder of a finished run with a determined verdict.'
    )
  }
  return { path: await keepPattern(folder, pattern), pattern }
}

/** Throws InquestError `usage` when there is no such pattern. */
export async function showPattern(id: string): Promise<Pattern> {
  const { folder, patternNamed } = await patternsRoom()
  return patternNamed(folder, id)
}

/** Forgets a pattern and gives its id. Throws InquestError `usage` when there is none. */
export async function forgetPattern(id: string): Promise<string> {
  const { folder, patternNamed, removePattern } = await patternsRoom()
  const pattern = await patternNamed(folder, id)
  await removePattern(folder, pattern.id)
  return pattern.id
}

/** Past runs that a finished run resembles, most alike first; read after the verdict, so that it cannot be moved by them. */
export async function resembled(record: RunRecord): Promise<Resemblance[]> {
  const { folder, readPatterns, resembling, signatureOf } = await patternsRoom()
  return resembling(signatureOf(record), await readPatterns(folder), record.run.id)
}
