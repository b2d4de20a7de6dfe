import type { Run } from './runs.ts'
import { medianOf } from './statistics/index.ts'

/** A part of its time that every run states apart (`db_ms`, `dns_ms`, `queue_wait_ms`), and what of the added time lies in it. */
export interface TimePart {
  readonly name: string
  readonly slowMs: number
  readonly fastMs: number
  /** Of the time by which slow runs took longer, 0–1. */
  readonly share: number
}

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  millis: 1,
  msec: 1,
  us: 1e-3,
  micros: 1e-3,
  s: 1000,
  sec: 1000,
  secs: 1000,
  seconds: 1000
}
const timeName = /(?:^|[._-])(ms|millis|msec|us|micros|s|secs?|seconds)$/i
const withUnit = /^(\d+(?:\.\d+)?) ?(ms|us|s|sec)$/i
/** As much is the whole again, under another name. */
const whole = 0.97
const leastRuns = 3

/**
 * Where the added time lies: medians of each stated part in slow and in fast runs. The largest part first; fields that are
 * the duration itself are no part of it.
 */
export function timePartsOf(slow: readonly Run[], fast: readonly Run[]): TimePart[] {
  if (slow.length < leastRuns || fast.length < leastRuns) return []
  const added =
    (medianOf(slow.map(({ durationMs }) => durationMs)) ?? 0) - (medianOf(fast.map(({ durationMs }) => durationMs)) ?? 0)
  if (added <= 0) return []
  const names = new Set([...slow, ...fast].flatMap((run) => [...Object.keys(run.attributes), ...Object.keys(run.parameters)]))
  const found = [...names].flatMap((name): TimePart[] => {
    const [now, usual] = [partsOf(slow, name), partsOf(fast, name)]
    if (now.length < slow.length / 2 || usual.length < fast.length / 2) return []
    const restates = medianOf(now.map(({ ms, of }) => ms / Math.max(1e-9, of))) ?? 0
    if (restates > whole && (medianOf(usual.map(({ ms, of }) => ms / Math.max(1e-9, of))) ?? 0) > whole) return []
    const [slowMs, fastMs] = [medianOf(now.map(({ ms }) => ms)) ?? 0, medianOf(usual.map(({ ms }) => ms)) ?? 0]
    return [{ name, slowMs, fastMs, share: Math.min(1, Math.max(0, (slowMs - fastMs) / added)) }]
  })
  return found.toSorted((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
}

function partsOf(runs: readonly Run[], name: string): { ms: number; of: number }[] {
  return runs.flatMap((run) => {
    const ms = msOf(name, run.attributes[name] ?? run.parameters[name])
    return ms === null ? [] : [{ ms, of: run.durationMs }]
  })
}

/** The part of its time that a run states under a name, ms; null where it does not. */
export const partOf = (run: Run, name: string): number | null => msOf(name, run.attributes[name] ?? run.parameters[name])

/** Milliseconds of a field whose value or name says its unit. */
function msOf(name: string, value: unknown): number | null {
  if (typeof value === 'string') {
    const stated = withUnit.exec(value)
    if (stated) return Number(stated[1]) * (unitMs[stated[2]?.toLowerCase() ?? ''] ?? 1)
  }
  const unit = timeName.exec(name)?.[1]?.toLowerCase()
  const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  return unit !== undefined && Number.isFinite(number) ? number * (unitMs[unit] ?? 1) : null
}
