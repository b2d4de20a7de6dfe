import TinyQueue from 'tinyqueue'
import { type Appointment, type Diary, Entry, sooner } from './appointment.ts'

/** The event calendar: a clock that jumps from event to event. Events at the same time happen in the order they were made. */
export interface Calendar {
  now(): number
  at(time: number, act: () => void): Appointment
  /** Runs everything up to and including `until`, then sets the clock there. */
  run(until: number): void
}

/** Fewer entries are not worth clearing out. */
const leastCleared = 64

class EventCalendar implements Calendar, Diary {
  #queue = new TinyQueue<Entry>([], sooner)
  #clock = 0
  #order = 0
  /** Entries that were called off and are still in the queue. */
  #stale = 0

  now(): number {
    return this.#clock
  }

  at(time: number, act: () => void): Appointment {
    const entry = new Entry(Math.max(time, this.#clock), this.#order++, act, this)
    this.#queue.push(entry)
    return entry
  }

  /** Most alarms are called off long before their time: without them the queue stays short. */
  calledOff(): void {
    this.#stale++
    if (this.#stale < leastCleared || this.#stale * 2 < this.#queue.length) return
    this.#queue = new TinyQueue(
      this.#queue.data.filter(({ act }) => act !== null),
      sooner
    )
    this.#stale = 0
  }

  run(until: number): void {
    for (let next = this.#queue.peek(); next !== undefined && next.due <= until; next = this.#queue.peek()) {
      this.#queue.pop()
      const { act } = next
      if (act === null) {
        this.#stale--
        continue
      }
      this.#clock = next.due
      // From now on it cannot be called off.
      next.act = null
      act()
    }
    this.#clock = until
  }
}

export function createCalendar(): Calendar {
  return new EventCalendar()
}
