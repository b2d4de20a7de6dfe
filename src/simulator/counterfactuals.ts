import { type QueueRun, simulateQueue } from '../queueing/index.ts'
import { buildModel } from './plant/build.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { CounterfactualTruth } from './scenario/truth.ts'

interface Change {
  readonly change: string
  readonly scaling: boolean
  readonly apply: (scenario: Scenario) => Scenario
}

/** More of a resource: the service's own, and whatever faults and operators set it to. */
function scaled(scenario: Scenario, by: { pool?: number; workers?: number; cores?: number; database?: number }): Scenario {
  const { service } = scenario
  const times = (what: 'pool' | 'workers', value: number): number => Math.round(value * (by[what] ?? 1))
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
        heapMb: each.heapMb * (by.cores ?? 1)
      }))
    },
    faults: scenario.faults.map((fault) =>
      fault.kind === 'limit'
        ? { ...fault, value: times(fault.what, fault.value) }
        : fault.kind === 'instance-slow'
          ? { ...fault, cores: fault.cores * (by.cores ?? 1) }
          : fault
    ),
    actions: scenario.actions.map((action) =>
      action.value === undefined
        ? action
        : { ...action, value: times(action.kind === 'set-pool' ? 'pool' : 'workers', action.value) }
    )
  }
}

const changes: readonly Change[] = [
  { change: 'pool ×5', scaling: true, apply: (scenario) => scaled(scenario, { pool: 5 }) },
  { change: 'pool and workers ×5', scaling: true, apply: (scenario) => scaled(scenario, { pool: 5, workers: 5 }) },
  { change: 'instances ×2', scaling: true, apply: (scenario) => scaled(scenario, { pool: 2, workers: 2, cores: 2 }) },
  {
    change: 'everything ×2',
    scaling: true,
    apply: (scenario) => scaled(scenario, { pool: 2, workers: 2, cores: 2, database: 2 })
  }
]

export const harmMs = 8000

/** Share of the citizens' requests, from `fromMs` on, that failed or took longer than anyone waits. */
function harmShare(run: QueueRun, scenario: Scenario, fromMs: number): { failedShare: number; p95Ms: number | null } {
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

/** The same incident, same seed, in worlds with more of this or that, and in one without its cause. */
export function runCounterfactuals(scenario: Scenario, seed: number, asItWas: QueueRun, onsetMs: number): CounterfactualTruth[] {
  const base = harmShare(asItWas, scenario, onsetMs)
  const judged = (change: string, scaling: boolean, changed: Scenario): CounterfactualTruth => {
    const { failedShare, p95Ms } = harmShare(simulateQueue(buildModel(changed).model, seed), changed, onsetMs)
    const healthy =
      failedShare < Math.max(0.01, base.failedShare * 0.1) && (p95Ms ?? 0) < Math.max(harmMs, (base.p95Ms ?? 0) * 0.1)
    const outcome = healthy
      ? 'recovers'
      : failedShare > base.failedShare * 0.5 || (p95Ms ?? 0) > (base.p95Ms ?? 0) * 0.5
        ? 'fails'
        : 'eases'
    return { change, scaling, failedShare: round(failedShare), p95Ms: p95Ms === null ? null : Math.round(p95Ms), outcome }
  }
  const removed = { ...scenario, faults: [] }
  return [
    {
      change: 'as it was',
      scaling: false,
      failedShare: round(base.failedShare),
      p95Ms: base.p95Ms === null ? null : Math.round(base.p95Ms),
      outcome: 'as-it-was'
    },
    ...changes.map(({ change, scaling, apply }) => judged(change, scaling, apply(scenario))),
    ...(scenario.faults.length === 0 ? [] : [judged('cause removed', false, removed)])
  ]
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000
