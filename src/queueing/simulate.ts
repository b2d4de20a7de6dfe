import { arrivalTimes } from './arrivals.ts'
import { Attempt, type Floor, type RunningClass } from './attempt.ts'
import { createBreaker } from './breaker.ts'
import { type Calendar, createCalendar } from './calendar.ts'
import { createFlights } from './flights.ts'
import type { EndedRequest, QueueModel, RequestAttributes, SystemControl, SystemView, WorkClass } from './model.ts'
import type { Plant } from './process.ts'
import { createProcessor } from './processor.ts'
import { createRandom, mixSeed, mixSeeds, type Random } from './random.ts'
import { createRecorder } from './recorder.ts'
import { createResource } from './resource.ts'
import { createRetryBudget } from './retry-budget.ts'
import { type QueueRun, reportRun } from './run.ts'

export interface SimulateOptions {
  /** Keeps every request with what it held and did. @default false */
  readonly trace?: boolean
  /** Width of the series' intervals. @default 60 000 */
  readonly intervalMs?: number
  /** An answer that took longer counts as slow in the series. @default 10 000 */
  readonly slowMs?: number
}

/**
 * Runs the model once. Deterministic: the same model and seed give the same run. Each request draws from a stream of its
 * own (seed, class, number), so that two models that differ in a limit meet the same arrivals and the same demands
 * (common random numbers), and their difference is the limit's.
 * Throws RangeError for a resource, processor or class that the model does not name, a rate below 0, or an empty sample.
 */
export function simulateQueue(model: QueueModel, seed: number, options: SimulateOptions = {}): QueueRun {
  const { trace = false, intervalMs = 60_000, slowMs = 10_000 } = options
  const calendar = createCalendar()
  const resources = new Map(model.resources.map((spec) => [spec.name, createResource(spec, calendar, intervalMs)]))
  const processors = new Map((model.processors ?? []).map((spec) => [spec.name, createProcessor(spec, calendar, intervalMs)]))
  const classes = new Map(
    model.classes.map((spec) => [spec.name, createClass(spec, mixSeeds(seed, `${spec.name}/`), intervalMs, slowMs)])
  )
  const breakers = new Map((model.breakers ?? []).map((spec) => [spec.name, createBreaker(spec, calendar)]))
  const requests: EndedRequest[] = []
  const live = new Set<Attempt>()
  let nextId = 1

  const resource = (name: string) => named(resources, 'resource', name)
  const processor = (name: string) => named(processors, 'processor', name)
  const classOf = (name: string) => named(classes, 'class', name)
  const counted = (name: string | undefined, of: 'inFlight' | 'ended'): number => {
    if (name !== undefined) return classOf(name)[of]
    let sum = 0
    for (const each of classes.values()) sum += each[of]
    return sum
  }
  const system: SystemView = {
    holders: (name) => resource(name).holders(),
    waiters: (name) => resource(name).waiters(),
    limit: (name) => resource(name).limit(),
    jobs: (name) => processor(name).jobs(),
    inFlight: (name) => counted(name, 'inFlight'),
    ended: (name) => counted(name, 'ended')
  }
  const plant: Plant = {
    calendar,
    flights: createFlights(),
    breaker: (name) => named(breakers, 'breaker', name),
    resource,
    processor,
    launch: (name, attributes) => launch(name, attributes)
  }
  const floor: Floor = { plant, system, trace, live, requests, launch }

  /** `root`: the first attempt's number, for those after it. */
  function launch(className: string, given: RequestAttributes | null, attempt = 1, root = 0): void {
    const kind = classOf(className)
    const id = nextId++
    const random = createRandom(kind.seedOf(kind.arrived++))
    new Attempt(id, root === 0 ? id : root, attempt, given, kind, floor, random).start()
  }

  for (const { spec } of classes.values()) {
    const times = arrivalTimes(spec.arrivals, model.durationMs, createRandom(mixSeed(seed, `arrivals/${spec.name}`)))
    feed(times, calendar, () => launch(spec.name, null))
  }
  for (const [index, { when, act }] of (model.controls ?? []).entries()) {
    const control = controlOf(system, plant, resources, createRandom(mixSeed(seed, `control/${index}`)))
    const tick = (): void => {
      act(control)
      if ('everyMs' in when) calendar.at(calendar.now() + when.everyMs, tick)
    }
    calendar.at('everyMs' in when ? when.everyMs : when.atMs, tick)
  }

  calendar.run(model.durationMs)
  for (const open of live) {
    const request = open.describe('in-flight', null)
    classOf(request.className).recorder.ended(request)
    if (trace) requests.push(request)
  }
  requests.sort((a, b) => a.id - b.id)
  return reportRun(model.durationMs, intervalMs, resources, processors, classes, trace ? requests : null)
}

/** One arrival at a time on the calendar, so that a long day costs no memory. */
function feed(times: Generator<number>, calendar: Calendar, arrive: () => void): void {
  const next = times.next()
  if (next.done) return
  calendar.at(next.value, () => {
    feed(times, calendar, arrive)
    arrive()
  })
}

function createClass(spec: WorkClass, seedOf: RunningClass['seedOf'], intervalMs: number, slowMs: number): RunningClass {
  const retries = createRetryBudget(spec.client?.retryBudget)
  return { spec, recorder: createRecorder(intervalMs, slowMs), retries, seedOf, arrived: 0, inFlight: 0, ended: 0 }
}

function named<T>(map: ReadonlyMap<string, T>, kind: string, name: string): T {
  const found = map.get(name)
  if (found === undefined) throw new RangeError(`the model has no ${kind} "${name}"; it has ${[...map.keys()].join(', ')}`)
  return found
}

function controlOf(
  system: SystemView,
  plant: Plant,
  resources: ReadonlyMap<string, ReturnType<typeof createResource>>,
  random: Random
): SystemControl {
  return {
    ...system,
    get now() {
      return plant.calendar.now()
    },
    random,
    setLimit: (name, limit) => plant.resource(name).setLimit(limit),
    setSpeed: (name, cores) => plant.processor(name).setCores(cores),
    interrupt: (name, reason) => {
      const parties = named(resources, 'resource', name).parties()
      for (const party of parties) party.fail(reason, true)
      return parties.length
    },
    reclaim: (name) => plant.resource(name).reclaim(),
    launch: (className, attributes) => plant.launch(className, attributes ?? {})
  }
}
