import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { harmOnset } from '../harm-onset.ts'
import { mainGauge, readGauges, valueAt } from '../gauges.ts'
import { onsetOf } from '../onset.ts'
import { binsOf, type PauseBin } from '../pauses/pause-bins.ts'
import { readHeapAfter, readPausedShares, readPauses } from '../pauses/read-pauses.ts'
import { baselineSpan, inSpan, spanOf } from '../span.ts'
import { bestLag } from '../statistics/index.ts'
import { trendOf, withInterval } from '../trends/trend-of.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })
const columns = columnsOf(
  'time:time instance pauses full paused_ms:ms share_paused:share longest_ms:ms heap_after_mb:MB latency source line'
)
const mostRows = 120
const nothing = {
  pauses: 0,
  baseline_pauses: 0,
  full_pauses: 0,
  longest_ms: null,
  longest_at: null,
  baseline_longest_ms: null,
  share_paused: null,
  baseline_share_paused: null,
  peak_share_paused: null,
  peak_at: null,
  worst_instance: null,
  instances: 0,
  heap_after_first_mb: null,
  heap_after_last_mb: null,
  heap_after_slope_mb_per_hour: null,
  heap_after_grows: null,
  onset: null,
  slowness_onset: null,
  lead_seconds: null,
  lag_seconds: null,
  correlation: null,
  order: null,
  basis: null
}

export const gcPauses: EvidenceTool<typeof Arguments> = {
  name: 'gc_pauses',
  description:
    'Garbage collection and other stops of the program, from GC logs, log lines and series: how many, the longest, the share of time paused against the baseline (of the ' +
    'instance that pauses most), the heap that collections leave, and whether pausing set in before, with or after slowness (order: onsets; lag_seconds: best correlation, positive when pauses lead). ' +
    'A full heap pauses more: pausing is often what something else did.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const pauses = await readPauses(context)
    const shares = await readPausedShares(context)
    if (pauses.length === 0 && shares.length === 0) {
      const reading =
        'No garbage collection or pause is recorded: GC logs, log lines that name a pause and its time, and series of GC time or share were searched.'
      return { status: 'no_data', reading, facts: nothing }
    }
    const bins = binsOf(pauses, shares)
    const inWindow = pauses.filter(({ at }) => inSpan(at, window))
    const before = pauses.filter(({ at }) => inSpan(at, baseline))
    const worst = worstOf(bins, window)
    const own = bins.filter(({ instance }) => instance === worst)
    const longest = inWindow.toSorted((a, b) => b.ms - a.ms)[0]
    const mean = (span: { from: number; to: number }): number | null => {
      const values = own.filter(({ at }) => inSpan(at, span)).map(({ share }) => share)
      return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
    }
    const peak = own.filter(({ at }) => inSpan(at, window)).toSorted((a, b) => b.share - a.share)[0]
    const heap = (
      pauses.some(({ heapAfterMb }) => heapAfterMb !== null)
        ? pauses
            .filter(({ instance, heapAfterMb }) => instance === worst && heapAfterMb !== null)
            .map(({ at, heapAfterMb, line }) => ({ at, value: heapAfterMb ?? 0, line: line ?? 0 }))
        : ((await readHeapAfter(context)).toSorted((a, b) => Number(b.entity === worst) - Number(a.entity === worst))[0]
            ?.points ?? [])
    ).filter(({ at }) => at >= baseline.from && at < window.to)
    const level = trendOf(heap, null)
    const trend = level && withInterval(level)
    const points = own.map(({ at, share }) => ({ at, value: share, line: 0 }))
    const moved = onsetOf(points, window, baseline)
    const onset = moved?.moved === true && moved.direction === 'up' ? moved.onset : null
    const harm = await harmOnset(context, args.window, args.baseline)
    const latency = mainGauge(await readGauges(context, ['latency']), 'latency')
    const joined = own.flatMap(({ at, share }) => {
      const value = latency ? valueAt(latency, at) : null
      return value === null || at < baseline.from || at >= window.to ? [] : [{ share, value }]
    })
    const lag = bestLag(
      joined.map(({ share }) => share),
      joined.map(({ value }) => value)
    )
    const binMs = own[0]?.widthMs ?? 60_000
    const lead = onset === null || harm === null ? null : (Date.parse(harm.at) - onset) / 1000
    const resolution = Math.max(binMs, harm?.resolutionMs ?? 0) / 1000
    const order =
      lead === null
        ? onset === null
          ? 'no onset'
          : 'cannot-tell'
        : Math.abs(lead) <= resolution
          ? 'together'
          : lead > 0
            ? 'before'
            : 'after'
    const time = (at: number | null | undefined): Scalar => (at === null || at === undefined ? null : instantOf(at))
    const shareNow = mean(window)
    const shown = own.filter(({ at }) => inSpan(at, window) || inSpan(at, baseline))
    const rows = bins.filter(({ at }) => inSpan(at, window)).toSorted((a, b) => b.share - a.share)
    return {
      status: 'found',
      reading:
        `${inWindow.length} pauses in the window, ${before.length} in the baseline` +
        (longest ? `, the longest ${Math.round(longest.ms)} ms at ${instantOf(longest.at)}` : '') +
        (shareNow === null
          ? '.'
          : `; ${(100 * shareNow).toFixed(1)} % of the time paused${worst === null ? '' : ` on ${worst}`}, before ${mean(baseline) === null ? 'unknown' : `${(100 * (mean(baseline) ?? 0)).toFixed(1)} %`}.`) +
        (order === 'before' || order === 'after' || order === 'together'
          ? ` Pausing set in ${order === 'together' ? 'with' : order} slowness.`
          : ''),
      facts: {
        pauses: inWindow.length,
        baseline_pauses: before.length,
        full_pauses: inWindow.filter(({ full }) => full).length,
        longest_ms: longest?.ms ?? null,
        longest_at: time(longest?.at),
        baseline_longest_ms: before.length === 0 ? null : before.reduce((most, { ms }) => Math.max(most, ms), 0),
        share_paused: shareNow,
        baseline_share_paused: mean(baseline),
        peak_share_paused: peak?.share ?? null,
        peak_at: time(peak?.at),
        worst_instance: worst,
        instances: new Set(bins.map(({ instance }) => instance)).size,
        heap_after_first_mb: trend?.first ?? null,
        heap_after_last_mb: trend?.last ?? null,
        heap_after_slope_mb_per_hour: trend?.slope ?? null,
        heap_after_grows: trend?.grows ?? null,
        onset: time(onset),
        slowness_onset: harm?.at ?? null,
        lead_seconds: lead,
        lag_seconds: lag ? (lag.lag * binMs) / 1000 : null,
        correlation: lag?.correlation ?? null,
        order,
        basis: pauses.length > 0 ? 'log lines' : (shares.find(({ instance }) => instance === worst)?.series ?? null)
      },
      columns,
      rows: rows
        .slice(0, mostRows)
        .toSorted((a, b) => a.at - b.at)
        .map((bin) => [
          instantOf(bin.at),
          bin.instance,
          bin.pauses,
          bin.full,
          bin.pausedMs,
          bin.share,
          bin.longestMs,
          bin.heapAfterMb,
          latency ? valueAt(latency, bin.at) : null,
          bin.source,
          bin.line
        ]),
      omitted: rows.length > mostRows ? { rows: rows.length - mostRows, why: 'the times most paused are shown' } : null,
      sources: [...shown.map(({ source }) => source), ...bins.map(({ source }) => source)]
    }
  }
}

/** The instance that was paused for most of the window. */
function worstOf(bins: readonly PauseBin[], window: { from: number; to: number }): string | null {
  const sums = new Map<string | null, number>()
  for (const { instance, share, at } of bins) sums.set(instance, (sums.get(instance) ?? 0) + (inSpan(at, window) ? share : 0))
  return [...sums].sort((a, b) => b[1] - a[1] || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))[0]?.[0] ?? null
}
