import { type Gauge, valueAt } from './gauges.ts'
import { baselinePoints } from './onset.ts'
import type { Point } from './read-series.ts'
import { inSpan, type Span } from './span.ts'
import { quantileOf } from './statistics/index.ts'

export interface LoadPair {
  readonly badAt: number
  readonly goodAt: number
  readonly badLoad: number
  readonly goodLoad: number
  readonly badLatency: number
  readonly goodLatency: number
}

/** What was compared with what, and the pairs that came of it. */
export interface LoadMatch {
  readonly pairs: readonly LoadPair[]
  /** The same for bad times whose pair lies after them, where the healthy time before the window had its like as well. */
  readonly earlier: readonly LoadPair[]
  /** Times of the window that count as bad, in order, and times that count as healthy anywhere. */
  readonly bad: readonly LoadedPoint[]
  readonly healthy: readonly LoadedPoint[]
  /** Bad times after more came than was ever served in good health: what they show may be the queue of that. */
  readonly leftOut: readonly LoadedPoint[]
  /** Under as much load as a bad time before it, and healthy: the first such time after the bad ones, lasting or not. */
  readonly relieved: LoadedPoint | null
  /** Latency above which a time counts as bad; null without a baseline. */
  readonly badAbove: number | null
}
export interface LoadedPoint extends Point {
  readonly load: number
}

/** As much load: within a tenth. Much worse: twice the latency. */
const tolerance = 0.1
const close = 0.02
const muchWorse = 2
/** Load beyond all that was served in good health, of which a queue may be left. */
const clearlyMore = 1.1

/**
 * Pairs of times with as much load (±10 %) and very different latency: each bad time of the window with a healthy time before
 * or after. Healthy is a point within twice what the baseline's p95 was, with healthy neighbours under like load: one good
 * minute before a queue has built up is none, nor is one bad minute while an old queue drains. Bad times after the service was
 * asked for clearly more than it ever served in good health are left out: what they show may be the queue of before. Of healthy times the first within 2 % of the load is taken, else the closest.
 * Strongest first: by latency ratio × load × likeness of the loads, since a difference under high load says most about capacity.
 */
export function matchLoads(latency: Gauge, load: Gauge, window: Span, baseline: Span): LoadMatch {
  const joined = latency.points.flatMap((point) => {
    const at = valueAt(load, point.at)
    return at === null || at <= 0 ? [] : [{ ...point, load: at }]
  })
  const normal = quantileOf(
    baselinePoints(joined, baseline).map(({ value }) => value),
    0.95
  )
  if (normal === null) return { pairs: [], earlier: [], bad: [], healthy: [], leftOut: [], relieved: null, badAbove: null }
  const healthy = joined.filter((_, i) =>
    [i - 1, i, i + 1].every((k) => isLike(joined[k], joined[i], (value) => value <= 2 * normal))
  )
  const served = Math.max(...healthy.map(({ load }) => load))
  const isBeyond = ({ at, load }: { at: number; load: number } = { at: -1, load: 0 }): boolean =>
    inSpan(at, window) && load > clearlyMore * served
  // One busy minute is chance; three leave a queue.
  const overrun = joined.find((_, i) => [i, i + 1, i + 2].every((k) => isBeyond(joined[k])))?.at ?? Infinity
  const troubled = joined.filter(
    (point, i) =>
      inSpan(point.at, window) && [i - 1, i, i + 1].every((k) => isLike(joined[k], point, (value) => value > 2 * normal))
  )
  const bad = troubled.filter(({ at }) => at < overrun)
  const leftOut = troubled.filter(({ at }) => at >= overrun)
  const last = troubled.at(-1)?.at ?? Infinity
  const relieved = joined.find(
    (point) =>
      point.at > last && point.value <= 2 * normal && troubled.some(({ load }) => Math.abs(load - point.load) <= tolerance * load)
  )
  const pairs = bad.flatMap((one) => pairOf(one, healthy))
  const later = bad.filter(({ at }) => pairs.some(({ badAt, goodAt }) => badAt === at && goodAt > at))
  const before = healthy.filter(({ at }) => at < window.from)
  const strongest = (a: LoadPair, b: LoadPair): number => weight(b) - weight(a) || a.badAt - b.badAt
  return {
    pairs: pairs.sort(strongest),
    earlier: later.flatMap((one) => pairOf(one, before)).sort(strongest),
    bad,
    healthy,
    leftOut,
    relieved: relieved ?? null,
    badAbove: 2 * normal
  }
}

function pairOf(bad: LoadedPoint, healthy: readonly LoadedPoint[]): LoadPair[] {
  const alike = healthy.filter(
    (good) => Math.abs(good.load - bad.load) <= tolerance * bad.load && bad.value >= muchWorse * good.value
  )
  const good =
    alike.find((one) => Math.abs(one.load - bad.load) <= close * bad.load) ??
    alike.toSorted((a, b) => Math.abs(a.load - bad.load) - Math.abs(b.load - bad.load) || a.at - b.at)[0]
  return good
    ? [
        {
          badAt: bad.at,
          goodAt: good.at,
          badLoad: bad.load,
          goodLoad: good.load,
          badLatency: bad.value,
          goodLatency: good.value
        }
      ]
    : []
}

/** Loads that differ by the whole tolerance weigh nothing. */
function weight({ badLatency, goodLatency, badLoad, goodLoad }: LoadPair): number {
  const alike = 1 - Math.abs(goodLoad - badLoad) / (tolerance * badLoad)
  return (badLatency / Math.max(goodLatency, 1e-9)) * badLoad * alike
}

/** A neighbour that is missing (the record's edge) does not count against a point. */
function isLike(
  neighbour: (Point & { readonly load: number }) | undefined,
  point: { readonly load: number } | undefined,
  state: (latency: number) => boolean
): boolean {
  if (!neighbour || !point) return true
  return state(neighbour.value) && Math.abs(neighbour.load - point.load) <= 0.25 * point.load
}
