import type { Calendar } from './calendar.ts'
import { drawDuration } from './distribution.ts'
import type { Draw, RequestAttributes, Step, Visit } from './model.ts'
import type { Processor } from './processor.ts'
import type { Holder, Resource } from './resource.ts'

/** The parts of a running system that a request's steps reach. */
export interface Plant {
  readonly calendar: Calendar
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
  /** Undoes what entering did: gives units back, stops an alarm. */
  readonly leave: (() => void) | null
  /** A `try` frame: what happens when something inside fails. True when it took over. */
  readonly rescue: (() => boolean) | null
}

/** Written to and never read, when nobody keeps the trace. */
const untraced: Visit = { kind: 'work', name: '', askedAt: 0, startedAt: null, endedAt: null, about: undefined }

/** Runs a request's steps on the plant. `ended` is called exactly once. */
export function createProcess(
  steps: readonly Step[],
  draw: Draw,
  plant: Plant,
  traced: boolean,
  ended: (reason: string | null) => void
): Process {
  const { calendar } = plant
  const owner: Process = { visits: [], start: () => enter(), fail: (reason, hard) => fail(reason, hard) }
  const { visits } = owner
  const frames: Frame[] = []
  /** Calls off whatever the request is waiting for now. */
  let cancel: (() => void) | null = null
  let over = false

  const push = (inner: readonly Step[], more: Partial<Pick<Frame, 'again' | 'leave' | 'rescue'>> = {}): void => {
    frames.push({ steps: inner, index: 0, again: more.again ?? 0, leave: more.leave ?? null, rescue: more.rescue ?? null })
  }
  const note = (kind: Visit['kind'], name: string, startedAt: number | null, about?: unknown): Visit => {
    if (!traced) return untraced
    const visit: Visit = { kind, name, askedAt: calendar.now(), startedAt, endedAt: null, about }
    visits.push(visit)
    return visit
  }

  const fail = (reason: string, hard = false, through: Frame | null = null): void => {
    if (over) return
    cancel?.()
    cancel = null
    // A deadline unwinds through its own frame before a `try` outside it may take over.
    let inside = through !== null
    for (let frame = frames.pop(); frame !== undefined; frame = frames.pop()) {
      frame.leave?.()
      if (inside) inside = frame !== through
      else if (!hard && frame.rescue?.()) return
    }
    over = true
    ended(reason)
  }

  const hold = (step: Extract<Step, { do: 'hold' }>): boolean => {
    const name = typeof step.resource === 'string' ? step.resource : step.resource(draw)
    const resource = plant.resource(name)
    const visit = note('hold', name, null)
    let settled = false
    let waited = false
    const leave = resource.acquire(
      owner,
      step.units ?? 1,
      step.waitTimeoutMs,
      (units) => {
        settled = true
        cancel = null
        visit.startedAt = calendar.now()
        const leaks = step.leaks?.(draw) ?? false
        push(step.steps, {
          leave: () => {
            visit.endedAt = calendar.now()
            if (leaks) resource.leak(owner, units)
            else resource.release(owner, units)
          }
        })
        if (waited) run()
      },
      (reason) => {
        settled = true
        cancel = null
        visit.endedAt = calendar.now()
        fail(reason)
      }
    )
    if (settled) return !over && cancel === null
    waited = true
    cancel = () => {
      visit.endedAt = calendar.now()
      leave()
    }
    return false
  }

  const work = (step: Extract<Step, { do: 'work' }>): void => {
    const visit = note('work', step.name, calendar.now(), step.about)
    const time = drawDuration(step.time, draw)
    const done = (): void => {
      cancel = null
      visit.endedAt = calendar.now()
      run()
    }
    let stop: () => void
    if (step.on === undefined) {
      const appointment = calendar.at(calendar.now() + time, done)
      stop = () => appointment.cancel()
    } else {
      stop = plant.processor(typeof step.on === 'string' ? step.on : step.on(draw)).run(time, done)
    }
    cancel = () => {
      visit.endedAt = calendar.now()
      stop()
    }
  }

  const attempt = (step: Extract<Step, { do: 'try' }>, left: number): void => {
    const rescue = (): boolean => {
      if (left > 1) {
        const pause = step.backoff === undefined ? 0 : drawDuration(step.backoff, draw)
        const appointment = calendar.at(calendar.now() + pause, () => {
          cancel = null
          attempt(step, left - 1)
          run()
        })
        cancel = () => appointment.cancel()
        return true
      }
      if (step.otherwise === undefined) return false
      push(step.otherwise)
      const appointment = calendar.at(calendar.now(), () => {
        cancel = null
        run()
      })
      cancel = () => appointment.cancel()
      return true
    }
    push(step.steps, { rescue })
  }

  const within = (step: Extract<Step, { do: 'within' }>): void => {
    const alarm = calendar.at(calendar.now() + step.ms, () => fail(step.reason, false, frame))
    const frame: Frame = { steps: step.steps, index: 0, again: 0, leave: () => alarm.cancel(), rescue: null }
    frames.push(frame)
  }

  function enter(): void {
    push(steps)
    run()
  }

  /** Goes on until the request waits for something or ends. */
  function run(): void {
    for (;;) {
      const frame = frames.at(-1)
      if (frame === undefined) {
        over = true
        ended(null)
        return
      }
      const step = frame.steps[frame.index]
      if (step === undefined) {
        if (frame.again > 0) {
          frame.again--
          frame.index = 0
          continue
        }
        frames.pop()
        frame.leave?.()
        continue
      }
      frame.index++
      switch (step.do) {
        case 'hold':
          if (!hold(step)) return
          break
        case 'work':
          work(step)
          return
        case 'branch':
          push(step.choose(draw))
          break
        case 'repeat': {
          const times = typeof step.times === 'number' ? step.times : step.times(draw)
          if (times >= 1) push(step.steps, { again: Math.floor(times) - 1 })
          break
        }
        case 'within':
          within(step)
          break
        case 'try':
          attempt(step, step.attempts ?? 1)
          break
        case 'spawn':
          plant.launch(step.className, step.attributes?.(draw) ?? {})
          break
        case 'fail':
          fail(step.reason)
          return
      }
    }
  }

  return owner
}
