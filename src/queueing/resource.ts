import type { Appointment } from './appointment.ts'
import type { Calendar } from './calendar.ts'
import { createGauge } from './gauge.ts'
import { levelAt, levelChanges } from './level.ts'
import type { ResourceSpec } from './model.ts'

/** Who asks for units. */
export interface Holder {
  /** Fails it from outside; `hard` passes over its own `try` steps. */
  fail(reason: string, hard: boolean): void
}

/** Someone's place in the queue. */
interface Place {
  readonly owner: Holder
  readonly units: number | 'all'
  readonly askedAt: number
  readonly granted: (units: number) => void
  /** Rings when it has waited long enough; null when it waits for ever. */
  alarm: Appointment | null
  gone: boolean
}

export interface Resource {
  readonly name: string
  holders(): number
  waiters(): number
  limit(): number
  setLimit(limit: number): void
  /** The units, when there is room and nobody waits; null when there is none. */
  take(owner: Holder, units: number | 'all'): number | null
  /** Queues, after `take` gave nothing. Null when the queue is full: refused at once (`rejected:<name>`). */
  queue(
    owner: Holder,
    units: number | 'all',
    timeoutMs: number | undefined,
    granted: (units: number) => void,
    refused: (reason: string) => void
  ): Appointment | null
  release(owner: Holder, units: number): void
  /** Everyone who holds or waits, in order. */
  parties(): Holder[]
  /** Takes units out of circulation for good: nobody gives them back but `reclaim`. */
  leak(owner: Holder, units: number): void
  reclaim(): number
  close(now: number): ResourceRecord
}

export interface ResourceRecord {
  readonly admitted: number
  readonly timedOut: number
  readonly rejected: number
  readonly totalWaitMs: number
  readonly series: {
    readonly holders: number[]
    readonly waiters: number[]
    readonly peakWaiters: number[]
    readonly limit: number[]
  }
}

/** Units with one queue, first come first served: nobody overtakes a waiter, even one who asks for more (as lock queues do). */
export function createResource(spec: ResourceSpec, calendar: Calendar, intervalMs: number): Resource {
  let limit = levelAt(spec.limit, 0)
  let leaked = 0
  let head = 0
  let places: Place[] = []
  const held = new Map<Holder, number>()
  const holders = createGauge(intervalMs)
  const waiters = createGauge(intervalMs)
  const limits = createGauge(intervalMs, limit)
  let [admitted, timedOut, rejected, totalWaitMs] = [0, 0, 0, 0]

  const unitsOf = (units: number | 'all'): number => (units === 'all' ? Math.max(1, limit) : units)
  const fits = (units: number): boolean => holders.value() + units <= limit
  const hand = (owner: Holder, units: number): void => {
    holders.set(calendar.now(), holders.value() + units)
    held.set(owner, (held.get(owner) ?? 0) + units)
    admitted++
  }
  const serve = (): void => {
    for (;;) {
      while (head < places.length && places[head]?.gone) head++
      if (head > 512 && head * 2 > places.length) {
        places = places.slice(head)
        head = 0
      }
      const first = places[head]
      if (first === undefined) return
      const units = unitsOf(first.units)
      if (!fits(units)) return
      head++
      leave(first)
      hand(first.owner, units)
      totalWaitMs += calendar.now() - first.askedAt
      first.granted(units)
    }
  }
  const leave = (place: Place): void => {
    place.gone = true
    place.alarm?.cancel()
    waiters.set(calendar.now(), waiters.value() - 1)
  }
  const letGo = (owner: Holder, units: number): void => {
    const left = (held.get(owner) ?? 0) - units
    if (left > 0) held.set(owner, left)
    else held.delete(owner)
  }
  const setLimit = (next: number): void => {
    limit = Math.max(0, next)
    limits.set(calendar.now(), limit)
    serve()
  }
  for (const { fromMs, value } of levelChanges(spec.limit)) calendar.at(fromMs, () => setLimit(value))

  return {
    name: spec.name,
    holders: () => holders.value(),
    waiters: () => waiters.value(),
    limit: () => limit,
    setLimit,
    take: (owner, asked) => {
      const units = unitsOf(asked)
      if (waiters.value() > 0 || !fits(units)) return null
      hand(owner, units)
      return units
    },
    queue: (owner, units, timeoutMs, granted, refused) => {
      if (waiters.value() >= (spec.queueLimit ?? Infinity)) {
        rejected++
        return null
      }
      const askedAt = calendar.now()
      const place: Place = { owner, units, askedAt, granted, alarm: null, gone: false }
      places.push(place)
      waiters.set(askedAt, waiters.value() + 1)
      const patience = timeoutMs ?? spec.waitTimeoutMs
      if (patience !== undefined) {
        place.alarm = calendar.at(askedAt + patience, () => {
          leave(place)
          timedOut++
          refused(`wait-timeout:${spec.name}`)
          serve()
        })
      }
      return {
        cancel: () => {
          if (place.gone) return
          leave(place)
          serve()
        }
      }
    },
    release: (owner, units) => {
      letGo(owner, units)
      holders.set(calendar.now(), holders.value() - units)
      serve()
    },
    parties: () => [...held.keys(), ...places.slice(head).flatMap((place) => (place.gone ? [] : [place.owner]))],
    leak: (owner, units) => {
      letGo(owner, units)
      leaked += units
    },
    reclaim: () => {
      const back = leaked
      leaked = 0
      holders.set(calendar.now(), holders.value() - back)
      serve()
      return back
    },
    close: (now) => {
      const waiting = waiters.series(now)
      return {
        admitted,
        timedOut,
        rejected,
        totalWaitMs,
        series: {
          holders: holders.series(now).mean,
          waiters: waiting.mean,
          peakWaiters: waiting.peak,
          limit: limits.series(now).mean
        }
      }
    }
  }
}
