import { epochMsOf } from '../../domain/index.ts'
import { countedWork } from '../derived-gauges.ts'
import { type Gauge, mainGauge, readGauges, valueAt } from '../gauges.ts'
import { stemOf } from '../instances/instance-name.ts'
import { queryRows } from '../query-rows.ts'
import { complaintsIn, readReports } from '../read-reports.ts'
import { readSeries, seriesName } from '../read-series.ts'
import { quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { isNotice } from '../tools/alerts-timeline.ts'
import { type Departure, departuresOf, type Signal, type SignalScale } from './signal.ts'

/** Buckets for what is counted from logs: the materials' time in at most so many parts. */
const maxBuckets = 48

/** Every measure of health that the materials hold. Saturation speaks only where nothing else does. */
export async function readHealthSignals(context: ToolContext): Promise<Signal[]> {
  const load = mainGauge(await readGauges(context, ['load']), 'load')
  const measured = (await readGauges(context, ['latency', 'errors', 'success']))
    .map(gaugeSignal)
    .map((signal) => (load && signal.scale === 'count' ? atUsualLoad(signal, load) : signal))
  const gauges = [...measured, ...(await readServiceSignals(context))]
  const measuresFailing = gauges.some(({ group, points }) => group === 'failure' && points.length >= 5)
  const logs = await readLogSignals(context)
  const health = withoutDays(
    [...gauges, ...logs.filter(({ name }) => !measuresFailing || name !== failedWork)].filter(({ points }) => points.length >= 5)
  )
  if (health.length > 0) return health
  const rest = await readGauges(context, ['waiters', 'queue', 'retries', 'utilisation', 'cpu', 'gc'])
  return rest.map((gauge) => ({ ...gaugeSignal(gauge), group: 'saturation' as const }))
}

const hourMs = 3_600_000

/** A figure a day says on which day something was wrong; beside figures a minute it would begin the incident at midnight. */
function withoutDays(signals: readonly Signal[]): Signal[] {
  const isFine = signals.some(({ stepMs }) => stepMs <= hourMs)
  return signals.filter(({ stepMs }) => !isFine || stepMs < 6 * hourMs)
}

/** What takes less is not felt, however many times its usual it takes: an answer out of a cache against one that is not. */
const unnoticedMs = 50

const leastServices = 3
/** Of many services one is always a little out: a departure of one counts when it is beyond doubt and lasts. */
const worstServices = 6
const leastPoints = 4

/**
 * Latency and errors of single services, where there are several: in their mean the one that suffers is lost. Only of those
 * that depart furthest.
 */
async function readServiceSignals(context: ToolContext): Promise<Signal[]> {
  const series = (await readSeries(context, ['latency', 'errors'])).filter(({ entity }) => entity !== null)
  if (new Set(series.map(({ entity }) => stemOf(entity ?? ''))).size < leastServices) return []
  return series
    .map((one) => gaugeSignal({ ...one, series: seriesName(one), sources: [one.source], entities: 1 }))
    .flatMap((signal) => {
      const lasting = departuresOf(signal).filter(
        ({ from, to, strength }) => strength >= 2 && to - from >= leastPoints * signal.stepMs
      )
      return lasting.length > 0 ? [{ signal, strength: Math.max(...lasting.map(({ strength }) => strength)) }] : []
    })
    .sort((a, b) => b.strength - a.strength || (a.signal.name < b.signal.name ? -1 : 1))
    .slice(0, worstServices)
    .map(({ signal }) => signal)
}

/** Used only where nothing measures failing: in a thin log one failure is all of a bucket. */
const failedWork = 'failed work in logs'

/**
 * Counts as they would be at the usual load (its lower quartile): ten times the visitors mistype ten times the passwords, and
 * nothing is wrong. Where less came than usual a count is left as it is.
 */
function atUsualLoad(signal: Signal, load: Gauge): Signal {
  const usual = quantileOf(
    load.points.map(({ value }) => value),
    0.25
  )
  if (!usual || load.series === signal.name) return signal
  const points = signal.points.map(({ at, value }) => {
    const now = valueAt(load, at) ?? usual
    return { at, value: value * Math.min(1, usual / Math.max(usual, now)) }
  })
  return { ...signal, points }
}

function gaugeSignal({ series, role, unit, points, stepMs }: Gauge): Signal {
  const values = points.map(({ value }) => value)
  const highest = Math.max(...values)
  const isShare = role === 'success' || /rate|ratio|percent|pct|share|%|availab/i.test(`${series} ${unit ?? ''}`)
  const fraction = isShare && highest <= 1 && !/percent|%/i.test(`${series} ${unit ?? ''}`)
  const scaled = fraction
    ? points.map(({ at, value }) => ({ at, value: value * 100 }))
    : points.map(({ at, value }) => ({ at, value }))
  const scaleOfErrors: SignalScale = isShare && highest <= 100 ? 'percent' : 'count'
  const scale: SignalScale =
    role === 'success' ? (highest <= 100 ? 'success-percent' : 'ratio') : role === 'errors' ? scaleOfErrors : 'ratio'
  const absolute = role === 'errors' || /success|availab/i.test(series)
  return { absolute, name: series, kind: role, group: role === 'latency' ? 'slowness' : 'failure', scale, stepMs, points: scaled }
}

/** Error lines per bucket, and how much slower than usual work was (each operation against its own lower
 * quartile; runs that failed are left out, because failing is often quick). */
async function readLogSignals(context: ToolContext): Promise<Signal[]> {
  const [extent] = await queryRows(
    context,
    `SELECT min(first) AS first, max(last) AS last FROM (
       SELECT min(ts) AS first, max(ts) AS last FROM events UNION ALL SELECT min(ts), max(ts) FROM operations)`
  )
  const [first, last] = [extent?.text('first'), extent?.text('last')]
  if (!first || !last || first === last) return []
  const stepMs = Math.max(1000, Math.ceil((epochMsOf(last) - epochMsOf(first)) / maxBuckets / 1000) * 1000)
  const errors = await queryRows(
    context,
    `SELECT epoch_ms(ts) // ${stepMs} AS bucket, count(*) FILTER (level IN ('error', 'fatal')) AS value,
            epoch_ms(coalesce(min(ts) FILTER (level IN ('error', 'fatal')), min(ts))) AS at
     FROM events WHERE ts IS NOT NULL AND level IS NOT NULL GROUP BY 1 ORDER BY 1`
  )
  const slow = await queryRows(
    context,
    `WITH compared AS (
       SELECT ts, greatest(1, duration_ms / greatest(${unnoticedMs}, quantile_cont(duration_ms, 0.25) OVER same)) AS times
       FROM operations WHERE ts IS NOT NULL AND duration_ms IS NOT NULL AND population <> 'events' AND failed IS NOT TRUE
       WINDOW same AS (PARTITION BY population, operation))
     SELECT epoch_ms(ts) // ${stepMs} AS bucket, quantile_cont(times, 0.9) AS value, epoch_ms(coalesce(min(ts) FILTER (times > 3), min(ts))) AS at
     FROM compared WHERE times IS NOT NULL GROUP BY 1 ORDER BY 1`
  )
  const failed = await queryRows(
    context,
    `SELECT epoch_ms(ts) // ${stepMs} AS bucket, 100.0 * avg(CASE WHEN failed THEN 1 ELSE 0 END) AS value,
            epoch_ms(coalesce(min(ts) FILTER (failed), min(ts))) AS at
     FROM ${countedWork}
     WHERE ts IS NOT NULL AND failed IS NOT NULL AND population <> 'events' GROUP BY 1 ORDER BY 1`
  )
  const pointsOf = (rows: typeof errors): Signal['points'] =>
    rows.map((row) => ({ at: row.number('at') ?? 0, value: row.number('value') ?? 0 }))
  return [
    { name: 'error lines in logs', kind: 'errors', group: 'failure', scale: 'count', stepMs, points: pointsOf(errors) },
    { name: failedWork, kind: 'errors', group: 'failure', scale: 'percent', stepMs, points: pointsOf(failed) },
    {
      name: 'time of work against its usual time',
      kind: 'latency',
      group: 'slowness',
      scale: 'ratio',
      stepMs,
      points: pointsOf(slow)
    }
  ]
}

/** How long an alert or a complaint stands for trouble: a quarter of an hour. */
const standsMs = 15 * 60_000

/** Alerts and complaints as departures of their own: what people and monitors noticed. */
export async function readNotices(context: ToolContext): Promise<Departure[]> {
  const alerts = (
    await queryRows(context, `SELECT ts, name, severity, status FROM alerts WHERE ts IS NOT NULL ORDER BY ts, record_id`, [], {
      rows: 20_000
    })
  ).filter((row) => !isNotice(row))
  const complaints = complaintsIn(await readReports(context)).filter(({ official }) => !official)
  const notice = (signal: string, group: 'alert' | 'report', time: string | null): Departure => {
    const from = epochMsOf(time ?? '')
    return { signal, kind: group, group, from, to: from + standsMs, strength: 1, returned: true }
  }
  return [
    ...alerts.map((row) => notice(row.text('name') ?? 'alert', 'alert', row.text('ts'))),
    ...complaints.map(({ time }) => notice('complaints', 'report', time))
  ]
}
