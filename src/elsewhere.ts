import { basename, resolve } from 'node:path'
import type { HealthyDays, Measure, ProvenDetector, Rehearsal } from './domain/index.ts'
import type { OtherBacktests, Run } from './investigation/index.ts'
import { openDesk, type Options } from './open-materials.ts'

export interface ElsewhereOptions {
  /** The library's scenario, or the path of one, that the materials were simulated from; `name@7` for seed 7. */
  readonly scenario?: string | undefined
  /** Folders of materials that somebody knows to be of healthy time. */
  readonly healthyDays?: readonly string[] | undefined
}

const hoursOfDay = 24

/**
 * What tries a design on more than the materials: its measures in the scenario that they were simulated from, its detectors
 * on healthy days. Undefined when neither is named. Throws InquestError `usage` for a scenario that there is not.
 */
export async function elsewhereOf({
  scenario,
  healthyDays = [],
  ...options
}: ElsewhereOptions & Options): Promise<Run['elsewhere']> {
  if (scenario === undefined && healthyDays.length === 0) return undefined
  const rehearse = scenario === undefined ? null : await rehearsing(scenario)
  return async ({ monitoring, resilience }) => ({
    rehearsal: rehearse && resilience ? rehearse(resilience.measures) : null,
    healthyDays: healthyDays.length > 0 && monitoring ? await tryHealthyDays(monitoring.detectors, healthyDays, options) : null
  })
}

async function rehearsing(named: string): Promise<(measures: readonly Measure[]) => Rehearsal> {
  const { loadScenario, tryMeasures } = await import('./simulator/index.ts')
  const [, scenario = named, digits = '0'] = /^(.*?)(?:@(\d+))?$/.exec(named) ?? []
  const seed = Number(digits)
  // One that there is not is refused before anything is investigated.
  loadScenario(scenario)
  return (measures) => {
    const worlds = tryMeasures(scenario, seed, measures)
    return { scenario: basename(scenario), seed, worlds }
  }
}

async function tryHealthyDays(
  proven: readonly ProvenDetector[],
  folders: readonly string[],
  options: Options
): Promise<HealthyDays> {
  const { tryDetectors } = await import('./investigation/index.ts')
  const detectors = proven.map(({ detector }) => detector)
  const days: OtherBacktests[] = []
  for (const folder of folders) {
    await using desk = await openDesk(folder, 'pseudonymised', options)
    days.push(await tryDetectors(detectors, desk.ledger))
  }
  const hours = days.reduce((sum, day) => sum + day.hours, 0)
  return {
    folders: folders.map((folder) => basename(resolve(folder))),
    hours,
    detectors: detectors.map(({ id }) => {
      const counts = days.flatMap((day) => day.detectors.find(({ detector }) => detector.id === id)?.firings ?? [])
      const firings = counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0)
      return { id, firings, perDay: firings === null || hours < hoursOfDay ? null : (firings * hoursOfDay) / hours }
    })
  }
}
