import { epochMsOf } from '../../domain/index.ts'
import { failedTogether, timesUsual } from '../derived-gauges.ts'
import { type Gauge, mainGauge, readGauges, valueAt } from '../gauges.ts'
import { stemOf } from '../instances/instance-name.ts'
import { queryRows } from '../query-rows.ts'
import { complaintsIn, readReports } from '../read-reports.ts'
import { readSeries, seriesName } from '../read-series.ts'
import { medianOf, quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { isNotice } from '../tools/alerts-timeline.ts'
import { clustersOf } from './choose-frame.ts'
import { readRefusals } from './refusals.ts'
import { type Departure, departuresOf, type Signal, type SignalScale } from './signal.ts'

/** Every measure of health that the materials hold. Saturation speaks only where nothing else does. */
export async function readHealthSignals(context: ToolContext): Promise<Signal[]> {
  const load = mainGauge(await readGauges(context, ['load']), 'load')
  const usual = await timesUsual(context)
  const together = await failedTogether(context)
  const measured = (await readGauges(context, ['latency', 'errors', 'success']))
    .map((gauge) =>
      gauge.series === usual.series && usual.points.length > 0
        ? { ...gaugeSignal({ ...gauge, points: usual.points }), unitMs: null, fromRuns: true }
        : gaugeSignal({ ...gauge, points: together.get(gauge.series) ?? gauge.points })
    )
    .map((signal) => (load && signal.scale === 'count' ? atUsualLoad(signal, load) : signal))
  const gauges = [...measured, ...(await readServiceSignals(context))]
  const failing = gauges.filter(({ group, points }) => group === 'failure' && points.length >= 5)
  const { logs, isThin } = await readLogSignals(context)
  // Who counts the errors of a part (a function, a pool) does not count what was turned away before it.
  const counts = failing.length === 0 || (!isThin && failing.every((signal) => departuresOf(signal).length === 0))
  const health = withoutDays(
    [...gauges, ...logs.filter(({ name }) => counts || name !== failedWork)].filter(({ points }) => points.length >= 5)
  )
  const known = knowingFailures(health)
  // Work that piles up and is not done, and what is turned away politely, fail nobody aloud.
  if (health.length > 0 && clustersOf(known.flatMap(departuresOf)).some(({ abnormal }) => abnormal)) return known
  const piled = (await readGauges(context, ['queue'])).map((gauge) => ({ ...gaugeSignal(gauge), group: 'saturation' as const }))
  if (health.length > 0)
    return [
      ...known,
      ...piled.filter((signal) => departuresOf(signal).some(({ strength }) => strength >= farBeyond)),
      ...(await readRefusals(context))
    ]
  const rest = await readGauges(context, ['waiters', 'queue', 'retries', 'utilisation', 'cpu', 'gc'])
  return rest.map((gauge) => ({ ...gaugeSignal(gauge), group: 'saturation' as const }))
}

/** So many times its threshold a pile of undone work exceeds. */
const farBeyond = 5

/** Slowness is told from the times in which work was done: a call that is refused at once takes no time, and is no good time. */
function knowingFailures(signals: readonly Signal[]): Signal[] {
  const failing = signals.filter(({ group }) => group === 'failure').flatMap(departuresOf)
  return signals.map((signal) => (signal.group === 'slowness' ? { ...signal, failing } : signal))
}

const hourMs = 3_600_000

/** A figure a day says on which day something was wrong; beside figures a minute it would begin the incident at midnight. */
function withoutDays(signals: readonly Signal[]): Signal[] {
  const isFine = signals.some(({ stepMs }) => stepMs <= hourMs)
  return signals.filter(({ stepMs }) => !isFine || stepMs < 6 * hourMs)
}

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

/** Used only where nothing measures failing, or what does sees nothing: in a thin log one failure is all of a bucket. */
const failedWork = 'failed work in logs'
const fewRuns = 20

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
  const group = role === 'latency' ? 'slowness' : 'failure'
  const unitMs = role === 'latency' ? unitOf(`${series} ${unit ?? ''}`) : null
  return { absolute, name: series, kind: role, group, scale, stepMs, unitMs, points: scaled }
}

/** The unit of a time as its name or unit says it, in ms. */
function unitOf(said: string): number | null {
  const words = said.replaceAll(/[^A-Za-z0-9]+/g, ' ').toLowerCase()
  if (/\b(ms|millis|milliseconds?)\b/.test(words)) return 1
  return /\b(s|secs?|seconds?)\b/.test(words) ? 1000 : null
}

/** Error lines, failed work and how much slower than usual work was, part by part, from the warehouse's `health_parts`. */
async function readLogSignals(context: ToolContext): Promise<{ readonly logs: Signal[]; readonly isThin: boolean }> {
  const rows = await queryRows(
    context,
    `SELECT *, 100.0 * (failed / runs) AS failed_percent, epoch_ms(error_at) AS error_ms, epoch_ms(failed_at) AS failed_ms,
       epoch_ms(slow_at) AS slow_ms FROM health_parts ORDER BY part`
  )
  const stepMs = rows[0]?.number('step_ms') ?? 0
  const pointsOf = (value: string, at: string): Signal['points'] =>
    rows.flatMap((row) => {
      const [time, y] = [row.number(at), row.number(value)]
      return time === null || y === null ? [] : [{ at: time, value: y }]
    })
  const isThin = (medianOf(rows.flatMap((row) => row.number('runs') ?? [])) ?? 0) < fewRuns
  if (rows.length === 0) return { logs: [], isThin }
  const logs: Signal[] = [
    {
      name: 'error lines in logs',
      kind: 'errors',
      group: 'failure',
      scale: 'count',
      stepMs,
      points: pointsOf('error_lines', 'error_ms')
    },
    {
      name: failedWork,
      kind: 'errors',
      group: 'failure',
      scale: 'percent',
      stepMs,
      points: pointsOf('failed_percent', 'failed_ms')
    },
    {
      name: 'time of work against its usual time',
      kind: 'latency',
      group: 'slowness',
      scale: 'ratio',
      stepMs,
      points: pointsOf('times_usual', 'slow_ms')
    }
  ]
  return { logs, isThin }
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
    return { signal, kind: group, group, from, to: from + standsMs, strength: 1, plainFrom: null, returned: true }
  }
  return [
    ...alerts.map((row) => notice(row.text('name') ?? 'alert', 'alert', row.text('ts'))),
    ...complaints.map(({ time }) => notice('complaints', 'report', time))
  ]
}
