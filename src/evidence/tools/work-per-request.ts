import { z } from 'zod'
import type { Scalar } from '../../domain/index.ts'
import { runsWithUsual } from '../../warehouse/index.ts'
import { callsPerRequest } from '../calls-per-request.ts'
import { columnsOf } from '../columns.ts'
import { type Gauge, gaugeValues, mainGauge, readGauges } from '../gauges.ts'
import { operationLabels } from '../operation-labels.ts'
import { poolOf } from '../pool.ts'
import { queryRows, type Row } from '../query-rows.ts'
import { readTimedRuns, servedRuns, slowThreshold } from '../runs.ts'
import { baselinePoints, withLoad } from '../onset.ts'
import { baselineSpan, inSpan, type Span, spanOf } from '../span.ts'
import { fitLoad, medianOf, predictAtLoad, quantileOf, weightedMedian } from '../statistics/index.ts'
import { queuedIn } from '../surroundings.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'
import { workPopulation } from '../work-population.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf(
  'population operation label baseline_runs baseline_median_ms:ms window_runs window_median_ms:ms window_p95_ms:ms ratio:ratio fast_mode_ratio:ratio'
)
const mostRows = 40
/** Operations whose single runs are read for the fast mode: those with most time added. */
const mostRead = 8

/** Runs that failed faster than half of the successful ones take were refused: they say nothing of what work costs. */
const costs = (from: string, to: string): string => `
  FROM ${runsWithUsual}
  WHERE ts >= ${from}::TIMESTAMP AND ts < ${to}::TIMESTAMP AND NOT coalesce(failed AND duration_ms < served_median_ms, false)
  GROUP BY o.population, o.operation`
const sql = `
  WITH inside AS (
    SELECT o.population, o.operation, min(source_id) AS source, count(*) AS window_runs, avg(duration_ms) AS window_mean,
           quantile_cont(duration_ms, [0.5, 0.95]) AS quantiles, sum(duration_ms) AS window_ms ${costs('$1', '$2')}
  ), before AS (
    SELECT o.population, o.operation, count(*) AS baseline_runs, avg(duration_ms) AS baseline_mean,
           median(duration_ms) AS baseline_median, sum(duration_ms) AS baseline_ms ${costs('$3', '$4')}
  )
  SELECT i.population, i.operation, source, window_runs, quantiles[1] AS window_median, quantiles[2] AS window_p95, window_mean,
         coalesce(baseline_runs, 0) AS baseline_runs, baseline_median, baseline_mean, window_ms, baseline_ms
  FROM inside i LEFT JOIN before b ON i.population = b.population AND i.operation IS NOT DISTINCT FROM b.operation
  ORDER BY i.population, i.operation`

export const workPerRequest: EvidenceTool<typeof Arguments> = {
  name: 'work_per_request',
  description:
    'Did one request become dearer, or were there only more? Mean cost of a run in the window ÷ in the baseline, by operation; ' +
    'fast_mode_ratio: did the fast runs of the same operation become slower too (as when all starve), or only some runs slow (near 1)? ' +
    'calls_per_request: statements or spans per request where they can be joined or both logs are complete. unit_cost_ratio is the ' +
    'median over operations weighted by runs, in the deepest population (database before application), whose times hold least waiting; ' +
    'null when only response times are known and all grew together. cpu_per_request_ratio: processor used ÷ what it used for as many requests in the ' +
    'baseline, while it was not at its end: the unit cost where the processor does the work.',
  arguments: Arguments,
  run: async ({ window, baseline }, context) => {
    const inside = spanOf(window)
    const before = baselineSpan(baseline, inside)
    const rows = await queryRows(context, sql, [
      window.from,
      window.to,
      baseline?.from ?? '0001-01-01 00:00:00',
      baseline?.to ?? window.from
    ])
    const gauges = await readGauges(context, ['load', 'holders', 'waiters', 'queue', 'limit', 'cpu'])
    const load = mainGauge(gauges, 'load')
    const loadRatio = load ? ratioOf(medianOf(gaugeValues(load, inside)), medianOf(gaugeValues(load, before))) : null
    if (rows.length === 0) {
      return {
        status: 'no_data',
        reading: 'No timed run in the window: requests, statements, spans and timed log lines were searched.',
        facts: { ...noFacts, load_ratio: loadRatio }
      }
    }
    const processor = load ? processorPerRequest(gauges, load, inside, before) : null
    const labels = await operationLabels(context)
    const known = (row: Row): number => (ratio(row) === null ? 0 : 1)
    const sorted = [...rows].sort((a, b) => known(b) - known(a) || added(b) - added(a))
    const queued = queuedIn(poolOf(gauges), inside) ?? false
    const deepest = workPopulation(rows, { time: 'window_ms', healthyTime: 'baseline_ms', runs: 'window_runs' }, queued)
    const counted = sorted.filter((row) => row.text('population') === deepest)
    const comparable = counted.filter((row) => ratio(row) !== null)
    // Where nothing became dearer, what took most time speaks.
    const dearer = comparable.find((row) => (ratio(row) ?? 0) >= 1.2)
    const top = dearer ?? comparable.toSorted((a, b) => (b.number('window_ms') ?? 0) - (a.number('window_ms') ?? 0))[0]
    const weigh = (some: readonly Row[]) =>
      weightedMedian(some.map((row): [number, number] => [ratio(row) ?? 0, row.number('window_runs') ?? 0]))
    const fast = new Map<Row, number | null>()
    for (const row of sorted.filter((one) => ratio(one) !== null).slice(0, mostRead))
      fast.set(row, await fastModeRatio(context, row, inside, before))
    const calls = await callsPerRequest(context, window, baseline)
    const [made, letThrough] = calls?.isLetThrough ? [null, calls] : [calls, null]
    const others = weigh(comparable.filter((row) => row !== top))
    // A queue in front of everything makes all requests long, the cheap ones most: response times then hide what work costs.
    const waiting = deepest === 'requests' && (others ?? 0) >= 2 && (top ? (ratio(top) ?? 0) : 0) >= 2
    const topRatio = top && !waiting ? ratio(top) : null
    const name = (row: Row): string => labels.get(row.text('operation') ?? '') ?? row.text('operation') ?? ''
    const few = top !== undefined && (top.number('baseline_runs') ?? 0) < 5
    return {
      status: 'found',
      reading: waiting
        ? 'All requests took longer together: how much of that was waiting cannot be told from response times, so neither what one costs.'
        : top
          ? `${name(top)} costs ${topRatio?.toFixed(2)} times its baseline on average, counted in ${deepest}` +
            (deepest === 'requests' ? ' with their waiting' : ', which hold least waiting') +
            `${few ? ` (of only ${top.number('baseline_runs')} runs)` : ''}; load is ${loadRatio === null ? 'unknown' : `${loadRatio.toFixed(2)} times`}` +
            (processor ? `; ${processor.series} is ${processor.ratio.toFixed(2)} times what the load explains.` : '.')
          : `No operation ran in both window and baseline: ${rows.length} ran in the window only.`,
      facts: {
        unit_cost_ratio: waiting ? null : weigh(comparable),
        top_operation: top?.text('operation') ?? null,
        top_population: top?.text('population') ?? null,
        top_label: top ? name(top) : null,
        top_ratio: topRatio,
        others_ratio: waiting ? null : others,
        calls_per_request_baseline: made?.baseline ?? null,
        calls_per_request_window: made?.window ?? null,
        let_through_baseline: letThrough?.baseline ?? null,
        let_through_window: letThrough?.window ?? null,
        load_ratio: loadRatio,
        cpu_series: processor?.series ?? null,
        cpu_per_request_ratio: processor?.ratio ?? null,
        method: `mean duration in the window ÷ in the baseline, ${deepest}${waiting ? ' with their waiting' : ''}; ${calls?.method ?? 'calls per request not countable'}`
      },
      columns,
      rows: sorted
        .slice(0, mostRows)
        .map((row): Scalar[] => [
          row.text('population'),
          row.text('operation'),
          name(row),
          row.number('baseline_runs'),
          row.number('baseline_median'),
          row.number('window_runs'),
          row.number('window_median'),
          row.number('window_p95'),
          ratio(row),
          fast.get(row) ?? null
        ]),
      omitted: sorted.length > mostRows ? { rows: sorted.length - mostRows, why: 'those with most time added are shown' } : null,
      sources: rows.map((row) => row.text('source') ?? '')
    }
  }
}

const noFacts: Record<string, Scalar> = {
  unit_cost_ratio: null,
  top_operation: null,
  top_population: null,
  top_label: null,
  top_ratio: null,
  others_ratio: null,
  calls_per_request_baseline: null,
  calls_per_request_window: null,
  let_through_baseline: null,
  let_through_window: null,
  cpu_series: null,
  cpu_per_request_ratio: null,
  method: null
}

/** A processor this busy hides what more it would have used. */
const nearItsEnd = 0.95
/** The load must explain so much of the processor's use in good health before anything is read off the line. */
const leastExplained = 0.3

/** Of the processors the one that follows load best: its use in the window ÷ what the baseline's line on load gives there. */
function processorPerRequest(
  gauges: readonly Gauge[],
  load: Gauge,
  window: Span,
  baseline: Span
): { series: string; ratio: number } | null {
  const fitted = gauges
    .filter(({ role }) => role === 'cpu')
    .flatMap((gauge) => {
      const base = withLoad(baselinePoints(gauge.points, baseline), load)
      const line = fitLoad(
        base.map((point) => point.load),
        base.map(({ value }) => value)
      )
      const whole = gauge.points.some(({ value }) => value > 1.5) ? 100 : 1
      const free = withLoad(
        gauge.points.filter(({ at, value }) => inSpan(at, window) && value < nearItsEnd * whole),
        load
      )
      if (!line || line.r2 < leastExplained || line.slope <= 0) return []
      const ratio = medianOf(
        free.map((point) => ratioOf(point.value, predictAtLoad(line, point.load).value)).filter((one) => one !== null)
      )
      return ratio === null ? [] : [{ series: gauge.series, ratio, explained: line.r2 }]
    })
  return fitted.sort((a, b) => b.explained - a.explained)[0] ?? null
}

function ratioOf(now: number | null, then: number | null): number | null {
  return now === null || then === null || then <= 0 ? null : now / then
}

function ratio(row: Row): number | null {
  return ratioOf(row.number('window_mean'), row.number('baseline_mean'))
}

/** Time that the window's runs took beyond what they would have in the baseline. */
function added(row: Row): number {
  return ((row.number('window_mean') ?? 0) - (row.number('baseline_mean') ?? 0)) * (row.number('window_runs') ?? 0)
}

/** Fast runs between the first and the last slow one against fast runs of the baseline; lower quartiles without two modes. */
async function fastModeRatio(context: ToolContext, row: Row, inside: Span, before: Span): Promise<number | null> {
  const { runs } = await readTimedRuns(context, {
    population: row.text('population') ?? '',
    operation: row.text('operation') ?? ''
  })
  const threshold = slowThreshold(runs)
  if (!threshold) return null
  const { thresholdMs, bimodal } = threshold
  const served = servedRuns(runs, thresholdMs)
  const within = served.filter(({ at }) => inSpan(at, inside))
  const healthy = served.filter(({ at }) => inSpan(at, before)).map(({ durationMs }) => durationMs)
  if (!bimodal)
    return ratioOf(
      quantileOf(
        within.map(({ durationMs }) => durationMs),
        0.25
      ),
      quantileOf(healthy, 0.25)
    )
  const slow = within.filter(({ durationMs }) => durationMs > thresholdMs)
  const [from, to] = [slow[0]?.at ?? inside.from, slow.at(-1)?.at ?? inside.to]
  const fast = within.filter(({ at, durationMs }) => durationMs <= thresholdMs && at >= from && at <= to)
  return ratioOf(medianOf(fast.map(({ durationMs }) => durationMs)), medianOf(healthy.filter((ms) => ms <= thresholdMs)))
}
