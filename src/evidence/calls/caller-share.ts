import { grouped } from '../../foundation/index.ts'
import { inSpan, type Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { SpanNode } from '../traces/read-spans.ts'
import { coveredMs, endOf } from '../traces/span-times.ts'
import type { Call } from './read-calls.ts'

export interface CallerShare {
  /** Share of the time that callers' slow requests took beyond their baseline which calls to this peer took beyond theirs. */
  readonly explained: number | null
  /** The callers' time without any call, window ÷ baseline (means over requests of the same operation). */
  readonly ownRatio: number | null
}

interface Request {
  readonly span: SpanNode
  /** Covered by calls to this peer, and by calls to anybody, ms. */
  readonly waitedMs: number
  readonly ownMs: number
}

const least = 3

/** What calls to one peer did to the requests that made them. Null without traces on both sides. */
export function callerShare(calls: readonly Call[], all: readonly Call[], window: Span, baseline: Span): CallerShare {
  const waits = intervalsOf(calls)
  const anybody = intervalsOf(all.filter(({ requestOf }) => requestOf !== null && waits.has(requestOf)))
  const requests = [...waits].map(([span, intervals]): Request => {
    const covered = (list: typeof intervals) => coveredMs(list, span.at, endOf(span))
    return { span, waitedMs: covered(intervals), ownMs: span.durationMs - covered(anybody.get(span) ?? intervals) }
  })
  const byOperation = grouped(requests, ({ span }) => `${span.entity ?? ''}\u0000${span.name}`)
  const sums = { added: 0, waited: 0, own: 0, ownUsual: 0, compared: 0 }
  for (const group of byOperation.values()) {
    const before = group.filter(({ span }) => inSpan(span.at, baseline))
    const inside = group.filter(({ span }) => inSpan(span.at, window))
    if (before.length < least || inside.length === 0) continue
    const usual = medianOf(before.map(({ span }) => span.durationMs)) ?? 0
    const usualWait = medianOf(before.map(({ waitedMs }) => waitedMs)) ?? 0
    const usualOwn = before.reduce((sum, { ownMs }) => sum + ownMs, 0) / before.length
    for (const { span, waitedMs, ownMs } of inside) {
      sums.compared += 1
      sums.own += ownMs
      sums.ownUsual += usualOwn
      if (span.durationMs <= 1.5 * usual) continue
      sums.added += span.durationMs - usual
      sums.waited += waitedMs - usualWait
    }
  }
  return {
    explained: sums.added > 0 ? Math.min(1, Math.max(0, sums.waited / sums.added)) : null,
    ownRatio: sums.compared > 0 && sums.ownUsual > 0 ? sums.own / sums.ownUsual : null
  }
}

function intervalsOf(calls: readonly Call[]): Map<SpanNode, [number, number][]> {
  const found = new Map<SpanNode, [number, number][]>()
  for (const { requestOf, span } of calls) {
    if (requestOf === null || span === null || requestOf === span) continue
    const list = found.get(requestOf)
    if (list) list.push([span.at, endOf(span)])
    else found.set(requestOf, [[span.at, endOf(span)]])
  }
  return found
}
