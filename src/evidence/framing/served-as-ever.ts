import { instantOf } from '../../domain/index.ts'
import { queryRows, type Row } from '../query-rows.ts'
import { saysAge } from '../freshness/age-names.ts'
import { inSpan, type Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { type Departure, type Signal } from './signal.ts'

/** What single runs of what was asked in health too tell of the time in which a summary departs. */
export interface Served {
  readonly asEver: boolean
  /** Runs in the window of operations that healthy time knows. */
  readonly runs: number
}

/** In fewer runs nothing is seen of an operation, and in fewer of all nothing of a service. */
const leastOfOne = 20
const leastOfAll = 200
/** So many times what it took is slower: a median is sure, a 95th percentile of few is not. */
const slowerMedian = 1.5
const slowerHigh = 2
/** So many times a healthy 95th percentile is late, where only a few wait. */
const farSlower = 2
/** So much more of it fails or comes late, or is turned away; two are an accident of any day. */
const moreFail = 0.01
const moreRefused = 0.02
const accidents = 2
/** So much of what was asked for in health must still come: people who cannot get through leave no line. */
const stillAsked = 0.5
const stillAskedOfOne = 0.25

/** Requests of which a proxy wrote no answer failed. Who asks for what is not there, or goes away, is served as he should be. */
const sql = `
  WITH runs AS (
    SELECT 'requests' AS population, route AS operation, ts, duration_ms,
      coalesce(status >= 500 OR status <= 0, duration_ms IS NULL) AS failed,
      coalesce(status BETWEEN 400 AND 498 AND status <> 404, false) AS refused FROM requests
    UNION ALL SELECT population, operation, ts, duration_ms, failed, false FROM operations WHERE population = 'events'),
  told AS (
    SELECT population, operation, duration_ms, failed, refused, ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AS inside FROM runs
    WHERE (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) OR (ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP)),
  usual AS (
    SELECT population, operation, quantile_cont(duration_ms, 0.5) AS median_before, quantile_cont(duration_ms, 0.95) AS high_before
    FROM told WHERE NOT inside GROUP BY ALL HAVING count(*) >= ${leastOfOne})
  SELECT population, operation, any_value(median_before) AS median_before, any_value(high_before) AS high_before,
    quantile_cont(duration_ms, 0.5) FILTER (inside) AS median, quantile_cont(duration_ms, 0.95) FILTER (inside) AS high,
    count(*) FILTER (inside) AS n, count(*) FILTER (NOT inside) AS n_before,
    count(*) FILTER (inside AND failed) AS failed, count(*) FILTER (NOT inside AND failed) AS failed_before,
    count(*) FILTER (inside AND refused) AS refused, count(*) FILTER (NOT inside AND refused) AS refused_before,
    count(*) FILTER (inside AND duration_ms > ${farSlower} * high_before) AS late,
    count(*) FILTER (NOT inside AND duration_ms > ${farSlower} * high_before) AS late_before
  FROM told JOIN usual USING (population, operation) GROUP BY population, operation ORDER BY population, operation`

/**
 * A summary (a 95th percentile, a mean) rises where something else is asked for, where it is counted otherwise, or where who
 * computes it is wrong. Single runs say better whether anybody waits: compared operation by operation with healthy time. Null where
 * they cannot speak for what departs: where anything but slowness departs, and where no summary told the same as they did while all
 * was well (a queue's wait, a page in the browser, somebody else's work).
 */
export async function servedAsEver(
  context: ToolContext,
  signals: readonly Signal[],
  departures: readonly Departure[],
  window: Span,
  baseline: Span
): Promise<Served | null> {
  const touching = departures.filter(({ from, to }) => from < window.to && window.from < to)
  const measured = touching.filter(({ group }) => group !== 'alert' && group !== 'report')
  if (measured.length === 0 || measured.some(({ group }) => group !== 'slowness')) return null
  const rows = await queryRows(
    context,
    sql,
    [window.from, window.to, baseline.from, baseline.to].map((at) => instantOf(at))
  )
  const departing = signals.filter(({ name }) => measured.some(({ signal }) => signal === name))
  for (const population of ['requests', 'events']) {
    const own = rows.filter((row) => row.text('population') === population)
    if (!departing.every((signal) => tellsOf(signal, own, baseline))) continue
    return { asEver: isAsEver(own, (window.to - window.from) / (baseline.to - baseline.from)), runs: sumOf(own, 'n') }
  }
  return null
}

const sumOf = (rows: readonly Row[], column: string): number => rows.reduce((sum, row) => sum + (row.number(column) ?? 0), 0)

function isAsEver(rows: readonly Row[], timesAsLong: number): boolean {
  const [runs, before] = [sumOf(rows, 'n'), sumOf(rows, 'n_before')]
  if (Math.min(runs, before) < leastOfAll || runs < stillAsked * before * timesAsLong) return false
  return rows.every((row) => {
    const [n, was] = [row.number('n') ?? 0, row.number('n_before') ?? 0]
    if (n < leastOfOne) return n >= stillAskedOfOne * was * timesAsLong || was * timesAsLong < leastOfOne
    const more = (column: string): number =>
      ((row.number(column) ?? 0) - accidents) / n - (row.number(`${column}_before`) ?? 0) / was
    const times = (column: string): number => (row.number(column) ?? 0) / Math.max(1, row.number(`${column}_before`) ?? 0)
    return (
      n >= stillAskedOfOne * was * timesAsLong &&
      times('median') <= slowerMedian &&
      times('high') <= slowerHigh &&
      more('failed') <= moreFail &&
      more('late') <= moreFail &&
      more('refused') <= moreRefused
    )
  })
}

/** Two measures of one thing differ by no more than this while all is well: one is a p95, the other a p99 or a mean. */
const alike = 3
/** What people's own machines, checks from outside and jobs measure is not what a server writes of its requests. */
const measuredElsewhere = /rum|browser|client|synthetic|probe|external|blackbox|page|lcp|ttfb|mobile|lag|job|batch|queue/i

/** Whether a summary measures these runs: it is computed from them, or stood where they did while all was well. */
function tellsOf({ name, points, fromRuns }: Signal, rows: readonly Row[], baseline: Span): boolean {
  if (fromRuns) return rows.some((row) => row.text('population') === 'requests')
  if (measuredElsewhere.test(name) || saysAge(name, null) !== null) return false
  const level = medianOf(points.filter(({ at }) => inSpan(at, baseline)).map(({ value }) => value))
  const [low, high] = (['median_before', 'high_before'] as const).map((column) => weighted(rows, column))
  if (level === null || !low || !high) return false
  return [1, 1000].some((unit) => level * unit >= low / alike && level * unit <= high * alike)
}

/** The mean over operations, by how often each is asked for; 0 without any. */
const weighted = (rows: readonly Row[], column: string): number =>
  rows.reduce((sum, row) => sum + (row.number(column) ?? 0) * (row.number('n_before') ?? 0), 0) /
  Math.max(1, sumOf(rows, 'n_before'))
