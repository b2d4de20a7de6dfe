import type { Breaker } from './breaker.ts'
import type { Appointment } from './appointment.ts'
import type { Calendar } from './calendar.ts'
import { drawDuration } from './distribution.ts'
import type { Flights } from './flights.ts'
import type { Draw, RequestAttributes, Step, Visit } from './model.ts'
import type { Processor } from './processor.ts'
import type { Holder, Resource } from './resource.ts'

/** The parts of a running system that a request's steps reach. */
export interface Plant {
  readonly calendar: Calendar
  readonly flights: Flights
  breaker(name: string): Breaker
  resource(name: string): Resource
  processor(name: string): Processor
  launch(className: string, attributes: RequestAttributes): void
}

/** A request on its way through its steps. */
export interface Process extends Holder {
  readonly visits: Visit[]
  start(): void
}

interface Frame {
  readonly steps: readonly Step[]
  index: number
  /** How often the steps run again. */
  again: number
  /** Undoes what entering did: gives units back, stops an alarm. Told why the steps failed; null when they did not. */
  readonly leave: ((reason: string | null) => void) | null
  /** A `try` frame: what happens when something inside fails. True when it took over. */
  readonly rescue: (() => boolean) | null
}

/** Written to and never read, when nobody keeps the trace. */
const untraced: Visit = { kind: 'work', name: '', askedAt: 0, startedAt: null, endedAt: null, about: undefined }

/**
 * Runs a request's steps on the plant. A class, because there is one for every request: its methods are shared, its state
 * is its own.
 */
class RunningProcess implements Process {
  readonly visits: Visit[] = []
  readonly #frames: Frame[] = []
  /** What the request is waiting for now. */
  #awaited: Appointment | null = null
  /** What it is doing or waiting for, in the trace; ended when that is. */
  #visit: Visit = untraced
  #over = false
  readonly #steps: readonly Step[]
  readonly #draw: Draw
  readonly #plant: Plant
  readonly #traced: boolean
  readonly #ended: (reason: string | null) => void

  constructor(steps: readonly Step[], draw: Draw, plant: Plant, traced: boolean, ended: (reason: string | null) => void) {
    this.#steps = steps
    this.#draw = draw
    this.#plant = plant
    this.#traced = traced
    this.#ended = ended
  }

  start(): void {
    this.#push(this.#steps)
    this.#run()
  }

  fail(reason: string, hard: boolean): void {
    this.#fail(reason, hard, null)
  }

  #push(steps: readonly Step[], again = 0, leave: Frame['leave'] = null, rescue: Frame['rescue'] = null): void {
    this.#frames.push({ steps, index: 0, again, leave, rescue })
  }

  #note(kind: Visit['kind'], name: string, startedAt: number | null, about?: unknown): Visit {
    if (!this.#traced) return untraced
    const visit: Visit = { kind, name, askedAt: this.#plant.calendar.now(), startedAt, endedAt: null, about }
    this.visits.push(visit)
    return visit
  }

  #fail(reason: string, hard: boolean, through: Frame | null): void {
    if (this.#over) return
    if (this.#awaited !== null) {
      this.#awaited.cancel()
      this.#close()
    }
    // A deadline unwinds through its own frame before a `try` outside it may take over.
    let inside = through !== null
    for (let frame = this.#frames.pop(); frame !== undefined; frame = this.#frames.pop()) {
      frame.leave?.(reason)
      if (inside) inside = frame !== through
      else if (!hard && frame.rescue?.()) return
    }
    this.#over = true
    this.#ended(reason)
  }

  /** It waits no more, for whatever reason. */
  #close(): void {
    this.#awaited = null
    this.#visit.endedAt = this.#plant.calendar.now()
    this.#visit = untraced
  }

  /** True when the steps can go on at once. */
  #hold(step: Extract<Step, { do: 'hold' }>): boolean {
    const name = typeof step.resource === 'string' ? step.resource : step.resource(this.#draw)
    const resource = this.#plant.resource(name)
    const visit = this.#note('hold', name, null)
    const units = resource.take(this, step.units ?? 1)
    if (units !== null) {
      this.#enter(step, resource, visit, units)
      return true
    }
    const place = resource.queue(
      this,
      step.units ?? 1,
      step.waitTimeoutMs,
      (given) => {
        this.#awaited = null
        this.#visit = untraced
        this.#enter(step, resource, visit, given)
        this.#run()
      },
      (reason) => {
        this.#close()
        this.#fail(reason, false, null)
      }
    )
    this.#visit = visit
    this.#awaited = place
    if (place === null) {
      this.#close()
      this.#fail(`rejected:${name}`, false, null)
    }
    return false
  }

  /** Goes on with what it was given. */
  #enter(step: Extract<Step, { do: 'hold' }>, resource: Resource, visit: Visit, units: number): void {
    const { calendar } = this.#plant
    visit.startedAt = calendar.now()
    const leaks = step.leaks?.(this.#draw) ?? false
    this.#push(step.steps, 0, () => {
      visit.endedAt = calendar.now()
      if (leaks) resource.leak(this, units)
      else resource.release(this, units)
    })
  }

  #work(step: Extract<Step, { do: 'work' }>): void {
    const { calendar } = this.#plant
    this.#visit = this.#note('work', step.name, calendar.now(), step.about)
    const time = drawDuration(step.time, this.#draw)
    this.#awaited =
      step.on === undefined
        ? calendar.at(calendar.now() + time, this.#worked)
        : this.#plant.processor(typeof step.on === 'string' ? step.on : step.on(this.#draw)).run(time, this.#worked)
  }

  readonly #worked = (): void => {
    this.#close()
    this.#run()
  }

  /** Goes on after a pause, unless it is called off. */
  #resumeAfter(pauseMs: number, resume: () => void): void {
    const { calendar } = this.#plant
    this.#awaited = calendar.at(calendar.now() + pauseMs, () => {
      this.#awaited = null
      resume()
    })
  }

  #attempt(step: Extract<Step, { do: 'try' }>, left: number): void {
    this.#push(step.steps, 0, null, () => {
      if (left > 1) {
        this.#resumeAfter(step.backoff === undefined ? 0 : drawDuration(step.backoff, this.#draw), () => {
          this.#attempt(step, left - 1)
          this.#run()
        })
        return true
      }
      if (step.otherwise === undefined) return false
      this.#push(step.otherwise)
      this.#resumeAfter(0, () => this.#run())
      return true
    })
  }

  #within(step: Extract<Step, { do: 'within' }>): void {
    const { calendar } = this.#plant
    const alarm = calendar.at(calendar.now() + step.ms, () => this.#fail(step.reason, false, frame))
    const frame: Frame = { steps: step.steps, index: 0, again: 0, leave: () => alarm.cancel(), rescue: null }
    this.#frames.push(frame)
  }

  #guard(step: Extract<Step, { do: 'guard' }>): void {
    const settle = this.#plant.breaker(step.breaker).admit()
    if (settle === null) this.#fail(`open:${step.breaker}`, false, null)
    else this.#push(step.steps, 0, settle)
  }

  /** True when the steps can go on at once: nobody is doing the same. */
  #share(step: Extract<Step, { do: 'share' }>): boolean {
    const { flights } = this.#plant
    const key = step.key(this.#draw)
    const followed = flights.follow(key, (reason) => {
      this.#awaited = null
      if (reason === null) this.#run()
      else this.#fail(reason, false, null)
    })
    this.#awaited = followed
    if (followed === null) this.#push(step.steps, 0, flights.lead(key))
    return followed === null
  }

  /** Goes on until the request waits for something or ends. */
  #run(): void {
    for (;;) {
      const frame = this.#frames.at(-1)
      if (frame === undefined) {
        this.#over = true
        this.#ended(null)
        return
      }
      const step = frame.steps[frame.index]
      if (step === undefined) {
        if (frame.again > 0) {
          frame.again--
          frame.index = 0
          continue
        }
        this.#frames.pop()
        frame.leave?.(null)
        continue
      }
      frame.index++
      switch (step.do) {
        case 'hold':
          if (!this.#hold(step)) return
          break
        case 'work':
          this.#work(step)
          return
        case 'branch':
          this.#push(step.choose(this.#draw))
          break
        case 'repeat': {
          const times = typeof step.times === 'number' ? step.times : step.times(this.#draw)
          if (times >= 1) this.#push(step.steps, Math.floor(times) - 1)
          break
        }
        case 'within':
          this.#within(step)
          break
        case 'try':
          this.#attempt(step, step.attempts ?? 1)
          break
        case 'spawn':
          this.#plant.launch(step.className, step.attributes?.(this.#draw) ?? {})
          break
        case 'guard':
          this.#guard(step)
          if (this.#over || this.#awaited !== null) return
          break
        case 'share':
          if (!this.#share(step)) return
          break
        case 'fail':
          this.#fail(step.reason, false, null)
          return
      }
    }
  }
}

/** A request's process, not yet started. `ended` is called exactly once. */
export function createProcess(
  steps: readonly Step[],
  draw: Draw,
  plant: Plant,
  traced: boolean,
  ended: (reason: string | null) => void
): Process {
  return new RunningProcess(steps, draw, plant, traced, ended)
}
