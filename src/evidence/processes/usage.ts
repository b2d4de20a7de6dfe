import { inSpan, type Span } from '../span.ts'

/** What one process, session or job used of one resource over time. */
export interface Usage {
  readonly actor: string
  readonly kind: 'process' | 'session' | 'job'
  readonly resource: 'cpu' | 'memory' | 'io' | 'database time' | 'running'
  readonly unit: string | null
  readonly points: readonly { readonly at: number; readonly value: number; readonly line: number | null }[]
  readonly source: string
}

/** How an actor's use changed. Times in ms since the epoch. */
export interface Growth {
  readonly usage: Usage
  readonly baseline: number | null
  readonly window: number
  /** Of everything that its likes used in the window, 0–1. */
  readonly share: number
  readonly startedAt: number | null
  /** Null: still active at the end of the record, or not told. */
  readonly endedAt: number | null
  readonly started: boolean
  readonly grew: boolean
}

/**
 * Use in the window against the baseline. In lists of processes an actor that is absent used nothing, so means are taken over
 * all times at which the source listed anything. An actor started when it used (nearly) nothing before; it grew when it used twice as
 * much and a twentieth of all more.
 */
export function growthsOf(usages: readonly Usage[], window: Span, baseline: Span): Growth[] {
  const groups = new Map<string, Usage[]>()
  for (const usage of usages) {
    const key = JSON.stringify([usage.source, usage.resource, usage.unit, usage.kind])
    groups.set(key, [...(groups.get(key) ?? []), usage])
  }
  return [...groups.values()].flatMap((likes) => {
    const times = [...new Set(likes.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b)
    const count = (span: Span): number => times.filter((at) => inSpan(at, span)).length
    const [inWindow, before] = [count(window), count(baseline)]
    const sum = ({ points }: Usage, span: Span): number =>
      points.reduce((all, { at, value }) => all + (inSpan(at, span) ? value : 0), 0)
    const total = likes.reduce((all, usage) => all + sum(usage, window), 0)
    if (inWindow === 0) return []
    return likes.flatMap((usage): Growth[] => {
      const now = sum(usage, window) / inWindow
      const then = before === 0 ? null : sum(usage, baseline) / before
      if (now === 0 && (then ?? 0) === 0) return []
      const whole = total / inWindow
      const started = then !== null && then < 0.1 * now && now > 0.02 * whole
      const grew = then !== null && now > 2 * then && now - then > 0.05 * whole
      const active = activeSpan(usage, times, then ?? 0, now)
      return [
        { usage, baseline: then, window: now, share: total === 0 ? 0 : sum(usage, window) / total, ...active, started, grew }
      ]
    })
  })
}

/** The longest stretch in which it used more than half way up from what it used before; short breaks of two samples are bridged. */
function activeSpan(
  { points }: Usage,
  times: readonly number[],
  before: number,
  now: number
): { startedAt: number | null; endedAt: number | null } {
  const values = new Map(points.map(({ at, value }) => [at, value]))
  const peak = points.reduce((most, { value }) => Math.max(most, value), 0)
  const level = before + 0.3 * (Math.max(now, 0.5 * peak) - before)
  let best = { from: -1, to: -1 }
  let from = -1
  let last = -1
  const keep = (): void => {
    if (from >= 0 && last - from > best.to - best.from) best = { from, to: last }
  }
  for (const [i, at] of times.entries()) {
    if ((values.get(at) ?? 0) < level) continue
    if (from < 0 || i - last > 3) {
      keep()
      from = i
    }
    last = i
  }
  keep()
  if (best.from < 0 && from >= 0) best = { from, to: last }
  const next = times[best.to + 1]
  return { startedAt: times[best.from] ?? null, endedAt: next ?? null }
}
