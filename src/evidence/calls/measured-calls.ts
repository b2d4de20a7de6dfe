import type { TimeWindow } from '../../domain/index.ts'
import { toMsFactor } from '../gauges.ts'
import { queryRows } from '../query-rows.ts'
import { readSeries, type Series } from '../read-series.ts'
import { inSpan, type Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { calledIn, type CalledSeries } from './called-series.ts'
import { apart, type Call } from './read-calls.ts'

/** Each point stands for so many calls, of which the share that failed failed. */
const callsPerPoint = 5

export interface MeasuredCalls {
  readonly calls: readonly Call[]
  /** Of the time that the service itself takes longer, what the calls to each take longer, 0–1. */
  readonly shares: ReadonlyMap<string, number>
}

/**
 * Calls that metrics measure: the latency of calls to somebody who is named beside the service's own latency in one source
 * (`p95 ms`, `geocoder p95 ms`), by a series of the calls themselves (`geocoder calls`), or as what a client measures. Not what the
 * materials know as a route, an operation or a service of their own.
 */
export async function measuredCalls(
  context: ToolContext,
  between: TimeWindow,
  window: Span,
  baseline: Span
): Promise<MeasuredCalls> {
  const series = calledIn(await readSeries(context, ['latency', 'errors', 'load']))
  const timed = series.filter(({ series: { role } }) => role === 'latency')
  const named = timed.filter((one) => one.called !== null && isOfAnother(one, series))
  if (named.length === 0) return { calls: [], shares: new Map() }
  const known = await ownWords(context)
  const others = named.filter(({ called, asClient }) => asClient || !known.has(called ?? ''))
  const ownTimes = timed.filter(({ called }) => called === null || known.has(called))
  const ownAdded = Math.max(0, ...ownTimes.map(({ series: one }) => addedTo(one, window, baseline) ?? 0))
  const [from, to] = [Date.parse(between.from), Date.parse(between.to)]
  const byName = new Map<string, CalledSeries>()
  for (const one of others) {
    const best = byName.get(one.called ?? '')
    if (!best || (addedTo(one.series, window, baseline) ?? 0) > (addedTo(best.series, window, baseline) ?? 0))
      byName.set(one.called ?? '', one)
  }
  const calls = [...byName.values()].flatMap(({ called, series: one }): Call[] => {
    const failing = failingOf(called ?? '', series)
    const factor = toMsFactor(one)
    return one.points
      .filter(({ at }) => at >= from && at < to)
      .flatMap(({ at, value, line }) => {
        const failed = Math.round(callsPerPoint * failing(at))
        return Array.from({ length: callsPerPoint }, (_, i): Call => ({
          peer: called ?? '',
          caller: null,
          at,
          durationMs: value * factor,
          failed: i < failed,
          how: i < failed ? 'error' : null,
          seenIn: 'series',
          source: one.source,
          line,
          ...apart
        }))
      })
  })
  const shares = [...byName].flatMap(([name, { series: one }]): [string, number][] => {
    const added = addedTo(one, window, baseline)
    return added === null || ownAdded <= 0 ? [] : [[name, Math.min(1, Math.max(0, added) / ownAdded)]]
  })
  return { calls, shares: new Map(shares) }
}

function isOfAnother({ called, asClient, series: { source, entity } }: CalledSeries, all: readonly CalledSeries[]): boolean {
  if (asClient) return true
  const beside = all.filter((one) => one.series.source === source && one.series.entity === entity)
  const ownLatency = beside.some((one) => one.called === null && one.series.role === 'latency')
  const counted = beside.some((one) => one.called === called && /call|attempt|throttl|retr/i.test(one.series.series))
  return ownLatency || counted
}

/** Median in the window less that of the baseline, ms. */
function addedTo(series: Series, window: Span, baseline: Span): number | null {
  const of = (span: Span): number | null => medianOf(series.points.filter(({ at }) => inSpan(at, span)).map(({ value }) => value))
  const [now, before] = [of(window), of(baseline)]
  return now === null || before === null ? null : (now - before) * toMsFactor(series)
}

/** The share of the calls to somebody that failed at a time, where both are counted; else none. */
function failingOf(called: string, all: readonly CalledSeries[]): (at: number) => number {
  const of = (role: Series['role'], name: RegExp): Series | undefined =>
    all.find((one) => one.called === called && one.series.role === role && name.test(one.series.series))?.series
  const [failed, made] = [of('errors', /fail|err/i), of('load', /./)]
  if (!failed || !made) return () => 0
  const madeAt = new Map(made.points.map(({ at, value }) => [at, value]))
  const shareAt = new Map(
    failed.points.map(({ at, value }) => [at, Math.min(1, value / Math.max(1e-9, madeAt.get(at) ?? Infinity))])
  )
  return (at) => shareAt.get(at) ?? 0
}

/** Words by which the materials know their own routes, operations and services. */
async function ownWords(context: ToolContext): Promise<{ has(called: string): boolean }> {
  const rows = await queryRows(
    context,
    `SELECT DISTINCT lower(word) AS word FROM (
       SELECT route AS word FROM requests UNION ALL SELECT name FROM spans WHERE parent_id IS NULL
       UNION ALL SELECT entity FROM spans UNION ALL SELECT entity FROM events UNION ALL SELECT entity FROM requests)
     WHERE word IS NOT NULL LIMIT 5000`,
    [],
    { rows: 5000 }
  )
  const words = new Set(rows.flatMap((row) => (row.text('word') ?? '').split(/[^a-z]+/).filter((word) => word.length > 2)))
  const entities = new Set(rows.flatMap((row) => row.text('word') ?? []))
  return { has: (called) => entities.has(called) || called.split(/[ -]/).some((word) => words.has(word)) }
}
