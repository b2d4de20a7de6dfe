import { onsetOf } from '../onset.ts'
import type { Point } from '../read-series.ts'
import { inSpan, type Span } from '../span.ts'
import { quantileOf } from '../statistics/index.ts'
import type { Call } from './read-calls.ts'

/** Bucket widths, ms; the finest that holds about so many calls a bucket is taken. */
const steps = [1_000, 5_000, 10_000, 60_000, 300_000]
const callsPerBucket = 8
const leastFailures = 3

export interface CallOnset {
  /** Since when calls took longer than in the baseline; null when they did not. */
  readonly slowerAt: number | null
  /** Since when more of them failed. */
  readonly failingAt: number | null
}

/** When calls to one peer departed from the baseline (or, where it holds none, when failing began). Calls in order of time. */
export function callOnset(calls: readonly Call[], window: Span, baseline: Span): CallOnset {
  const timed = calls.filter(({ durationMs }) => durationMs !== null)
  const before = timed.flatMap(({ at, durationMs }) => (inSpan(at, baseline) && durationMs !== null ? [durationMs] : []))
  const stepMs = stepFor(calls)
  const slow =
    before.length >= 3
      ? departure(
          bucketed(timed, stepMs, ({ durationMs }) => durationMs ?? 0),
          window,
          baseline
        )
      : null
  const slowOnly = slow === null && before.length < 3 ? slowOnlySince(timed, before, window, baseline) : null
  if (slowOnly !== null) return { slowerAt: slowOnly, failingAt: failingSince(calls, stepMs, window, baseline) }
  const threshold = 1.5 * (quantileOf(before, 0.95) ?? Infinity)
  const first = slow === null ? undefined : timed.find(({ at, durationMs }) => at >= slow && (durationMs ?? 0) > threshold)
  return { slowerAt: slow === null ? null : (first?.at ?? slow), failingAt: failingSince(calls, stepMs, window, baseline) }
}

/** Calls that take less are everyday: a log without any writes slow ones only. In ms. */
export const everydayMs = 500
const enough = 8
/** So long before harm was seen calls may have become slow: by the step of a series. In ms. */
export const edgeMs = 5 * 60_000

/**
 * Many programs log a call only when it was slow. Then a healthy time has next to none, and that calls come up, at several
 * times the former rate, is what shows that they became slower. Null where quick calls are logged too.
 */
function slowOnlySince(timed: readonly Call[], before: readonly number[], window: Span, baseline: Span): number | null {
  const from = baseline.to <= window.from && window.from - baseline.to <= edgeMs ? baseline.to : window.from
  const inside = timed.filter(({ at }) => inSpan(at, { from, to: window.to }))
  const quick = timed.filter(({ durationMs }) => (durationMs ?? 0) < everydayMs).length
  if (inside.length < enough || quick * 50 > timed.length) return null
  const rate = (count: number, { from, to }: Span): number => count / Math.max(1, to - from)
  if (rate(inside.length, window) < 5 * rate(before.length, baseline)) return null
  const usual = 1.5 * before.reduce((most, ms) => Math.max(most, ms), everydayMs)
  return inside.find(({ durationMs }) => (durationMs ?? 0) > usual)?.at ?? null
}

function failingSince(calls: readonly Call[], stepMs: number, window: Span, baseline: Span): number | null {
  const inside = calls.filter(({ at, failed }) => failed && inSpan(at, window))
  if (inside.length < leastFailures) return null
  const failedBefore = calls.filter(({ at, failed }) => failed && inSpan(at, baseline)).length
  if (failedBefore === 0) return inside[0]?.at ?? null
  // In logs that tell of failures only, the share is always one: then the number counts.
  const telling = calls.some(({ failed }) => !failed)
  const points = telling ? bucketed(calls, stepMs, ({ failed }) => (failed ? 1 : 0)) : counted(calls, stepMs, baseline, window)
  const since = departure(points, window, baseline)
  return since === null ? null : (inside.find(({ at }) => at >= since)?.at ?? since)
}

function departure(points: readonly Point[], window: Span, baseline: Span): number | null {
  const onset = onsetOf(points, window, baseline)
  return onset !== null && onset.moved && onset.direction === 'up' ? onset.onset : null
}

function stepFor(calls: readonly Call[]): number {
  const span = (calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0) + 1
  return (
    steps.find((step) => calls.length / (span / step) >= callsPerBucket) ??
    Math.max(60_000, Math.ceil((span * callsPerBucket) / calls.length))
  )
}

function bucketed(calls: readonly Call[], stepMs: number, value: (call: Call) => number): Point[] {
  const buckets = new Map<number, { sum: number; n: number; line: number }>()
  for (const call of calls) {
    const key = Math.floor(call.at / stepMs) * stepMs
    const one = buckets.get(key) ?? { sum: 0, n: 0, line: call.line }
    buckets.set(key, { ...one, sum: one.sum + value(call), n: one.n + 1 })
  }
  return [...buckets].sort((a, b) => a[0] - b[0]).map(([at, { sum, n, line }]) => ({ at, value: sum / n, line }))
}

/** Calls a bucket, with the empty ones. */
function counted(calls: readonly Call[], stepMs: number, baseline: Span, window: Span): Point[] {
  const first = Math.max(baseline.from, calls[0]?.at ?? 0)
  const counts = new Map<number, number>()
  for (const { at } of calls) counts.set(Math.floor(at / stepMs), (counts.get(Math.floor(at / stepMs)) ?? 0) + 1)
  const points: Point[] = []
  for (let at = Math.floor(first / stepMs); at * stepMs < window.to && points.length < 20_000; at++)
    points.push({ at: at * stepMs, value: counts.get(at) ?? 0, line: 0 })
  return points
}
