import { onsetOf } from '../onset.ts'
import type { Point } from '../read-series.ts'
import { inSpan, type Span } from '../span.ts'
import {
  type Baseline,
  cusumDeparture,
  madToSigma,
  medianOf,
  onsetBefore,
  quantileOf,
  robustBaseline,
  scaleFloor
} from '../statistics/index.ts'
import type { Measure } from './read-measures.ts'

/** How one instance stood to its peers at the same times. Times in ms since the epoch. */
export interface Standing {
  readonly of: Measure
  /** Medians over the window; for load the share of the service's. */
  readonly value: number
  readonly peers: number
  /** What the peers were in health; null where none was measured. */
  readonly peersBefore: number | null
  /** Distance to the median of the peers in the window, less what it was before, in robust scales. */
  readonly z: number
  readonly departs: boolean
  readonly onset: number | null
  readonly returnedAt: number | null
  /** Whether the service's average moved too. */
  readonly averageMoved: boolean
  readonly averageRatio: number | null
  readonly peersCount: number
  /** Distances to the peers, for asking what followed. */
  readonly distances: readonly Point[]
  readonly scale: number
}

const leastScales = 4
const leastShare = 0.25
/** It must be away for a quarter of the window. */
const lastingShare = 0.25
const mostScales = 1_000

/**
 * Members of one service compared on one measure, at the same times. A departure is more than four robust scales and a
 * quarter of the peers' level away, where it was not before. The scale is the MAD over all members' distances while healthy,
 * never less than the values' own steps. Of two the one that left its own former level is the one that departs.
 */
export function againstPeers(members: readonly Measure[], window: Span, baseline: Span): Standing[] {
  if (members.length < 2) return []
  const stepMs = Math.max(...members.map((member) => member.stepMs), 1_000)
  const isLoad = members[0]?.role === 'load'
  const table = tableOf(members, stepMs, isLoad)
  const distances = members.map((_, i): Point[] =>
    [...table].flatMap(([at, row]) => {
      const own = row[i]?.value
      const peers = medianOf(row.flatMap((cell, j) => (j !== i && cell ? [cell.value] : [])))
      return own === undefined || peers === null ? [] : [{ at, value: own - peers, line: row[i]?.line ?? 0 }]
    })
  )
  const healthy = (points: readonly Point[]) => points.filter(({ at }) => inSpan(at, baseline)).map(({ value }) => value)
  const calm = distances.flatMap((points) => {
    const values = healthy(points)
    const middle = medianOf(values) ?? 0
    return values.map((value) => Math.abs(value - middle))
  })
  const everything = [...table.values()].flatMap((row) => row.flatMap((cell) => (cell ? [cell.value] : [])))
  const level = medianOf(everything) ?? 0
  const average: Point[] = [...table].map(([at, row]) => {
    const values = row.flatMap((cell) => (cell ? [cell.value] : []))
    return { at, value: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length), line: 0 }
  })
  const moved = onsetOf(average, window, baseline)
  return members.flatMap((of, i): Standing[] => {
    const points = distances[i] ?? []
    const inside = points.filter(({ at }) => inSpan(at, window))
    const now = inside.map(({ value }) => value)
    if (now.length < 3) return []
    const before = medianOf(healthy(points))
    // Without a healthy time the members' own scatter around each other is all there is to measure by.
    const scatter =
      calm.length >= 6
        ? calm
        : distances.flatMap((others) => (others === points ? [] : others.map(({ value }) => Math.abs(value))))
    const scale = Math.max(
      madToSigma * (medianOf(scatter) ?? 0),
      scaleFloor(everything),
      0.02 * Math.abs(level),
      leastScaleOf(of)
    )
    const [high, low] = [(quantileOf(now, 0.8) ?? 0) - (before ?? 0), (quantileOf(now, 0.2) ?? 0) - (before ?? 0)]
    const far = Math.abs(high) >= Math.abs(low) ? high : low
    const values = inside.flatMap(({ at }) => table.get(at)?.[i]?.value ?? [])
    const peersNow = inside.map(({ at, value }) => (table.get(at)?.[i]?.value ?? 0) - value)
    const peers = medianOf(peersNow) ?? 0
    const peersHealthy = points
      .filter(({ at }) => inSpan(at, baseline))
      .map(({ at, value }) => (table.get(at)?.[i]?.value ?? 0) - value)
    const own = onsetOf(column(table, i), window, baseline)
    const isOdd = members.length > 2 || before === null || own === null || oddOfTwo(table, i, window, baseline)
    const beyond = now
      .map((distance) => distance - (before ?? 0))
      .filter((distance) => Math.abs(distance) > Math.max(leastScales * scale, leastShare * Math.abs(peers)))
    const sameWay = beyond.filter((distance) => Math.sign(distance) === Math.sign(far)).length
    // What is now above and now below its peers takes turns with them.
    const lasts = sameWay >= lastingShare * now.length && beyond.length - sameWay < sameWay / 3
    const departs = isOdd && lasts && Math.abs(far) > leastScales * scale
    const reference = robustBaseline(healthy(points).length >= 3 ? healthy(points) : [0])
    const searched = points.filter(({ at }) => at < window.to && (at >= baseline.from || at >= window.from))
    const onset =
      departs && reference ? departureOf(searched, { ...reference, scale: Math.max(reference.scale, scale) }, far) : null
    return [
      {
        of,
        value: medianOf(values) ?? 0,
        peers,
        peersBefore: medianOf(peersHealthy),
        z: Math.max(-mostScales, Math.min(mostScales, far / scale)),
        departs,
        onset,
        returnedAt: onset === null ? null : returnOf(points, onset, before ?? 0, scale, far),
        averageMoved: moved?.moved ?? false,
        averageRatio: moved && moved.baselineMedian !== 0 ? moved.windowMedian / moved.baselineMedian : null,
        peersCount: members.length - 1,
        distances: points,
        scale
      }
    ]
  })
}

/** No smaller difference is worth a word, however still the series stood: 1 ms, 1 percent, half a line a minute, a fiftieth of the load. */
function leastScaleOf({ role, unit }: Pick<Measure, 'role' | 'unit'>): number {
  if (role === 'load') return 0.02
  if (unit === 'percent' || unit === 'ms') return 1
  return role === 'errors' && unit === 'per-minute' ? 0.5 : 0
}

/** Where the distance began to grow: sure by a cumulative sum, dated back from where it had grown to. */
function departureOf(points: readonly Point[], reference: Baseline, far: number): number | null {
  const values = points.map(({ value }) => value)
  const alarm = cusumDeparture(values, reference)
  if (!alarm) return null
  const reached = values.findIndex((value) => (value - reference.median) / far >= 0.9)
  const at = onsetBefore(values, reference, Math.max(reached, alarm.alarm), far > 0 ? 'up' : 'down')
  return points[at]?.at ?? null
}

type Cell = { readonly value: number; readonly line: number } | undefined

function tableOf(members: readonly Measure[], stepMs: number, share: boolean): Map<number, Cell[]> {
  const sums = new Map<number, { sum: number; n: number; line: number }[]>()
  for (const [i, { points }] of members.entries()) {
    for (const { at, value, line } of points) {
      const key = Math.floor(at / stepMs) * stepMs
      const row = sums.get(key) ?? []
      const cell = row[i] ?? { sum: 0, n: 0, line }
      row[i] = { sum: cell.sum + value, n: cell.n + 1, line: cell.line }
      sums.set(key, row)
    }
  }
  const rows = [...sums]
    .sort(([a], [b]) => a - b)
    .map(([at, row]): [number, Cell[]] => {
      const cells = members.map((_, i): Cell => (row[i] ? { value: row[i].sum / row[i].n, line: row[i].line } : undefined))
      if (!share) return [at, cells]
      const total = cells.reduce((sum, cell) => sum + (cell?.value ?? 0), 0)
      return [
        at,
        cells.map((cell): Cell => (total > 0 ? { value: (cell?.value ?? 0) / total, line: cell?.line ?? 0 } : undefined))
      ]
    })
  return new Map(rows)
}

function column(table: ReadonlyMap<number, readonly Cell[]>, i: number): Point[] {
  return [...table].flatMap(([at, row]) => (row[i] ? [{ at, ...row[i] }] : []))
}

function oddOfTwo(table: ReadonlyMap<number, readonly Cell[]>, i: number, window: Span, baseline: Span): boolean {
  const change = (j: number): number => {
    const points = column(table, j)
    const middle = (span: Span): number => medianOf(points.filter(({ at }) => inSpan(at, span)).map(({ value }) => value)) ?? 0
    return Math.abs(middle(window) - middle(baseline))
  }
  const [own, other] = [change(i), change(1 - i)]
  return own === other ? i === 0 : own > other
}

/** First of three points in a row back beside the peers. */
function returnOf(points: readonly Point[], onset: number, before: number, scale: number, far: number): number | null {
  const later = points.filter(({ at }) => at > onset)
  const calm = later.map(({ value }) => Math.abs(value - before) < Math.max(3 * scale, 0.25 * Math.abs(far)))
  // The first points after an onset may still look calm: it must have been away in between.
  const away = calm.findIndex((is) => !is)
  if (away < 0) return null
  for (let i = away; i + 2 < calm.length; i++) if (calm[i] && calm[i + 1] && calm[i + 2]) return later[i]?.at ?? null
  return null
}
