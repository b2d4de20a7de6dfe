import type { Measure, Rehearsal } from '../../domain/index.ts'
import { type HarmCount, harmIn, simulateQueue } from '../../queueing/index.ts'
import { scaled } from '../counterfactuals.ts'
import { loadScenario } from '../library.ts'
import { buildModel } from '../plant/build.ts'
import { createSetting } from '../plant/setting.ts'
import { varyScenario } from '../scenario/vary.ts'
import { applyMeasure, type Protected, unprotected } from './apply-measure.ts'
import { resolveTarget } from './resolve-target.ts'

export type TriedWorld = Rehearsal['worlds'][number]

/**
 * The scenario again with each measure of a design, with all that protect together, and with more of the resources alone:
 * the same seed, so the same people with the same wishes. Harm is counted from the onset of the cause on.
 * Throws InquestError `usage` for a scenario that there is not.
 */
export function tryMeasures(nameOrPath: string, seed: number, measures: readonly Measure[]): TriedWorld[] {
  const scenario = varyScenario(loadScenario(nameOrPath), seed)
  const onset = scenario.truth.onset === null ? 0 : createSetting(scenario).at(scenario.truth.onset)
  const routes = scenario.service.routes.map(({ id }) => id)
  const guilty = resolveTarget(scenario, measures.find(({ target }) => target !== null)?.target ?? null).routes
  const others = routes.filter((id) => !guilty.includes(id))
  const run = (what: string, world: Protected, scaling = false): TriedWorld => {
    const result = simulateQueue(buildModel(world.scenario, world.protections).model, seed)
    return {
      what,
      scaling,
      harm: counted(harmIn(result, routes, onset)),
      harmOfOthers: guilty.length === 0 || others.length === 0 ? null : counted(harmIn(result, others, onset)),
      why: null
    }
  }
  const base = unprotected(scenario)
  const tried = measures.map((measure): TriedWorld => {
    const what = `${measure.id} ${measure.title}`
    const world = applyMeasure(base, measure)
    return typeof world === 'string' ? { what, scaling: false, harm: null, harmOfOthers: null, why: world } : run(what, world)
  })
  return [
    run('as it was', base),
    run('only: pool ×5', unprotected(scaled(scenario, { pool: 5 })), true),
    run('only: everything ×2', unprotected(scaled(scenario, { pool: 2, workers: 2, cores: 2, database: 2 })), true),
    ...tried,
    run('all protections together', together(base, measures))
  ]
}

const counted = ({ failed, slow, harmedIntervals }: HarmCount) => ({ failed, slow, minutes: harmedIntervals })

/** Whatever contains, sheds or serves, the cause left in place. */
function together(base: Protected, measures: readonly Measure[]): Protected {
  return measures
    .filter(({ effect }) => effect !== 'removes')
    .reduce((world, measure) => {
      const next = applyMeasure(world, measure)
      return typeof next === 'string' ? world : next
    }, base)
}
