import type { Draw, ProcessorSpec, QueueModel, ResourceSpec, Step, SystemControl, WorkClass } from '../../queueing/index.ts'
import type { StatementSpec } from '../scenario/service.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { msOfDay, type TimeOfDay } from '../scenario/time-of-day.ts'
import { type Parts, partsOf } from './parts.ts'
import { noProtections, type Protections } from './protections.ts'

const dayMs = 86_400_000

/** How one execution of a statement comes out. */
export interface StatementCourse {
  readonly ms: number
  /** `good`, `bad`, … as the fault calls it; null when nothing is special. */
  readonly plan: string | null
  readonly fails?: string
}
/** How one call of a dependency comes out. */
export interface CallCourse {
  readonly ms: number
  readonly fails?: string
}

/** Something that happened in the run and leaves a trace in the logs. */
export interface Happening {
  readonly atMs: number
  readonly kind: 'down' | 'up' | 'out-of-memory' | 'limit' | 'terminated' | 'job-start' | 'job-end'
  readonly entity: string
  readonly text: string
  readonly before: number | null
  readonly after: number | null
}

/** Seen of an instance at a moment. */
export interface Probe {
  readonly atMs: number
  readonly instance: string
  readonly heapShare: number
  readonly gcShare: number
}

/**
 * The service's model while it is put together: faults and actions leave their effects here, `buildModel` reads them.
 * Made anew for every run, because leaks and probes are state of the run.
 */
export interface Setting {
  readonly scenario: Scenario
  /** Measures built into the service. */
  readonly protections: Protections
  /** By instance. */
  readonly parts: ReadonlyMap<string, Parts>
  /** Time of day → milliseconds since the run's start. */
  readonly at: (time: TimeOfDay) => number
  /** The date so many days after the incident's, `2031-11-17`. */
  readonly dateAhead: (days: number) => string
  /** Is `now` within the fault's span? */
  readonly active: (span: { readonly from: TimeOfDay; readonly until?: TimeOfDay | undefined }, now: number) => boolean
  /** By statement; the last that answers wins. */
  readonly statements: Map<string, ((draw: Draw, spec: StatementSpec, ms: number) => StatementCourse | null)[]>
  readonly calls: Map<string, ((draw: Draw, ms: number) => CallCourse | null)[]>
  readonly hitShares: Map<string, ((now: number) => number | null)[]>
  /** Steps before a route's own, by route. */
  readonly before: Map<string, ((draw: Draw) => readonly Step[])[]>
  /** How often a route runs a query, by `route/query`. */
  readonly repeats: Map<string, (draw: Draw) => number | null>
  readonly leaks: ((draw: Draw) => boolean)[]
  /** Megabytes lost to leaks, by instance. */
  readonly leakedMb: Map<string, number>
  readonly resources: ResourceSpec[]
  readonly processors: ProcessorSpec[]
  readonly classes: WorkClass[]
  readonly controls: NonNullable<QueueModel['controls']>[number][]
  readonly happenings: Happening[]
  readonly probes: Probe[]
}

export function createSetting(scenario: Scenario, protections: Protections = noProtections): Setting {
  const start = msOfDay(scenario.from)
  const known = new Map<TimeOfDay, number>()
  const at = (time: TimeOfDay): number => {
    const kept = known.get(time) ?? msOfDay(time) - start
    known.set(time, kept)
    return kept
  }
  const [today, dates] = [Date.parse(scenario.date), new Map<number, string>()]
  const dateAhead = (days: number): string => {
    const kept = dates.get(days) ?? new Date(today + days * dayMs).toISOString().slice(0, 10)
    dates.set(days, kept)
    return kept
  }
  return {
    scenario,
    protections,
    parts: partsOf(scenario.service),
    at,
    dateAhead,
    active: ({ from, until }, now) => now >= at(from) && (until === undefined || now < at(until)),
    statements: new Map(),
    calls: new Map(),
    hitShares: new Map(),
    before: new Map(),
    repeats: new Map(),
    leaks: [],
    leakedMb: new Map(),
    resources: [],
    processors: [],
    classes: [],
    controls: [],
    happenings: [],
    probes: []
  }
}

/** Appends to a list kept in a map. */
export function also<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** Takes an instance away and brings it back: whatever it was doing fails. */
export function takeDown(
  setting: Setting,
  control: SystemControl,
  instance: string,
  reason: string
): { readonly bringBack: () => void } {
  const workers = `workers@${instance}`
  const size = control.limit(workers)
  control.setLimit(workers, 0)
  control.interrupt(workers, reason)
  control.reclaim(`pool@${instance}`)
  setting.leakedMb.set(instance, 0)
  const started = control.now
  setting.happenings.push({ atMs: started, kind: 'down', entity: instance, text: reason, before: null, after: null })
  return {
    bringBack: () => {
      control.setLimit(workers, size)
      setting.happenings.push({ atMs: control.now, kind: 'up', entity: instance, text: reason, before: null, after: null })
    }
  }
}
