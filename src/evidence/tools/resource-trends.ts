import { z } from 'zod'
import { epochMsOf, instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type Gauge, gaugeValues, mainGauge, readGauges } from '../gauges.ts'
import { readRestarts } from '../instances/instance-life.ts'
import { type Point, readSeries, type Series, seriesName } from '../read-series.ts'
import { baselineSpan, spanOf, type Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { EvidenceTool } from '../tool.ts'
import { levelAtSameLoad } from '../trends/level-at-same-load.ts'
import { levelByWork } from '../trends/level-by-work.ts'
import { ceilingOf, type Limit, limitOf, reachedOf, readResources } from '../trends/resource-series.ts'
import { readTakenReturned } from '../trends/taken-and-returned.ts'
import { type Trend, trendOf, withInterval } from '../trends/trend-of.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })
const columns = columnsOf(
  'entity series role unit first last slope_per_hour slope_low slope_high load_explained:share grows growing_since:time resets resets_at_restarts last_reset_at:time floor_slope_per_hour limit limit_basis reaches_limit_at:time reached_at:time source line'
)
const mostRows = 60
/** So many series are looked at closely; the rest by their slope alone. */
const mostPrecise = 80
const monthMs = 30 * 86_400_000
/** What ended just before the first failure was counted is why. */
const earlyMs = 10 * 60_000
/** A restart explains a fall within this time. */
const nearMs = 300_000

interface Found {
  readonly series: Series
  readonly trend: Trend
  readonly limit: Limit | null
  readonly reachesAt: number | null
  readonly reachedAt: number | null
  readonly atRestarts: number
}

export const resourceTrends: EvidenceTool<typeof Arguments> = {
  name: 'resource_trends',
  description:
    'Growth of what can fill up or leak: memory, heap, handles, connections, threads, disk, queues, by instance, from the baseline to the end of the window: slope per hour with its ' +
    'interval, the share that the growth of load accounts for, falls (and whether at restarts), the slope of its lows, and when it reaches or reached its limit. Also whether ' +
    'arrivals and durations stayed flat, and how often logs say that something was taken and given back. A level that jumps and stays is no growth.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const resources = await readResources(context)
    const gauges = await readGauges(context, ['load', 'latency'])
    const [load, latency] = [mainGauge(gauges, 'load'), mainGauge(gauges, 'latency')]
    const limits = await readSeries(context, ['limit', 'memory', 'disk'])
    const restarts = await readRestarts(context)
    const span = { from: baseline.from, to: window.to }
    const logs = await readTakenReturned(context, {
      from: Number.isFinite(span.from) ? instantOf(span.from) : '0001-01-01T00:00:00.000Z',
      to: args.window.to
    })
    const inside = await readTakenReturned(context, { from: instantOf(window.from - earlyMs), to: args.window.to })
    const rough = resources.flatMap((series) => {
      const limit = limitOf(series, limits, window.to) ?? ceilingOf(series, span, logs)
      const reachedAt = reachedOf(series, limit, span)
      const points = series.points.filter(({ at }) => at >= span.from && at < Math.min(span.to, reachedAt ?? Infinity))
      const usable = points.length >= 8 ? points : series.points.filter(({ at }) => at < span.to)
      const restarted = restartsOf(series, restarts)
      const mostByLoad = load
        ? Math.min(
            levelAtSameLoad(series.points, load, restarted),
            isHeld(series) ? levelByWork(longestBetween(usable, restarted), load, latency, series.series) : 1
          )
        : 1
      const trend = trendOf(usable, load, mostByLoad)
      // What fills and is emptied again and again is seen over all of the record: the frame may hold but one of its teeth.
      const whole = series.points.filter(({ at }) => at < Math.min(span.to, reachedAt ?? Infinity))
      const longer = trend?.grows || whole.length <= usable.length ? null : trendOf(whole, load, mostByLoad)
      if (longer?.grows && longer.resets.length > 0) return [{ series, trend: longer, usable: whole, limit, reachedAt }]
      return trend ? [{ series, trend, usable, limit, reachedAt }] : []
    })
    const said = {
      acquired: logs.acquired,
      released: logs.released,
      unreleased: logs.acquired - logs.released,
      leak_warnings: logs.leakWarnings
    }
    const ran = {
      out_of_memory: logs.outOfMemory,
      out_of_memory_in_window: inside.outOfMemory,
      first_out_of_memory_at: logs.firstOutOfMemory,
      at_system_limit: logs.atSystemLimit,
      exhausted: logs.exhausted,
      first_exhausted_at: logs.firstExhausted
    }
    const flat = {
      load_ratio: ratioOf(load, window, baseline),
      duration_ratio: ratioOf(latency, window, baseline)
    }
    if (rough.length === 0) {
      const anything = logs.acquired + logs.leakWarnings + logs.outOfMemory + logs.exhausted > 0
      return {
        status: anything ? 'found' : 'no_data',
        reading: `No memory, handles, connections, threads, disk or queues are measured: metrics by role and name, and levels in log lines were searched.${anything ? ` Logs tell of ${logs.acquired} taken and ${logs.released} given back, ${logs.outOfMemory} times out of memory, ${logs.exhausted} times run out.` : ''}`,
        facts: { series: 0, growing: 0, ...noTop, ...flat, ...said, ...ran },
        sources: logs.sources
      }
    }
    const weight = ({ trend, series }: { trend: Trend; series: Series }): number =>
      (trend.grows ? 1e6 : 0) +
      (trend.slope * (trend.to - trend.from)) /
        3_600_000 /
        Math.max(1e-9, Math.abs(medianOf(series.points.map(({ value }) => value)) ?? 1))
    const found = rough
      .sort((a, b) => weight(b) - weight(a) || (seriesName(a.series) < seriesName(b.series) ? -1 : 1))
      .map(({ series, trend, usable, limit, reachedAt }, i): Found => {
        const precise = i < mostPrecise ? withInterval(trend) : trend
        const end = usable.at(-1)
        const left = limit && end && precise.slope > 0 ? ((limit.value - end.value) / precise.slope) * 3_600_000 : null
        const reachesAt = end && left !== null && left >= 0 && left < monthMs ? end.at + left : null
        const own = restartsOf(series, restarts)
        const atRestarts = precise.resets.filter((at) =>
          own.some((time) => Math.abs(time - at) <= Math.max(nearMs, 3 * series.stepMs))
        ).length
        return { series, trend: precise, limit, reachesAt, reachedAt, atRestarts }
      })
      .sort((a, b) => Number(b.trend.grows) - Number(a.trend.grows))
    const growing = found.filter(({ trend }) => trend.grows)
    const top = growing[0]
    const time = (at: number | null | undefined): Scalar => (at === null || at === undefined ? null : instantOf(at))
    return {
      status: 'found',
      reading:
        `${growing.length} of ${found.length} series grow steadily, beyond load` +
        (top
          ? `, most ${seriesName(top.series)}: ${top.trend.slope.toPrecision(3)} per hour since ${instantOf(top.trend.since)}` +
            (top.reachedAt
              ? `, at its limit since ${instantOf(top.reachedAt)}`
              : top.reachesAt
                ? `, at its limit by ${instantOf(top.reachesAt)}`
                : '') +
            (top.trend.resets.length > 0
              ? `; it fell back ${top.trend.resets.length} times, ${top.atRestarts} of them at a restart.`
              : '.')
          : '.'),
      facts: {
        series: found.length,
        growing: growing.length,
        ...(top
          ? {
              top_entity: top.series.entity,
              top_series: top.series.series,
              top_role: top.series.role,
              top_unit: top.series.unit,
              top_slope_per_hour: top.trend.slope,
              top_slope_low: top.trend.low,
              top_load_explained: top.trend.loadExplained,
              top_growing_since: time(top.trend.since),
              top_limit: top.limit?.value ?? null,
              top_reaches_limit_at: time(top.reachesAt),
              top_reached_at: time(top.reachedAt),
              top_resets: top.trend.resets.length,
              top_resets_at_restarts: top.atRestarts,
              top_floor_slope_per_hour: top.trend.floorSlope
            }
          : noTop),
        ...flat,
        ...said,
        ...ran
      },
      columns,
      rows: found
        .slice(0, mostRows)
        .map(({ series, trend, limit, reachesAt, reachedAt, atRestarts }) => [
          series.entity,
          series.series,
          series.role,
          series.unit,
          trend.first,
          trend.last,
          trend.slope,
          trend.low,
          trend.high,
          trend.loadExplained,
          trend.grows,
          time(trend.since),
          trend.resets.length,
          atRestarts,
          time(trend.resets.at(-1)),
          trend.floorSlope,
          limit?.value ?? null,
          limit?.basis ?? null,
          time(reachesAt),
          time(reachedAt),
          series.source,
          series.points[0]?.line ?? null
        ]),
      omitted: found.length > mostRows ? { rows: found.length - mostRows, why: 'those that grow most are shown' } : null,
      sources: [...found.map(({ series }) => series.source), ...logs.sources]
    }
  }
}

/** When what the series measures was restarted: it by name, or nobody in particular. */
function restartsOf({ entity }: Series, restarts: Awaited<ReturnType<typeof readRestarts>>): number[] {
  return restarts
    .filter(({ instance, text }) => instance === null || entity === null || instance === entity || text.includes(entity))
    .map(({ time }) => epochMsOf(time))
}

const isHeld = ({ role }: Series): boolean => role === 'holders' || role === 'utilisation'

/** The most points that no restart lies between. */
function longestBetween(points: readonly Point[], restarts: readonly number[]): readonly Point[] {
  const edges = [-Infinity, ...restarts.toSorted((a, b) => a - b), Infinity]
  return edges
    .slice(1)
    .map((to, i) => points.filter(({ at }) => at >= (edges[i] ?? to) && at < to))
    .reduce((longest, one) => (one.length > longest.length ? one : longest), [])
}

const noTop = {
  top_entity: null,
  top_series: null,
  top_role: null,
  top_unit: null,
  top_slope_per_hour: null,
  top_slope_low: null,
  top_load_explained: null,
  top_growing_since: null,
  top_limit: null,
  top_reaches_limit_at: null,
  top_reached_at: null,
  top_resets: null,
  top_resets_at_restarts: null,
  top_floor_slope_per_hour: null
}

/** Median in the window ÷ median before it. */
function ratioOf(gauge: Gauge | null, window: Span, baseline: Span): number | null {
  if (!gauge) return null
  const [now, then] = [medianOf(gaugeValues(gauge, window)), medianOf(gaugeValues(gauge, baseline))]
  return now === null || then === null || then === 0 ? null : now / then
}
