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
  /** So many ms is one of its values; null where they are no times, or nothing says of which unit. @default null */
  readonly unitMs?: number | null
  /** Computed from the single requests that a log tells of. @default false */
  readonly fromRuns?: boolean
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
  /** Since when it exceeds its threshold twice, and not for a moment; null where it never does. */
  readonly plainFrom: number | null
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
  const lasting = runs
    .flatMap((run) => onTheWhole(run, bad))
    .filter(({ first, last }) => flagged.slice(first, last + 1).filter(Boolean).length >= least)
  return withoutFlutter(lasting, points, scale).map(({ first, last }) => ({
    signal: name,
    kind,
    group,
    from: points[first]?.at ?? 0,
    to: points[last + 1]?.at ?? (points[last]?.at ?? 0) + stepMs,
    strength: Math.max(...bad.slice(first, last + 1)),
    plainFrom: points[plainIn(bad.slice(0, last + 1), first)]?.at ?? null,
    returned: last + 1 < points.length
  }))
}

/** One kind of signal alone must exceed its threshold so many times to be believed. */
export const beyondDoubt = 2
/** So many points in a row are not a moment. */
const noMoment = 3

/** The first from which on so many (or as many as are left) are beyond doubt; −1 where there is none. */
function plainIn(bad: readonly number[], from: number): number {
  return bad.findIndex((_, i) => i >= from && bad.slice(i, i + noMoment).every((one) => one >= beyondDoubt))
}

/** One point tells no more than so many times its threshold. */
const mostTold = 3

/**
 * The stretches of a run in which the signal is on the whole beyond its threshold: the one with the greatest sum of what each point
 * is beyond it (or short of it), and the same of what lies before and after. A signal that flutters on any day leads up to an
 * incident and away from it, and is no part of it; a ramp is beyond its threshold throughout.
 */
function onTheWhole({ first, last }: Run, bad: readonly number[]): Run[] {
  let [sum, start, most] = [0, first, 0]
  let found: Run | undefined
  for (let i = first; i <= last; i++) {
    if (sum <= 0) [sum, start] = [0, i]
    sum += Math.min(bad[i] ?? 0, mostTold) - 1
    if (sum > most) [most, found] = [sum, { first: start, last: i }]
  }
  if (!found) return []
  return [...onTheWhole({ first, last: found.first - 1 }, bad), found, ...onTheWhole({ first: found.last + 1, last }, bad)]
}

interface Run {
  readonly first: number
  readonly last: number
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
  const lowest = Math.min(...medians) * sign
  const noise = noiseOf(told, sign)
  if (scale === 'ratio') {
    const best = Math.max(lowest, levelBeforeWorst(values, size) ?? lowest)
    const margin = Math.min(Math.max(leastTimes, 5 * noise), Math.log(20))
    const everyday = flutterOf(values, margin)
    if (everyday !== null) return values.map((value) => (value - Math.max(best, everyday)) / leastTimes)
    return values.map((value) => (value - best) / margin)
  }
  if (scale === 'count') {
    const margin = Math.max(2, 2 * lowest, 5 * Math.sqrt(Math.max(lowest, 0)))
    return values.map((value) => (value - lowest) / margin)
  }
  const margin = Math.max(2, scale === 'percent' ? 2 * lowest : 0, Math.min(5 * noise, 20))
  const worst = scale === 'percent' ? quantileOf(values, 0.1) : quantileOf(values, 0.9)
  // Where even the best time is bad (the materials hold nothing but the incident), the absolute level decides.
  const hopeless = absolute && worst !== null && (scale === 'percent' ? worst > 10 : worst < 85)
  return values.map((value) =>
    hopeless ? (scale === 'percent' ? value / 5 : (100 - value) / 7.5) : ((value - lowest) * sign) / margin
  )
}

/**
 * The level (in logarithms) at which a signal stood for long and calmly before its worst; null where it did not. What ends trouble often
 * spares work that was done on any day before (a feature is switched off, a call to a third party left out), and work is quicker then
 * than it ever was: the day before is healthy all the same, if the worst is further from it than it is from the best.
 */
function levelBeforeWorst(values: readonly number[], size: number): number | null {
  const worst = Math.max(...values)
  const begins = values.findIndex((value) => value > worst - leastTimes)
  const before = values.slice(0, begins)
  const level = medianOf(before)
  if (level === null || before.length < Math.max(leastPoints, size) || worst - level < 2 * leastTimes) return null
  const after = medianOf(values.slice(begins).filter((value) => value < level))
  const isCalm = before.filter((value) => Math.abs(value - level) < calm).length >= mostOf * before.length
  return isCalm && (after === null || worst - level > level - after) ? level : null
}

/** A quarter more or less, in logarithms, for nine in ten points is calm. */
const calm = Math.log(1.25)
const mostOf = 0.9

/** Spread of neighbours, of all or of the better half, whichever is calmer: no ramp or step widens it. */
function noiseOf(values: readonly number[], sign: number): number {
  const middle = (medianOf(values) ?? 0) * sign
  return Math.min(
    spreadOfNeighbours(values),
    spreadOfNeighbours(values, (value) => value * sign <= middle)
  )
}

/** Median difference of neighbours of which both are wanted ÷ 0.954; infinite where there are none. */
function spreadOfNeighbours(values: readonly number[], isWanted: (value: number) => boolean = () => true): number {
  const pairs = values.slice(1).map((value, i) => [value, values[i] ?? value] as const)
  const differences = pairs.filter((pair) => pair.every(isWanted)).map(([a, b]) => Math.abs(a - b))
  return (medianOf(differences) ?? Infinity) / 0.954
}

/** Two and a half times its level is slower, in logarithms. */
const leastTimes = Math.log(2.5)
/** Less than half of what it takes at its worst is no part of the worst. */
const halfAsBad = Math.log(2)

/**
 * How high (in logarithms) a signal stands on any day that jumps by more than the margin from point to point outside of its worst; null
 * for one that does not. A quantile that lies between quick and slow work does, and a plateau of which all gives up after the same time
 * tells nothing of it.
 */
function flutterOf(values: readonly number[], margin: number): number | null {
  const worst = quantileOf(values, 0.95) ?? Infinity
  const others = values.filter((value) => value < worst - halfAsBad)
  return others.length >= 2 * leastPoints && spreadOfNeighbours(others) > margin ? quantileOf(others, 0.95) : null
}
