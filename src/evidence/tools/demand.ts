import { z } from 'zod'
import { instantOf, type Scalar, type TimeWindow } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type Gauge, gaugeValues, mainGauge, readGauges, valueAt } from '../gauges.ts'
import { queryRows } from '../query-rows.ts'
import { readInterventions } from '../read-interventions.ts'
import { baselineSpan, inSpan, type Span, spanOf } from '../span.ts'
import { medianOf, quantileOf } from '../statistics/index.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { clientMinutes } from '../traffic/client-minutes.ts'
import { servedBy } from '../services/served-by.ts'
import { servedShare } from '../traffic/served-share.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf('time:time load clients')
const mostRows = 120

export const demand: EvidenceTool<typeof Arguments> = {
  name: 'demand',
  description:
    'How much was asked of the service: load in the window against the baseline, its peak, at the onset, and after recovery; the most that was carried in good health outside the window (load_carried), before anything was enlarged; distinct ' +
    'clients and requests per client (a few clients asking far more is abuse, many more clients is a surge); and the ceiling: the most ' +
    'that was completed successfully per minute, and how that is known.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const gauges = await readGauges(context, ['load', 'errors', 'latency'])
    const load = mainGauge(gauges, 'load')
    const inside = load?.points.filter(({ at }) => inSpan(at, window)) ?? []
    const clients =
      (await clientsIn(context, args.window, args.baseline)) ?? (await countedClients(context, load, window, baseline))
    const perClient = { clients_ratio: clients?.ratio ?? null, requests_per_client_ratio: clients?.perClientRatio ?? null }
    if (!load || inside.length === 0) {
      return {
        status: 'no_data',
        reading: 'Load was not measured in the window: metrics were searched, and logs of timed work are too few to count.',
        facts: { ...noLoad, ...perClient }
      }
    }
    const peak = inside.reduce((most, point) => (point.value > most.value ? point : most))
    const usual = medianOf(gaugeValues(load, baseline))
    const now = medianOf(inside.map(({ value }) => value))
    const served = await servedShare(context)
    const after = load.points.filter(({ at }) => at >= window.to).map(({ at, value }) => value * served(at))
    const ceiling = ceilingOf(load, mainGauge(gauges, 'errors'), { from: Math.min(baseline.from, window.from), to: Infinity })
    const ratio = now !== null && usual !== null && usual > 0 ? now / usual : null
    const people = mainGauge(
      gauges.filter(({ series }) => /client|user|session|visitor|people|citizen|customer|log_?ins?\b/i.test(series)),
      'load'
    )
    const peopleUsual = people && medianOf(gaugeValues(people, baseline))
    const peopleNow = people && medianOf(gaugeValues(people, window))
    const most = await carriedBy(context, load, mainGauge(gauges, 'latency'), baseline, window, served)
    const step = Math.ceil(inside.length / mostRows)
    return {
      status: 'found',
      reading:
        `${load.series}: ${usual ?? 'unknown'} in the baseline, ${now} in the window, at most ${peak.value} at ${instantOf(peak.at)}` +
        (after.length > 0 ? `, ${medianOf(after)} after it.` : '.'),
      facts: {
        load_series: load.series,
        load_baseline: usual,
        load_peak: peak.value,
        load_peak_at: instantOf(peak.at),
        load_ratio: ratio,
        load_at_onset: valueAt(load, window.from),
        load_after_recovery: medianOf(after),
        load_carried: most?.value ?? null,
        load_carried_at: most ? instantOf(most.at) : null,
        ...perClient,
        served_ratio: servedRatio(load, mainGauge(gauges, 'errors'), baseline, window),
        served_by: await servedBy(context),
        people_series: people?.series ?? null,
        people_ratio: peopleNow !== null && peopleUsual !== null && peopleUsual > 0 ? peopleNow / peopleUsual : null,
        ...ceiling
      },
      columns,
      rows: inside
        .filter((_, i) => i % step === 0)
        .map(({ at, value }): Scalar[] => [instantOf(at), value, people && people !== load ? valueAt(people, at) : null]),
      omitted:
        step > 1 ? { rows: inside.length - Math.ceil(inside.length / step), why: 'every so-manieth point is shown' } : null,
      sources: load.sources
    }
  }
}

const noLoad = {
  load_series: null,
  load_baseline: null,
  load_peak: null,
  load_peak_at: null,
  load_ratio: null,
  load_at_onset: null,
  load_after_recovery: null,
  load_carried: null,
  load_carried_at: null,
  served_ratio: null,
  served_by: null,
  people_series: null,
  people_ratio: null,
  ceiling: null,
  ceiling_basis: null
}

/**
 * The most load outside the window at which latency was in its usual range (twice the baseline's 95th percentile); times after
 * a resource was enlarged show another service and are left out.
 */
async function carriedBy(
  context: ToolContext,
  load: Gauge,
  latency: Gauge | null,
  baseline: Span,
  window: Span,
  served: (at: number) => number
): Promise<Gauge['points'][number] | null> {
  const usual = latency ? quantileOf(gaugeValues(latency, baseline), 0.95) : null
  if (!latency || usual === null) return null
  const enlarged = (await readInterventions(context)).find(
    ({ kind, time }) => (kind === 'raise-limit' || kind === 'scale-out') && Date.parse(time) >= window.from
  )
  const until = enlarged ? Date.parse(enlarged.time) : Infinity
  const healthy = load.points
    .filter(({ at }) => !inSpan(at, window) && at < until && (valueAt(latency, at) ?? Infinity) <= 2 * usual)
    .map((point) => ({ ...point, value: point.value * served(point.at) }))
  return healthy.reduce<Gauge['points'][number] | null>(
    (most, one) => (most === null || one.value > most.value ? one : most),
    null
  )
}

/**
 * The most that was served in a step of the window ÷ what is served in the baseline, of a log that counts both; null of other measures.
 * A log may keep all that fails and a part of the rest.
 */
function servedRatio(load: Gauge, errors: Gauge | null, baseline: Span, window: Span): number | null {
  if (!errors || !load.series.endsWith(' counted from the log') || !/^failed .* from the log$/.test(errors.series)) return null
  const served = (span: Span): number[] =>
    load.points.flatMap(({ at, value }) => {
      const failed = inSpan(at, span) ? valueAt(errors, at) : null
      return failed === null ? [] : [value * Math.max(0, 1 - failed / 100)]
    })
  const [usual, now] = [medianOf(served(baseline)), served(window)]
  return usual === null || usual === 0 || now.length === 0 ? null : Math.max(...now) / usual
}

/** Most successful completions in the unit of the load: load × (1 − share of errors), at its 98th percentile. */
function ceilingOf(load: Gauge, errors: Gauge | null, span: Span): { ceiling: number | null; ceiling_basis: string | null } {
  if (!errors || !/rate|percent|ratio|share|%|failed/i.test(`${errors.series} ${errors.unit ?? ''}`)) {
    return { ceiling: null, ceiling_basis: 'no error share was measured beside the load' }
  }
  const whole =
    errors.points.some(({ value }) => value > 1.5) || /percent|%/i.test(`${errors.series} ${errors.unit ?? ''}`) ? 100 : 1
  const completed = load.points
    .filter(({ at }) => inSpan(at, span))
    .flatMap(({ at, value }) => {
      const failed = valueAt(errors, at)
      return failed === null ? [] : [value * Math.max(0, 1 - failed / whole)]
    })
  return {
    ceiling: quantileOf(completed, 0.98),
    ceiling_basis: `${load.series} × (1 − ${errors.series}), 98th percentile of the record`
  }
}

/** What counts those who ask, each once: by the minute or however the series steps. */
const countsClients = /(?:distinct|unique|different).*(?:client|user|visitor|address|ip|session|customer|device|caller)s?/i

/** Clients as a series counts them, where no request is logged with its client. */
async function countedClients(
  context: ToolContext,
  load: Gauge | null,
  window: Span,
  baseline: Span
): Promise<{ ratio: number; perClientRatio: number } | null> {
  const counted =
    load && (await readGauges(context, ['load', 'holders', 'other'])).find(({ series }) => countsClients.test(series))
  if (!load || !counted || counted.series === load.series) return null
  const rise = (gauge: Gauge): number | null => {
    const [then, now] = [medianOf(gaugeValues(gauge, baseline)), medianOf(gaugeValues(gauge, window))]
    return then !== null && now !== null && then > 0 ? now / then : null
  }
  const [ratio, loadRatio] = [rise(counted), rise(load)]
  return ratio === null || loadRatio === null || ratio === 0 ? null : { ratio, perClientRatio: loadRatio / ratio }
}

const leastRequests = 50

/** Distinct clients a minute, window ÷ baseline. Counted per minute, since a longer time always sees more clients. */
async function clientsIn(
  context: ToolContext,
  window: TimeWindow,
  baseline: TimeWindow | null
): Promise<{ ratio: number; perClientRatio: number } | null> {
  const [row] = await queryRows(
    context,
    `WITH minutes AS (
       SELECT minute, sum(requests * clients) AS requests, sum(clients) AS clients, inside FROM (
         SELECT *, true AS inside FROM ${clientMinutes('$1::TIMESTAMP', '$2::TIMESTAMP')}
         UNION ALL
         SELECT *, false FROM ${clientMinutes('$3::TIMESTAMP', '$4::TIMESTAMP')})
       GROUP BY minute, inside)
     SELECT avg(clients) FILTER (inside) AS window_clients, avg(clients) FILTER (NOT inside) AS baseline_clients,
            sum(requests) FILTER (inside) AS window_requests, sum(requests) FILTER (NOT inside) AS baseline_requests,
            avg(requests / clients) FILTER (inside) AS window_each, avg(requests / clients) FILTER (NOT inside) AS baseline_each
     FROM minutes`,
    [window.from, window.to, baseline?.from ?? '0001-01-01 00:00:00', baseline?.to ?? window.from]
  )
  const [now, then] = [row?.number('window_clients') ?? 0, row?.number('baseline_clients') ?? 0]
  const each = (row?.number('window_each') ?? 0) / (row?.number('baseline_each') ?? 1)
  const enough =
    (row?.number('window_requests') ?? 0) >= leastRequests && (row?.number('baseline_requests') ?? 0) >= leastRequests
  return enough && then > 0 ? { ratio: now / then, perClientRatio: each } : null
}
