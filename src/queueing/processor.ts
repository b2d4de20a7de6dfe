import TinyQueue from 'tinyqueue'
import { type Appointment, type Diary, Entry, sooner } from './appointment.ts'
import type { Calendar } from './calendar.ts'
import { createGauge } from './gauge.ts'
import { levelAt, levelChanges } from './level.ts'
import type { ProcessorSpec } from './model.ts'

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
  const heap = new TinyQueue<Entry>([], sooner)
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
    while (heap.peek()?.act === null) heap.pop()
    const next = heap.peek()
    const speed = rate()
    due = next && speed > 0 ? calendar.now() + Math.max(0, next.due - virtual) / speed : Infinity
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
    for (let next = heap.peek(); next && (finished.length === 0 || next.due <= virtual + 1e-9); next = heap.peek()) {
      heap.pop()
      if (next.act === null) continue
      finished.push(next.act)
      next.act = null
      count(-1)
    }
    schedule()
    for (const done of finished) done()
  }
  const diary: Diary = {
    calledOff: () => {
      advance()
      count(-1)
      schedule()
    }
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
      const job = new Entry(virtual + demandMs, order++, done, diary)
      heap.push(job)
      count(1)
      schedule()
      return job
    },
    close: (now) => ({ jobs: jobs.series(now).mean, utilisation: busy.series(now).mean })
  }
}
