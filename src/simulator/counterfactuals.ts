import { type QueueRun, simulateQueue } from '../queueing/index.ts'
import { buildModel } from './plant/build.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { CounterfactualTruth } from './scenario/truth.ts'
import { slowMs } from './world/harm.ts'

export interface Scale {
  readonly pool?: number | undefined
  readonly workers?: number | undefined
  readonly cores?: number | undefined
  readonly database?: number | undefined
  readonly memory?: number | undefined
}

/** More of a resource: the service's own, and whatever faults and operators set it to. */
export function scaled(scenario: Scenario, by: Scale): Scenario {
  const { service } = scenario
  const times = (what: 'pool' | 'workers', value: number): number => Math.max(1, Math.round(value * (by[what] ?? 1)))
  return {
    ...scenario,
    service: {
      ...service,
      pool: { ...service.pool, size: times('pool', service.pool.size) },
      database: { ...service.database, cores: service.database.cores * (by.database ?? 1) },
      instances: service.instances.map((each) => ({
        ...each,
        workers: times('workers', each.workers),
        cores: each.cores * (by.cores ?? 1),
        heapMb: each.heapMb * (by.memory ?? by.cores ?? 1)
      }))
    },
    faults: scenario.faults.map((fault) =>
      fault.kind === 'limit'
        ? { ...fault, value: times(fault.what, fault.value) }
        : fault.kind === 'instance-slow'
          ? { ...fault, cores: fault.cores * (by.cores ?? 1) }
          : fault
    ),
    actions: scenario.actions.map((action) => {
      if (action.value === undefined) return action
      if (action.kind === 'set-cores') return { ...action, value: action.value * (by.cores ?? 1) }
      return { ...action, value: times(action.kind === 'set-pool' ? 'pool' : 'workers', action.value) }
    })
  }
}

/** The same day without its cause, as the scenario says what that means. */
export function cured(scenario: Scenario): Scenario {
  const { faults, client, loadAtMost = Infinity } = scenario.causeRemoved
  return {
    ...scenario,
    faults: faults ? [] : scenario.faults,
    service: client === undefined ? scenario.service : { ...scenario.service, client },
    load: scenario.load.map(([time, rate]) => [time, Math.min(rate, loadAtMost)])
  }
}

const usual: readonly (Scale & { readonly change: string })[] = [
  { change: 'pool ×5', pool: 5 },
  { change: 'everything ×2', pool: 2, workers: 2, cores: 2, database: 2 }
]

/** Runs of the same seed differ by so much in their slowest twentieth without being different days. */
const alike = 1.05

interface HarmShare {
  readonly failedShare: number
  readonly p95Ms: number | null
}

/** Share of the citizens' requests, from `fromMs` on, that failed or took longer than anyone waits. */
function harmShare(run: QueueRun, scenario: Scenario, fromMs: number): HarmShare {
  const routes = scenario.service.routes.map(({ id }) => id)
  let [ended, failed] = [0, 0]
  const p95: number[] = []
  const from = Math.floor(fromMs / run.intervalMs)
  for (const id of routes) {
    const record = run.classes[id]
    if (!record) continue
    for (const [i, count] of record.series.ended.entries()) {
      if (i < from) continue
      ended += count
      failed += record.series.failed[i] ?? 0
      const each = record.series.p95Ms[i]
      if (typeof each === 'number') p95.push(each)
    }
  }
  p95.sort((a, b) => a - b)
  return { failedShare: ended === 0 ? 0 : failed / ended, p95Ms: p95[Math.floor(p95.length * 0.95)] ?? null }
}

/**
 * Would the run be the same to the event? More units of what nobody ever waited for change nothing: cores and memory do,
 * because they change how long work takes.
 */
function changesNothing({ cores, database, memory, ...units }: Scale, asItWas: QueueRun): boolean {
  if (cores !== undefined || database !== undefined || memory !== undefined) return false
  const grown = Object.keys(units)
  return Object.entries(asItWas.resources).every(
    ([name, { peakWaiters, rejected }]) =>
      !grown.some((what) => name.startsWith(`${what}@`)) || (peakWaiters === 0 && rejected === 0)
  )
}

/** The same incident, same seed, in worlds with more of this or that, and in one without its cause. */
export function runCounterfactuals(scenario: Scenario, seed: number, asItWas: QueueRun, onsetMs: number): CounterfactualTruth[] {
  const base = harmShare(asItWas, scenario, onsetMs)
  const runAgain = (changed: Scenario): HarmShare => harmShare(simulateQueue(buildModel(changed).model, seed), changed, onsetMs)
  const without = runAgain(cured(scenario))
  const fails = ({ failedShare, p95Ms }: HarmShare): boolean =>
    failedShare > base.failedShare * 0.5 || (p95Ms ?? 0) > (base.p95Ms ?? 0) * 0.5
  // A day that is not wholly quiet without the cause is to be had by no other means: as good as that is recovered.
  const [failedLeft, p95Left] = fails(without) ? [0, 0] : [without.failedShare, without.p95Ms ?? 0]
  const judged = (change: string, scaling: boolean, share: HarmShare): CounterfactualTruth => {
    const { failedShare, p95Ms } = share
    const healthy =
      failedShare < Math.max(0.003, base.failedShare * 0.05, failedLeft * alike) &&
      (p95Ms ?? 0) < Math.max(slowMs, (base.p95Ms ?? 0) * 0.1, p95Left * alike)
    const outcome = healthy ? 'recovers' : fails(share) ? 'fails' : 'eases'
    return { change, scaling, failedShare: round(failedShare), p95Ms: p95Ms === null ? null : Math.round(p95Ms), outcome }
  }
  return [
    {
      change: 'as it was',
      scaling: false,
      failedShare: round(base.failedShare),
      p95Ms: base.p95Ms === null ? null : Math.round(base.p95Ms),
      outcome: 'as-it-was'
    },
    ...[...usual, ...scenario.alsoScale].map(({ change, ...by }) =>
      judged(change, true, changesNothing(by, asItWas) ? base : runAgain(scaled(scenario, by)))
    ),
    judged('cause removed', false, without)
  ]
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000
