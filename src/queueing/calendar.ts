import TinyQueue from 'tinyqueue'

interface Entry {
  readonly time: number
  readonly order: number
  act: (() => void) | null
}

/** An appointment that can be called off. */
export interface Appointment {
  cancel(): void
}

/** The event calendar: a clock that jumps from event to event. Events at the same time happen in the order they were made. */
export interface Calendar {
  now(): number
  at(time: number, act: () => void): Appointment
  /** Runs everything up to and including `until`, then sets the clock there. */
  run(until: number): void
}

export function createCalendar(): Calendar {
  const queue = new TinyQueue<Entry>([], (a, b) => a.time - b.time || a.order - b.order)
  let clock = 0
  let order = 0
  return {
    now: () => clock,
    at: (time, act) => {
      const entry: Entry = { time: Math.max(time, clock), order: order++, act }
      queue.push(entry)
      return {
        cancel: () => {
          entry.act = null
        }
      }
    },
    run: (until) => {
      for (let next = queue.peek(); next !== undefined && next.time <= until; next = queue.peek()) {
        queue.pop()
        if (next.act === null) continue
        clock = next.time
        next.act()
      }
      clock = until
    }
  }
}
