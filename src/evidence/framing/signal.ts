import { inSpan, type Span } from '../span.ts'
import { medianOf, quantileOf } from '../statistics/index.ts'

/** What a signal speaks of; an incident is where two different groups agree. */
export type SignalGroup = 'slowness' | 'failure' | 'saturation' | 'alert' | 'report'

/** How a value is compared with what is normal. */
export type SignalScale = 'ratio' | 'percent' | 'success-percent' | 'count'

/** A measure of how the service is doing, in time order. Times in ms since the epoch. */
export interface Signal {
  readonly name: string
  /** latency, errors, success, slow work, error lines … */
  readonly kind: string
  readonly group: SignalGroup
  readonly scale: SignalScale
  readonly stepMs: number
  /** Its level alone shows trouble: a failing share has a natural zero, a conversion rate has no natural hundred. */
  readonly absolute?: boolean
  /** Times when work failed: what fails at once is quick, and no measure of how long work takes in health. @default none */
  readonly failing?: readonly Span[]
  readonly points: readonly { readonly at: number; readonly value: number }[]
}

/** A time during which a signal was not normal. `strength` is how many times its threshold it exceeded at its worst. */
export interface Departure {
  readonly signal: string
  readonly kind: string
  readonly group: SignalGroup
  readonly from: number
  readonly to: number
  readonly strength: number
  /** False when the materials end before the signal returns. */
  readonly returned: boolean
}

/** Fewer points show no departure: there is nothing to be normal. */
const leastPoints = 5

/**
 * When a signal departs from its own best level, for at least two points (one, where points lie ten minutes or more apart).
 *
 * The best level is the best rolling median over a tenth of the points, so that an incident which fills most of the
 * materials is not taken for normal. Noise is judged by differences of neighbours, which neither a ramp nor a step widens.
 */
export function departuresOf({ name, kind, group, scale, stepMs, points, absolute = false, failing = [] }: Signal): Departure[] {
  if (points.length < leastPoints) return []
  const served = points.filter(({ at }) => !failing.some((span) => inSpan(at, span)))
  const bad = badness(scale, points, served.length >= points.length / 5 ? served : points, absolute)
  const flagged = points.map((_, i) => (bad[i] ?? 0) > 1)
  const runs: { first: number; last: number }[] = []
  for (const [i, flag] of flagged.entries()) {
    if (!flag) continue
    const run = runs.at(-1)
    if (run && i - run.last <= 3) run.last = i
    else runs.push({ first: i, last: i })
  }
  const least = stepMs >= 600_000 ? 1 : 2
  const lasting = runs.filter(({ first, last }) => flagged.slice(first, last + 1).filter(Boolean).length >= least)
  return withoutFlutter(lasting, points, scale).map(({ first, last }) => ({
    signal: name,
    kind,
    group,
    from: points[first]?.at ?? 0,
    to: points[last + 1]?.at ?? (points[last]?.at ?? 0) + stepMs,
    strength: Math.max(...bad.slice(first, last + 1)),
    returned: last + 1 < points.length
  }))
}

/** So often, so much lower and so much shorter than the one: what stands high for a moment again and again all day. */
const often = 3
const lower = 0.25
const shorter = 0.2

/**
 * A time that is nought until somebody has to wait flutters on the best of days. Where one departure stands far above several short
 * ones, these are its everyday and no part of the trouble.
 */
function withoutFlutter<R extends { first: number; last: number }>(
  runs: readonly R[],
  points: Signal['points'],
  scale: SignalScale
): readonly R[] {
  if (scale !== 'ratio' || runs.length <= often) return runs
  const level = ({ first, last }: R): number => medianOf(points.slice(first, last + 1).map(({ value }) => value)) ?? 0
  const peak = ({ first, last }: R): number => Math.max(...points.slice(first, last + 1).map(({ value }) => value))
  const length = ({ first, last }: R): number => last - first + 1
  const [main] = runs.toSorted((a, b) => level(b) * length(b) - level(a) * length(a))
  if (!main) return runs
  const small = runs.filter((run) => peak(run) <= lower * level(main) && length(run) <= Math.max(1, shorter * length(main)))
  return small.length >= often ? runs.filter((run) => !small.includes(run)) : runs
}

/** How bad each value is: 1 is the threshold. The best level is looked for in `usable`. */
function badness(scale: SignalScale, points: Signal['points'], usable: Signal['points'], absolute: boolean): number[] {
  const scaled = (some: Signal['points']): number[] =>
    some.map(({ value }) => (scale === 'ratio' ? Math.log(Math.max(value, 1e-9)) : value))
  const [values, told] = [scaled(points), scaled(usable)]
  const sign = scale === 'success-percent' ? -1 : 1
  const size = Math.max(3, Math.min(told.length, Math.round(points.length / 10)))
  const medians = told
    .slice(0, Math.max(1, told.length - size + 1))
    .map((_, i) => (medianOf(told.slice(i, i + size)) ?? 0) * sign)
  const best = Math.min(...medians) * sign
  const noise = noiseOf(told, sign)
  if (scale === 'ratio') {
    const margin = Math.min(Math.max(Math.log(2.5), 5 * noise), Math.log(20))
    return values.map((value) => (value - best) / margin)
  }
  if (scale === 'count') {
    const margin = Math.max(2, 2 * best, 5 * Math.sqrt(Math.max(best, 0)))
    return values.map((value) => (value - best) / margin)
  }
  const margin = Math.max(2, scale === 'percent' ? 2 * best : 0, Math.min(5 * noise, 20))
  const worst = scale === 'percent' ? quantileOf(values, 0.1) : quantileOf(values, 0.9)
  // Where even the best time is bad (the materials hold nothing but the incident), the absolute level decides.
  const hopeless = absolute && worst !== null && (scale === 'percent' ? worst > 10 : worst < 85)
  return values.map((value) =>
    hopeless ? (scale === 'percent' ? value / 5 : (100 - value) / 7.5) : ((value - best) * sign) / margin
  )
}

/** Spread of neighbours (median difference ÷ 0.954), of all or of the better half, whichever is calmer: no ramp or step widens it. */
function noiseOf(values: readonly number[], sign: number): number {
  const middle = (medianOf(values) ?? 0) * sign
  const pairs = values.slice(1).map((value, i) => [value, values[i] ?? value] as const)
  const differences = (some: typeof pairs): number => medianOf(some.map(([a, b]) => Math.abs(a - b))) ?? Infinity
  const better = differences(pairs.filter(([a, b]) => a * sign <= middle && b * sign <= middle))
  return Math.min(better, differences(pairs)) / 0.954
}
