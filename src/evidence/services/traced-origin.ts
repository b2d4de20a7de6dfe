import { isOfOutsider } from '../calls/peer.ts'
import { inSpan, type Span } from '../span.ts'
import type { Forest, SpanNode } from '../traces/read-spans.ts'
import { below, errorOrigins, selfMs } from '../traces/span-times.ts'
import { onsetOf } from '../onset.ts'
import { type CallCount, createCallCounter } from './more-calls.ts'
import type { ServiceNames } from './service-name.ts'

/** What traces say of one service: the time and the failures that begin in it and in nothing that it calls. */
export interface TracedService {
  readonly runs: number
  /** Own time of one run, ms, without that of the calls it made: medians would hide a half that is slow, so means. */
  readonly ownBefore: number | null
  readonly ownNow: number | null
  /** Own time of the window beyond that of as many runs before, ms. */
  readonly addedMs: number
  /** Time between leaving callers and arriving here, and back, beyond the usual; and to what it calls itself. */
  readonly wayMs: number
  /** Failed runs of the window without a failed call of theirs, beyond the share before. */
  readonly begun: number
  readonly operation: string | null
  /** Calls of which one run makes far more than it did; null when of none. */
  readonly moreCalls: CallCount | null
  /** Since when its own time or its failures departed, ms since the epoch. */
  readonly since: number | null
}

interface Tally {
  before: { runs: number; own: number; begun: number }
  now: { runs: number; own: number; begun: number }
  readonly points: { at: number; value: number; line: number }[]
}

const leastRuns = 3

/** Own time and failures by service, like with like by operation. Empty without traces on both sides. */
export function tracedServices(forest: Forest, names: ServiceNames, window: Span, baseline: Span): Map<string, TracedService> {
  const begun = new Set(forest.roots.flatMap((root) => errorOrigins(root)))
  const operations = new Map<string, Map<string, Tally>>()
  const ways = new Map<string, { before: number[]; now: number[] }>()
  const counter = createCallCounter(names, wayOf)
  for (const span of forest.roots.flatMap((root) => [...below(root)])) {
    const service = names.of(span.entity)
    const side = inSpan(span.at, window) ? 'now' : inSpan(span.at, baseline) ? 'before' : null
    if (service === null || side === null || isOfOutsider(span)) continue
    const call = wayOf(span)
    const own = selfMs(span)
    counter.add(span, side)
    if (call !== null) {
      const key = `${service}\u0000${names.of(call.entity) ?? ''}`
      const way = ways.get(key) ?? { before: [], now: [] }
      way[side].push(own)
      ways.set(key, way)
    }
    const byName = operations.get(service) ?? new Map<string, Tally>()
    const tally = byName.get(span.name) ?? {
      before: { runs: 0, own: 0, begun: 0 },
      now: { runs: 0, own: 0, begun: 0 },
      points: []
    }
    operations.set(service, byName.set(span.name, tally))
    tally[side].runs += 1
    tally[side].own += call === null ? own : 0
    tally[side].begun += Number(begun.has(span))
    tally.points.push({ at: span.at, value: (call === null ? own : 0) + (begun.has(span) ? 1e6 : 0), line: span.line })
  }
  const onTheWay = wayByService(ways)
  const counted = counter.counted().sort((a, b) => b.addedMs - a.addedMs)
  return new Map(
    [...operations].map(([service, byName]) => [
      service,
      withCalls(
        serviceOf(byName, onTheWay.get(service) ?? 0, window, baseline),
        counted.filter((one) => one.service === service)
      )
    ])
  )
}

/** What more calls take is the doing of the one that makes them. */
function withCalls(one: TracedService, counted: readonly CallCount[]): TracedService {
  const [most] = counted
  if (!most) return one
  const added = counted.reduce((sum, { addedMs }) => sum + addedMs, 0)
  return {
    ...one,
    addedMs: one.addedMs + added,
    moreCalls: most,
    operation: added > one.addedMs ? most.operation : one.operation
  }
}

function serviceOf(byName: ReadonlyMap<string, Tally>, wayMs: number, window: Span, baseline: Span): TracedService {
  const totals = { runs: 0, before: 0, now: 0, usual: 0, added: 0, begun: 0 }
  const weights: { readonly name: string; readonly weight: number }[] = []
  const points: Tally['points'] = []
  for (const [name, { before, now, points: own }] of byName) {
    points.push(...own)
    totals.runs += now.runs
    const usual = before.runs >= leastRuns ? before.own / before.runs : null
    const failing = now.begun - now.runs * (before.runs > 0 ? before.begun / before.runs : 0)
    const added = usual === null ? 0 : now.own - now.runs * usual
    totals.added += added
    totals.begun += Math.max(0, failing)
    if (usual !== null) {
      totals.before += now.runs * usual
      totals.now += now.own
      totals.usual += now.runs
    }
    weights.push({ name, weight: Math.max(0, added) + 100 * Math.max(0, failing) })
  }
  const top = weights.sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))[0]
  return {
    runs: totals.runs,
    ownBefore: totals.usual > 0 ? totals.before / totals.usual : null,
    ownNow: totals.usual > 0 ? totals.now / totals.usual : null,
    addedMs: totals.added,
    wayMs,
    moreCalls: null,
    begun: totals.begun,
    operation: top && top.weight > 0 ? top.name : null,
    since: sinceOf(points, window, baseline)
  }
}

const bucketMs = 30_000

function sinceOf(points: Tally['points'], window: Span, baseline: Span): number | null {
  const sorted = [...points].sort((a, b) => a.at - b.at)
  const buckets = new Map<number, { sum: number; n: number; at: number; line: number }>()
  for (const { at, value, line } of sorted) {
    const key = Math.floor(at / bucketMs)
    const bucket = buckets.get(key) ?? { sum: 0, n: 0, at, line }
    buckets.set(key, { ...bucket, sum: bucket.sum + value, n: bucket.n + 1 })
  }
  const onset = onsetOf(
    [...buckets.values()].map(({ sum, n, at, line }) => ({ at, value: sum / n, line })),
    window,
    baseline
  )
  return onset?.moved === true && onset.direction === 'up' ? onset.onset : null
}

/** The only call that a span does nothing but wrap, in another service: what is left of its time is spent on the way. */
function wayOf(span: SpanNode): SpanNode | null {
  const [only, ...more] = span.children
  if (only === undefined || more.length > 0 || span.parent === null) return null
  const isOutside = only.entity !== null && span.entity !== null && only.entity !== span.entity
  return isOutside && span.parent.entity === span.entity ? only : null
}

/** Time added on the way to and from each service, ms. What is called is nearer to the fault than who calls. */
function wayByService(ways: ReadonlyMap<string, { before: number[]; now: number[] }>): Map<string, number> {
  const found = new Map<string, number>()
  const mean = (values: readonly number[]): number => values.reduce((sum, ms) => sum + ms, 0) / Math.max(1, values.length)
  for (const [key, { before, now }] of ways) {
    if (before.length < leastRuns || now.length < leastRuns) continue
    const [caller = '', callee = ''] = key.split('\u0000')
    const added = Math.max(0, (mean(now) - mean(before)) * now.length)
    found.set(callee, (found.get(callee) ?? 0) + 0.6 * added)
    found.set(caller, (found.get(caller) ?? 0) + 0.4 * added)
  }
  return found
}
