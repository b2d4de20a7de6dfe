import type { Calendar } from './calendar.ts'
import type { BreakerSpec } from './model.ts'

export interface Breaker {
  readonly name: string
  /** Lets a call through and gives what to tell of its end; null: refused at once. */
  admit(): ((reason: string | null) => void) | null
  /** Calls refused so far. */
  refused(): number
}

/**
 * A circuit breaker (Nygard, Release It!, 2007): closed it counts the last calls' ends; when too many of at least `minimum`
 * failed it opens and refuses; after `openMs` one call is let through, and its end closes or opens it again. A call that
 * takes longer than `slowMs` counts as a failure when it ends.
 */
export function createBreaker(spec: BreakerSpec, calendar: Calendar): Breaker {
  const recent: { at: number; failed: boolean }[] = []
  let openedAt: number | null = null
  let trying = false
  let refused = 0
  const trip = (now: number): void => {
    openedAt = now
    recent.length = 0
  }
  const judge = (now: number): void => {
    while (recent[0] && recent[0].at < now - spec.windowMs) recent.shift()
    const failed = recent.filter((call) => call.failed).length
    if (recent.length >= spec.minimum && failed >= spec.failureShare * recent.length) trip(now)
  }
  return {
    name: spec.name,
    refused: () => refused,
    admit: () => {
      const began = calendar.now()
      if (openedAt !== null && (trying || began - openedAt < spec.openMs)) {
        refused++
        return null
      }
      const trial = openedAt !== null
      trying = trial
      return (reason) => {
        const now = calendar.now()
        const failed = reason !== null || (spec.slowMs !== undefined && now - began > spec.slowMs)
        if (trial) {
          trying = false
          if (failed) trip(now)
          else openedAt = null
          return
        }
        // A call from before it opened tells nothing new.
        if (openedAt !== null) return
        recent.push({ at: now, failed })
        judge(now)
      }
    }
  }
}
