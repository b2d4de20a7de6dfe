import { inSpan, type Span } from '../span.ts'
import { medianOf, quantileOf } from '../statistics/index.ts'
import { callOnset, edgeMs, everydayMs } from './call-onset.ts'
import { type CallerShare, callerShare } from './caller-share.ts'
import { type Plateau, plateauOf } from './plateau.ts'
import type { Call } from './read-calls.ts'

interface Side {
  readonly calls: number
  readonly medianMs: number | null
  readonly p95Ms: number | null
  readonly meanMs: number | null
  readonly maxMs: number | null
  readonly failedShare: number | null
}

/** Calls to one dependency as one kind of source saw them, window against baseline. */
export interface Dependency {
  readonly peer: string
  readonly seenIn: Call['seenIn']
  readonly callers: readonly string[]
  readonly baseline: Side
  readonly window: Side
  /** Mean duration, window ÷ baseline; ÷ the least that such a log writes, where healthy time has none. */
  readonly ratio: number | null
  readonly failures: string | null
  readonly slowerAt: number | null
  readonly failingAt: number | null
  readonly addedMs: number
  readonly addedFailures: number
  readonly share: CallerShare
  readonly plateau: Plateau | null
  /** `plateau`: long calls end at one value; `none seen`: they grow without such an end; null: not long. */
  readonly timeout: 'plateau' | 'none seen' | null
  readonly first: Call
}

/** @param all the calls of the same kind of source, to tell waiting for this peer from waiting for others */
export function compareCalls(calls: readonly Call[], all: readonly Call[], window: Span, untilHarm: Span): Dependency | null {
  // Where health holds many calls, a few of its last minutes change nothing.
  const isThin = calls.filter(({ at }) => inSpan(at, untilHarm)).length < many
  const baseline = isThin ? clearOfHarm(untilHarm, window) : untilHarm
  const inside = calls.filter(({ at }) => inSpan(at, window))
  const before = calls.filter(({ at }) => inSpan(at, baseline))
  const [first] = inside
  if (first === undefined) return null
  const [then, now] = [sideOf(before), sideOf(inside)]
  const usual = before.length >= 3 ? then.medianMs : null
  const durations = inside.flatMap(({ durationMs }) => durationMs ?? [])
  const { slowerAt, failingAt } = callOnset(calls, window, baseline)
  const plateau = plateauOf(durations, usual)
  const long = usual !== null && (now.maxMs ?? 0) > 10 * Math.max(then.p95Ms ?? 0, 1) && slowerAt !== null
  return {
    peer: first.peer,
    seenIn: first.seenIn,
    callers: [...new Set(inside.flatMap(({ caller }) => caller ?? []))].sort(),
    baseline: then,
    window: now,
    ratio: ratioOf(now, then, slowerAt !== null),
    failures: commonest(inside.flatMap(({ how }) => how ?? [])),
    slowerAt,
    failingAt,
    addedMs: durations.reduce((sum, ms) => sum + ms, 0) - durations.length * (usual ?? 0),
    addedFailures:
      inside.length * ((now.failedShare ?? 0) - (before.some(({ failed }) => !failed) ? (then.failedShare ?? 0) : 0)),
    share: callerShare(calls, all, window, baseline),
    plateau,
    timeout: plateau ? 'plateau' : long ? 'none seen' : null,
    first
  }
}

const many = 8
const longEnoughMs = 6 * edgeMs

/** Calls became slow a little before harm was seen, by the step of a series at least: the last minutes before are no healthy time. */
function clearOfHarm(baseline: Span, window: Span): Span {
  const touches = baseline.to <= window.from && window.from - baseline.to < edgeMs
  return touches && baseline.to - baseline.from >= longEnoughMs ? { from: baseline.from, to: window.from - edgeMs } : baseline
}

/** Where only slow calls are logged and none was before, the healthy ones took less than the least that is written. */
function ratioOf(now: Side, then: Side, isSlower: boolean): number | null {
  const before = then.meanMs ?? (isSlower && then.calls === 0 ? everydayMs : null)
  return now.meanMs !== null && before !== null && before > 0 ? now.meanMs / before : null
}

function sideOf(calls: readonly Call[]): Side {
  const durations = calls.flatMap(({ durationMs }) => durationMs ?? [])
  return {
    calls: calls.length,
    medianMs: medianOf(durations),
    p95Ms: quantileOf(durations, 0.95),
    meanMs: durations.length === 0 ? null : durations.reduce((sum, ms) => sum + ms, 0) / durations.length,
    maxMs: durations.length === 0 ? null : durations.reduce((a, b) => Math.max(a, b)),
    failedShare: calls.length === 0 ? null : calls.filter(({ failed }) => failed).length / calls.length
  }
}

/** Departed ones first, what stands behind the own proxy after what is called from there; by the time they added and the failures; then by time. */
export function byHarm(a: Dependency, b: Dependency): number {
  const moved = ({ slowerAt, failingAt }: Dependency): number => Number(slowerAt !== null || failingAt !== null)
  const harm = ({ addedMs, addedFailures }: Dependency): number => Math.max(0, addedMs) + 1000 * Math.max(0, addedFailures)
  const behind = ({ seenIn }: Dependency): number => Number(seenIn === 'upstream')
  return (
    moved(b) - moved(a) ||
    behind(a) - behind(b) ||
    harm(b) - harm(a) ||
    (a.peer < b.peer ? -1 : a.peer > b.peer ? 1 : a.seenIn < b.seenIn ? -1 : 1)
  )
}

function commonest(values: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null
}
