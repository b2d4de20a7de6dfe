import type { Span } from '../span.ts'
import { beyondDoubt, type Departure } from './signal.ts'

/** The incident as a span of time, and how sure the signals are that there is one. */
export interface Cluster extends Span {
  readonly departures: readonly Departure[]
  /** Two kinds of signal agree, or one departs beyond doubt. */
  readonly abnormal: boolean
  readonly score: number
}

const minute = 60_000

/**
 * Departures that follow one another closely, as one trouble each; the gravest first.
 *
 * @param restarts when something was started again, ms since the epoch
 */
export function clustersOf(departures: readonly Departure[], restarts: readonly number[] = []): Cluster[] {
  const sorted = [...departures].sort((a, b) => a.from - b.from)
  const groups: Departure[][] = []
  let end = -Infinity
  for (const one of sorted) {
    if (one.from - end > 20 * minute || groups.length === 0) groups.push([])
    groups.at(-1)?.push(one)
    end = Math.max(end, one.to)
  }
  return joined(groups, restarts)
    .map(clusterOf)
    .sort((a, b) => Number(b.abnormal) - Number(a.abnormal) || b.score - a.score || a.from - b.from)
}

/** So long a pause, as a part of the longer of two troubles, is a lull: at night few ask, and little fails. */
const lull = 0.2

/** What a restart ends it only puts off, for as long again as it had lasted. */
const putOff = 1
/** A signal returns so long after the restart that ended it, at most: it is told in steps. */
const untilSeen = 10 * minute

/** Two troubles of the same signal with a lull between them are one, and so are those between which a restart gave a respite. */
function joined(groups: readonly Departure[][], restarts: readonly number[]): Departure[][] {
  const found: Departure[][] = []
  for (const group of groups) {
    const before = found.at(-1)
    if (before !== undefined && isLull(before, group, restarts)) before.push(...group)
    else found.push([...group])
  }
  return found
}

function isLull(before: readonly Departure[], after: readonly Departure[], restarts: readonly number[]): boolean {
  const last = Math.max(...before.map(({ to }) => to))
  const first = Math.min(...after.map(({ from }) => from))
  const length = Math.max(last - Math.min(...before.map(({ from }) => from)), Math.max(...after.map(({ to }) => to)) - first)
  const signals = new Set(before.filter(isMeasured).map(({ signal }) => signal))
  const wasRestarted = restarts.some((at) => at >= last - untilSeen && at <= last + minute)
  return (
    first - last <= (wasRestarted ? putOff : lull) * length && after.some((one) => isMeasured(one) && signals.has(one.signal))
  )
}

function clusterOf(departures: readonly Departure[]): Cluster {
  const measured = departures.filter(isMeasured)
  const kinds = new Set(departures.map(({ group }) => group))
  const strongest = Math.max(0, ...measured.map(({ strength }) => strength))
  const noticed = departures.length - measured.length
  const score = measured.reduce((sum, { from, to, strength }) => sum + (Math.min(strength, 10) * (to - from)) / minute, noticed)
  const abnormal = (measured.length > 0 && (kinds.size >= 2 || strongest >= beyondDoubt)) || noticed >= 3
  const from = measured.length > 0 ? startOf(departures) : Math.min(...departures.map((one) => one.from))
  return { from, to: endOf(departures, measured), departures, abnormal, score }
}

/**
 * When two kinds of signal first agree, back to the start of what had departed within the ten minutes (or one step) before, or
 * beyond doubt and by two measures since, and to where any one was beyond doubt: a crowd waits long before the first is turned away.
 * An alert or a complaint only confirms what is measured, and comes when it comes: then back to where that departed.
 */
function startOf(departures: readonly Departure[]): number {
  const starts = departures.map(({ from }) => from)
  const standing = (at: number): Departure[] => departures.filter(({ from, to }) => from <= at && at < to)
  const agreed = starts.find((at) => new Set(standing(at).map(({ group }) => group)).size >= 2)
  if (agreed === undefined) return Math.min(...starts)
  const measured = standing(agreed).filter(isMeasured)
  const confirmed =
    measured.length > 0 &&
    new Set(measured.map(({ group }) => group)).size === 1 &&
    standing(agreed).some((one) => !isMeasured(one))
  // Of several measures one creeps up with the load of an afternoon: two that agree are the trouble.
  const together = measured.toSorted((a, b) => a.from - b.from).slice(measured.length > 2 ? 1 : 0)
  if (confirmed) return Math.min(agreed, ...together.map(({ from }) => from))
  const plain = measured.filter(({ strength }) => strength >= beyondDoubt)
  const near = [...standing(agreed).filter(({ from }) => agreed - from <= 10 * minute), ...(plain.length > 2 ? plain : [])]
  return Math.min(agreed, ...near.map(({ from }) => from), ...plain.flatMap(({ plainFrom }) => plainFrom ?? []))
}

const isMeasured = ({ group }: Departure): boolean => group !== 'alert' && group !== 'report'

/**
 * When the last two kinds of measured signal part; the end of the only kind; what was noticed counts only without measures. A burst of
 * one kind in the midst of another that three measures show beyond doubt ends nothing: then two of these agree until the end.
 */
function endOf(departures: readonly Departure[], measured: readonly Departure[]): number {
  if (measured.length === 0) return Math.max(...departures.map(({ to }) => to))
  const ends = new Map<string, number>()
  for (const { group, to } of measured) ends.set(group, Math.max(ends.get(group) ?? -Infinity, to))
  const parted = Math.min(...ends.values())
  const plain = measured.filter(({ from, to, strength }) => strength >= beyondDoubt && from <= parted && parted < to)
  const whole = Math.max(...ends.values()) - Math.min(...measured.map(({ from }) => from))
  const isBurst = parted - Math.min(...measured.map(({ from }) => from)) < whole / 2
  const agreed = plain.map(({ to }) => to).toSorted((a, b) => b - a)[1]
  return isBurst && plain.length > 2 && agreed !== undefined ? agreed : parted
}

/**
 * What does harm begins up to a step of a series before harm is seen, and what it does then is nothing healthy: of hours of
 * health the last five minutes are left out.
 */
const edgeOf = (healthy: number): number => (healthy >= 65 * minute ? 5 * minute : 0)

/**
 * The healthy time nearest to a window: the stretch right before it that no trouble touches, else the one right after, at
 * most a day. Null when neither is ten minutes (or a twentieth of the window) long.
 */
export function healthyBeside(window: Span, measured: Span, troubles: readonly Span[]): Span | null {
  const least = Math.min(10 * minute, Math.max(2 * minute, (window.to - window.from) / 20))
  const others = troubles.filter(({ from, to }) => to <= window.from || from >= window.to)
  const day = 24 * 60 * minute
  const lastBefore = Math.max(
    measured.from,
    window.from - day,
    ...others.filter(({ to }) => to <= window.from).map(({ to }) => to)
  )
  if (window.from - lastBefore >= least) return { from: lastBefore, to: window.from - edgeOf(window.from - lastBefore) }
  const firstAfter = Math.min(
    measured.to,
    window.to + day,
    ...others.filter(({ from }) => from >= window.to).map(({ from }) => from)
  )
  return firstAfter - window.to >= least ? { from: window.to, to: firstAfter } : null
}
