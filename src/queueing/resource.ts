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
  gone: boolean
}

export interface Resource {
  readonly name: string
  holders(): number
  waiters(): number
  limit(): number
  setLimit(limit: number): void
  /** Calls `granted` at once when there is room, else queues; returns how to leave the queue. */
  acquire(
    owner: Holder,
    units: number | 'all',
    timeoutMs: number | undefined,
    granted: (units: number) => void,
    refused: (reason: string) => void
  ): () => void
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
  let queue: Place[] = []
  const held = new Map<Holder, number>()
  const holders = createGauge(intervalMs)
  const waiters = createGauge(intervalMs)
  const limits = createGauge(intervalMs, limit)
  let [admitted, timedOut, rejected, totalWaitMs] = [0, 0, 0, 0]

  const unitsOf = (place: { units: number | 'all' }): number => (place.units === 'all' ? Math.max(1, limit) : place.units)
  const fits = (units: number): boolean => holders.value() + units <= limit
  const admit = (place: Place, units: number): void => {
    const now = calendar.now()
    holders.set(now, holders.value() + units)
    held.set(place.owner, (held.get(place.owner) ?? 0) + units)
    admitted++
    totalWaitMs += now - place.askedAt
    place.gone = true
    place.granted(units)
  }
  const serve = (): void => {
    for (;;) {
      while (head < queue.length && queue[head]?.gone) head++
      if (head > 512 && head * 2 > queue.length) {
        queue = queue.slice(head)
        head = 0
      }
      const first = queue[head]
      if (first === undefined || !fits(unitsOf(first))) return
      head++
      waiters.set(calendar.now(), waiters.value() - 1)
      admit(first, unitsOf(first))
    }
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
    acquire: (owner, units, timeoutMs, granted, refused) => {
      const place: Place = { owner, units, askedAt: calendar.now(), granted, gone: false }
      if (waiters.value() === 0 && fits(unitsOf(place))) {
        admit(place, unitsOf(place))
        return () => {}
      }
      if (waiters.value() >= (spec.queueLimit ?? Infinity)) {
        rejected++
        place.gone = true
        refused(`rejected:${spec.name}`)
        return () => {}
      }
      queue.push(place)
      waiters.set(calendar.now(), waiters.value() + 1)
      const leave = (): boolean => {
        if (place.gone) return false
        place.gone = true
        waiters.set(calendar.now(), waiters.value() - 1)
        return true
      }
      const patience = timeoutMs ?? spec.waitTimeoutMs
      const alarm =
        patience === undefined
          ? null
          : calendar.at(calendar.now() + patience, () => {
              if (!leave()) return
              timedOut++
              refused(`wait-timeout:${spec.name}`)
              serve()
            })
      return () => {
        alarm?.cancel()
        if (leave()) serve()
      }
    },
    release: (owner, units) => {
      letGo(owner, units)
      holders.set(calendar.now(), holders.value() - units)
      serve()
    },
    parties: () => [...held.keys(), ...queue.slice(head).flatMap((place) => (place.gone ? [] : [place.owner]))],
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
