import TinyQueue from 'tinyqueue'
import type { Appointment, Calendar } from './calendar.ts'
import { createGauge } from './gauge.ts'
import { levelAt, levelChanges } from './level.ts'
import type { ProcessorSpec } from './model.ts'

/** A class, because there is one for every piece of work: its method is shared. */
class Job implements Appointment {
  /** Virtual time at which the job is done. */
  readonly finish: number
  readonly order: number
  done: (() => void) | null
  readonly #calledOff: () => void

  constructor(finish: number, order: number, done: () => void, calledOff: () => void) {
    this.finish = finish
    this.order = order
    this.done = done
    this.#calledOff = calledOff
  }

  cancel(): void {
    if (this.done === null) return
    this.done = null
    this.#calledOff()
  }
}

export interface Processor {
  readonly name: string
  jobs(): number
  setCores(cores: number): void
  /** Calls `done` when `demandMs` of work has been done. */
  run(demandMs: number, done: () => void): Appointment
  close(now: number): { readonly jobs: number[]; readonly utilisation: number[] }
}

/**
 * Egalitarian processor sharing: n jobs on c cores each go at rate min(1, c/n). Kept in virtual time, which advances at
 * that rate, so that a job's finish never has to be recomputed (Parekh & Gallager 1993 use the same device).
 */
export function createProcessor(spec: ProcessorSpec, calendar: Calendar, intervalMs: number): Processor {
  const heap = new TinyQueue<Job>([], (a, b) => a.finish - b.finish || a.order - b.order)
  const jobs = createGauge(intervalMs)
  const busy = createGauge(intervalMs)
  let cores = levelAt(spec.cores, 0)
  let [virtual, since, order] = [0, 0, 0]
  /** When the next job is done as things stand, and the alarm that rings then or before. */
  let due = Infinity
  let alarm: Appointment | null = null
  let alarmAt = Infinity

  const rate = (): number => (jobs.value() === 0 ? 0 : Math.min(1, cores / jobs.value()))
  const advance = (): void => {
    const now = calendar.now()
    virtual += (now - since) * rate()
    since = now
  }
  const count = (change: number): void => {
    jobs.set(calendar.now(), jobs.value() + change)
    busy.set(calendar.now(), cores > 0 ? Math.min(1, jobs.value() / cores) : jobs.value() > 0 ? 1 : 0)
  }
  const schedule = (): void => {
    while (heap.peek()?.done === null) heap.pop()
    const next = heap.peek()
    const speed = rate()
    due = next && speed > 0 ? calendar.now() + Math.max(0, next.finish - virtual) / speed : Infinity
    // An alarm that rings too early is set again then: cheaper than a new one whenever something begins.
    if (due >= alarmAt) return
    alarm?.cancel()
    setAlarm()
  }
  const setAlarm = (): void => {
    alarmAt = due
    alarm = due === Infinity ? null : calendar.at(due, ring)
  }
  const ring = (): void => {
    const early = due > alarmAt
    alarmAt = Infinity
    if (early) setAlarm()
    else finishDue()
  }
  const finishDue = (): void => {
    advance()
    const finished: (() => void)[] = []
    // The first is due by construction; rounding must not keep it waiting for ever.
    for (let next = heap.peek(); next && (finished.length === 0 || next.finish <= virtual + 1e-9); next = heap.peek()) {
      heap.pop()
      if (next.done === null) continue
      finished.push(next.done)
      next.done = null
      count(-1)
    }
    schedule()
    for (const done of finished) done()
  }
  const calledOff = (): void => {
    advance()
    count(-1)
    schedule()
  }
  const setCores = (next: number): void => {
    advance()
    cores = Math.max(0, next)
    count(0)
    schedule()
  }
  for (const { fromMs, value } of levelChanges(spec.cores)) calendar.at(fromMs, () => setCores(value))

  return {
    name: spec.name,
    jobs: () => jobs.value(),
    setCores,
    run: (demandMs, done) => {
      advance()
      const job = new Job(virtual + demandMs, order++, done, calledOff)
      heap.push(job)
      count(1)
      schedule()
      return job
    },
    close: (now) => ({ jobs: jobs.series(now).mean, utilisation: busy.series(now).mean })
  }
}
