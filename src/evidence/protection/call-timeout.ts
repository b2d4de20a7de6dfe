import type { Scalar, TimeWindow } from '../../domain/index.ts'
import { type Call, callsOfEvents, callsOfRequests, callsOfSpans } from '../calls/read-calls.ts'
import { inSpan, type Span } from '../span.ts'
import { quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { readSpans } from '../traces/read-spans.ts'
import { roundUp } from './round-up.ts'

const margin = 3
const leastCalls = 10

interface Asked {
  readonly dependency: string | null
  readonly window: TimeWindow
  readonly baseline: TimeWindow | null
  readonly inWindow: Span
  readonly inBaseline: Span
}

/** The time-out that healthy calls to a dependency bear, and the share of the window's calls that it would have ended. */
export async function callTimeoutOf(
  context: ToolContext,
  { dependency, window, baseline, inWindow, inBaseline }: Asked
): Promise<{ readonly facts: Readonly<Record<string, Scalar>>; readonly sources: readonly string[] }> {
  const unknown = (why: string) => ({
    facts: {
      call_usual_p99_ms: null,
      call_timeout_ms: null,
      call_timeout_ends_share: null,
      call_breaker_minimum: null,
      call_why_not: why
    },
    sources: []
  })
  if (dependency === null) return unknown('no dependency is suspected')
  const between = { from: baseline?.from ?? '0001-01-01T00:00:00.000Z', to: window.to }
  const kinds: (readonly Call[])[] = [
    callsOfSpans(await readSpans(context, window, baseline)),
    await callsOfEvents(context, between),
    await callsOfRequests(context, between)
  ]
  const timed = kinds.map((calls) => calls.filter(({ peer, durationMs }) => peer === dependency && durationMs !== null))
  const calls = timed.find((own) => own.filter(({ at, failed }) => inSpan(at, inBaseline) && !failed).length >= leastCalls)
  if (!calls) return unknown(`fewer than ${leastCalls} healthy calls to ${dependency} are timed`)
  const durationsIn = (span: Span, failed?: boolean): number[] =>
    calls.flatMap((call) =>
      inSpan(call.at, span) && (failed === undefined || call.failed === failed) ? (call.durationMs ?? []) : []
    )
  const p99 = quantileOf(durationsIn(inBaseline, false), 0.99) ?? 0
  const timeout = roundUp(Math.max(100, margin * p99))
  const now = durationsIn(inWindow)
  const minutes = (inWindow.to - inWindow.from) / 60_000
  return {
    facts: {
      call_usual_p99_ms: p99,
      call_timeout_ms: timeout,
      call_timeout_ends_share: now.length === 0 ? null : now.filter((ms) => ms > timeout).length / now.length,
      call_breaker_minimum: Math.min(50, Math.max(5, Math.round(now.length / minutes / 6))),
      call_why_not: null
    },
    sources: calls.map(({ source }) => source)
  }
}
