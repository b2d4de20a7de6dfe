import { instantOf } from '../domain/index.ts'
import { runCounterfactuals } from './counterfactuals.ts'
import type { Scenario } from './scenario/scenario.ts'
import { Truth } from './scenario/truth.ts'
import type { WrittenFile } from './untidy.ts'
import { firstHarmOf } from './world/first-harm.ts'
import { harmOf } from './world/harm.ts'
import type { World } from './world/world.ts'

/** What is true of the incident as this seed made it, with its key evidence looked up in the files as written. */
export function truthOf(scenario: Scenario, world: World, files: ReadonlyMap<string, WrittenFile>, otherWorlds: boolean): Truth {
  const { truth } = scenario
  const onsetMs = truth.onset === null ? null : world.at(truth.onset)
  const harm = harmOf(world)
  // Two long waits on a quiet morning are no effect of what goes wrong at noon.
  const firstHarm = firstHarmOf(world, onsetMs === null ? 0 : Math.max(0, onsetMs - truth.onsetToleranceMinutes * 60_000))
  const time = (atMs: number, toleranceMinutes: number) => ({ time: instantOf(world.startMs + atMs), toleranceMinutes })
  const counterfactuals =
    firstHarm === null || !otherWorlds ? [] : runCounterfactuals(scenario, world.seed, world.run, onsetMs ?? firstHarm)
  return Truth.parse({
    version: 1,
    scenario: scenario.name,
    seed: world.seed,
    status: truth.status,
    acceptCategories: truth.acceptCategories,
    componentAliases: truth.componentAliases,
    mechanism: { mustEntail: truth.mustEntail, mustNotClaim: truth.mustNotClaim },
    trigger: {
      kinds: truth.trigger.kinds,
      refs: truth.trigger.refs,
      time: truth.trigger.at === null ? null : time(world.at(truth.trigger.at), 2)
    },
    onset: onsetMs === null ? null : time(onsetMs, truth.onsetToleranceMinutes),
    firstHarm: firstHarm === null ? null : time(firstHarm, 6),
    keyEvidence: truth.keyEvidence.map(({ what, path, pattern }) => ({
      what,
      path,
      pattern,
      matches: (files.get(path)?.text.split('\n') ?? []).filter((line) => new RegExp(pattern).test(line)).length
    })),
    minimumKeyEvidence: truth.minimumKeyEvidence,
    symptoms: truth.symptoms,
    innocentChanges: truth.innocentChanges,
    contributing: truth.contributing,
    counterfactuals,
    scalingRemoves:
      counterfactuals.length === 0 ? null : counterfactuals.some(({ scaling, outcome }) => scaling && outcome === 'recovers'),
    mayAbstain: truth.mayAbstain,
    mayLeaveOpen: truth.mayLeaveOpen,
    falseStatements: truth.falseStatements,
    traps: truth.traps,
    records: Object.fromEntries([...files].map(([path, { records }]) => [path, records])),
    harm: { failed: harm.failed, requests: harm.requests, citizens: harm.citizens }
  })
}
