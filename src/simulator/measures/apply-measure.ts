import type { Measure } from '../../domain/index.ts'
import { cured, scaled } from '../counterfactuals.ts'
import { noProtections, type Protections } from '../plant/protections.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { msOfDay, timeOfDay } from '../scenario/time-of-day.ts'
import { resolveTarget, type Target } from './resolve-target.ts'

/** A scenario's service with measures built in. */
export interface Protected {
  readonly scenario: Scenario
  readonly protections: Protections
}

export const unprotected = (scenario: Scenario): Protected => ({ scenario, protections: noProtections })

const numberOf = ({ parameters }: Measure, name: string): number | null => {
  const value = parameters.find((each) => each.name === name)?.value
  return typeof value === 'number' ? value : null
}
const also = <V>(map: ReadonlyMap<string, V>, keys: readonly string[], value: V): Map<string, V> =>
  new Map([...map, ...keys.map((key) => [key, value] as const)])

/** The service with one more measure, as the design sets it; in words why it cannot be built into this scenario. */
export function applyMeasure(to: Protected, measure: Measure): Protected | string {
  const { scenario, protections } = to
  const target = resolveTarget(scenario, measure.target)
  const protect = (more: Partial<Protections>): Protected => ({ scenario, protections: { ...protections, ...more } })
  const serve = (more: Partial<Scenario['service']>): Protected => ({
    scenario: { ...scenario, service: { ...scenario.service, ...more } },
    protections
  })
  const missing = (name: string): string => `its ${name} could not be computed from the materials`
  switch (measure.kind) {
    case 'revert':
      return undone(to) ?? 'when its cause began is not known'
    case 'capacity':
      // A design asks for capacity where demand is true: every part that serves it has to grow with it.
      return { scenario: scaled(scenario, { pool: 2, workers: 2, cores: 2, database: 2 }), protections }
    case 'fix-cause':
      return { scenario: cured(scenario), protections }
    case 'statement-timeout':
    case 'call-timeout':
      return timeoutOn(target, numberOf(measure, 'timeout'), protections, protect) ?? missing('time-out or its target')
    case 'wait-timeout': {
      const waitTimeoutMs = numberOf(measure, 'wait-timeout')
      return waitTimeoutMs === null ? missing('wait') : serve({ pool: { ...scenario.service.pool, waitTimeoutMs } })
    }
    case 'admission-limit': {
      const [inFlight, limit] = [numberOf(measure, 'in-flight'), numberOf(measure, 'queue-limit')]
      if (inFlight !== null) {
        const workers = eachInstance(scenario, inFlight)
        return serve({ instances: scenario.service.instances.map((each) => ({ ...each, workers, backlog: 0 })) })
      }
      return limit === null ? missing('limit') : protect({ poolQueueLimit: eachInstance(scenario, limit) })
    }
    case 'bulkhead': {
      const limit = numberOf(measure, 'limit')
      if (limit === null || target.routes.length === 0) return missing('limit or its target')
      return protect({ bulkheads: also(protections.bulkheads, target.routes, eachInstance(scenario, limit)) })
    }
    case 'circuit-breaker': {
      const [minimum, slowMs] = [numberOf(measure, 'minimum'), numberOf(measure, 'timeout')]
      const what = target.dependency ?? target.statement
      if (minimum === null || slowMs === null || what === null) return missing('minimum, time-out or target')
      const spec = { name: `breaker:${what}`, windowMs: 30_000, minimum, failureShare: 0.5, slowMs, openMs: 30_000 }
      return protect({ breakers: also(protections.breakers, [what], spec) })
    }
    case 'pool-size': {
      const size = numberOf(measure, 'size')
      if (size === null) return missing('size')
      const pool = { ...scenario.service.pool, size: eachInstance(scenario, size) }
      // A limit set wrongly gives way to the measured one.
      const faults = scenario.faults.filter((fault) => fault.kind !== 'limit' || fault.what !== 'pool')
      return { scenario: { ...scenario, faults, service: { ...scenario.service, pool } }, protections }
    }
    case 'single-flight':
      return protect({ singleFlight: true })
    case 'retry-budget':
      return scenario.service.client ? protect({ retryBudget: 0.1 }) : 'its clients do not repeat by themselves'
    case 'client-rate-limit':
      return (
        limitClients(to, numberOf(measure, 'rate')) ??
        'no client of the scenario asks by itself, or its rate could not be computed'
      )
    case 'job-window':
      return withoutJobs(to) ?? 'no job of the scenario can be moved'
    case 'graceful-degradation':
      return target.dependency === null
        ? 'what is served instead is not part of the model'
        : protect({ doWithout: new Set([...protections.doWithout, target.dependency]) })
    default:
      return 'the scenario’s model has no such part'
  }
}

/** A limit over all instances together, as each of them gets it. */
const eachInstance = ({ service }: Scenario, limit: number): number => Math.max(1, Math.round(limit / service.instances.length))

function timeoutOn(
  { statement, dependency }: Target,
  ms: number | null,
  { statementTimeoutMs, callTimeoutMs }: Protections,
  protect: (more: Partial<Protections>) => Protected
): Protected | null {
  if (ms === null) return null
  if (statement) return protect({ statementTimeoutMs: also(statementTimeoutMs, [statement], ms) })
  return dependency ? protect({ callTimeoutMs: also(callTimeoutMs, [dependency], ms) }) : null
}

function limitClients({ scenario, protections }: Protected, rate: number | null): Protected | null {
  if (rate === null || !scenario.faults.some(({ kind }) => kind === 'crawler')) return null
  const faults = scenario.faults.map((fault) =>
    fault.kind === 'crawler' ? { ...fault, perMinute: Math.min(fault.perMinute, rate * fault.clients) } : fault
  )
  return { scenario: { ...scenario, faults }, protections }
}

/** Undone a quarter of an hour after the cause began to act: what a good detector and a rehearsed release allow. */
function undone({ scenario, protections }: Protected): Protected | null {
  const { onset } = scenario.truth
  if (onset === null || scenario.faults.length === 0) return null
  const until = timeOfDay(msOfDay(onset) + undoneAfterMinutes * 60_000)
  const faults = scenario.faults.map((fault) => ({
    ...fault,
    until: fault.until !== undefined && fault.until < until ? fault.until : until
  }))
  return { scenario: { ...scenario, faults }, protections }
}

const undoneAfterMinutes = 15

/** Jobs run when nobody is there: outside of the scenario’s day. */
function withoutJobs({ scenario, protections }: Protected): Protected | null {
  const faults = scenario.faults.filter(({ kind }) => kind !== 'lock-holder' && kind !== 'batch')
  return faults.length === scenario.faults.length ? null : { scenario: { ...scenario, faults }, protections }
}
