import type { SpanNode } from '../traces/read-spans.ts'
import type { ServiceNames } from './service-name.ts'

/** Calls that one run of an operation makes to one other service, before and now. */
export interface CallCount {
  readonly service: string
  readonly operation: string
  readonly callee: string
  readonly before: number
  readonly now: number
  /** What the calls beyond the usual number take, ms, over all runs of the window. */
  readonly addedMs: number
}

/** Counts calls as spans come by; `side` says whether a span is of the window or of healthy time. */
export interface CallCounter {
  add(span: SpanNode, side: 'now' | 'before'): void
  counted(): CallCount[]
}

interface Tally {
  readonly service: string
  readonly operation: string
  readonly callee: string
  readonly calls: { before: number; now: number }
  nowMs: number
}

const leastRuns = 3
/** Half as many again and one more for each run: less is another mix of requests. */
const leastRatio = 1.5
const leastMore = 1

/** @param throughCall the callee of a span that does nothing but wrap a call */
export function createCallCounter(names: ServiceNames, throughCall: (span: SpanNode) => SpanNode | null): CallCounter {
  const runs = new Map<string, { before: number; now: number }>()
  const tallies = new Map<string, Tally>()
  return {
    add(span, side) {
      const service = names.of(span.entity)
      if (service === null || throughCall(span) !== null) return
      const own = `${service}\u0000${span.name}`
      const counts = runs.get(own) ?? { before: 0, now: 0 }
      counts[side] += 1
      runs.set(own, counts)
      for (const child of span.children) {
        // What failed is asked for again: that is no other way of working.
        if (child.failed) continue
        const callee = names.of((throughCall(child) ?? child).entity)
        if (callee === null || callee === service) continue
        const key = `${own}\u0000${callee}`
        const tally = tallies.get(key) ?? { service, operation: span.name, callee, calls: { before: 0, now: 0 }, nowMs: 0 }
        tally.calls[side] += 1
        if (side === 'now') tally.nowMs += child.durationMs
        tallies.set(key, tally)
      }
    },
    counted: () =>
      [...tallies.values()].flatMap(({ service, operation, callee, calls, nowMs }) => {
        const of = runs.get(`${service}\u0000${operation}`) ?? { before: 0, now: 0 }
        if (of.before < leastRuns || of.now < leastRuns || calls.now === 0) return []
        const [before, now] = [calls.before / of.before, calls.now / of.now]
        if (now < before + leastMore || now < leastRatio * before) return []
        return [{ service, operation, callee, before, now, addedMs: nowMs * (1 - before / now) }]
      })
  }
}
