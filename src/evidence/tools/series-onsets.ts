import { z } from 'zod'
import { instantOf, type Scalar, type SeriesRole } from '../../domain/index.ts'
import { beyondLoad } from '../beyond-load.ts'
import { withLoggedHits } from '../cache/logged-hits.ts'
import { withHitShares } from '../cache/share-of-counts.ts'
import { withSharesOfServices } from '../cache/share-of-services.ts'
import { columnsOf } from '../columns.ts'
import { mainGauge, readGauges } from '../gauges.ts'
import { onsetOf } from '../onset.ts'
import { readSeries, seriesName } from '../read-series.ts'
import { saturationOf } from '../saturation.ts'
import { baselineSpan, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf(
  'entity series role unit baseline_median window_median peak peak_at:time direction onset:time effect_size ' +
    'load_explained:share beyond_load_onset:time returned_at:time saturated_at:time resolution_seconds:s'
)
/** Series that are the load itself or a setting are not asked whether load explains them. */
const notJudgedByLoad: ReadonlySet<SeriesRole> = new Set(['load', 'limit'])

/** So many times the usual collecting is a storm. */
const storm = 10
const felt: ReadonlySet<SeriesRole> = new Set(['latency', 'errors', 'success'])

/** What may be a cause before what is felt of it, what moved before what did not. */
function groupOf(role: SeriesRole, moved: boolean, beyondAt: number | null): number {
  if (!moved) return 4
  if (felt.has(role) || role === 'other') return 3
  if (notJudgedByLoad.has(role)) return 2
  return beyondAt === null ? 1 : 0
}

export const seriesOnsets: EvidenceTool<typeof Arguments> = {
  name: 'series_onsets',
  description:
    'Every measured series against its healthy baseline: since when it moved, how far, its peak, when it saturated and returned, ' +
    'how much of it load explained while healthy (R²), and since when it was worse than load explains. Resources that moved by more than load explains come first, then other resources, load, and latency and errors last, each by onset. A series ' +
    'that ramps with load moves early and is no cause for that; look at beyond_load_onset. Onsets are no finer than resolution_seconds.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const measured = await withLoggedHits(context, await withSharesOfServices(context, withHitShares(await readSeries(context))))
    const main = mainGauge(await readGauges(context, ['load']), 'load')
    const derived = (await readGauges(context, ['latency', 'errors', 'load'])).filter(
      ({ series }) => !measured.some((one) => one.series === series)
    )
    const all = [...measured, ...derived.map((gauge) => ({ ...gauge, entity: null, source: gauge.sources[0] ?? '' }))]
    const found = all.flatMap((series) => {
      const onset = onsetOf(series.points, window, baseline)
      if (!onset) return []
      const judged = main !== null && !notJudgedByLoad.has(series.role)
      const beyond = judged ? beyondLoad(series.points, main, onset, window, baseline) : { explained: null, onset: null }
      const beyondAt = onset.moved ? beyond.onset : null
      return [{ series, onset, explained: beyond.explained, beyondAt }]
    })
    if (found.length === 0) {
      return {
        status: 'no_data',
        reading: `No series has points in the window: ${all.length} series and the logs of timed work were searched.`,
        facts: { series: all.length, moved: 0, moved_beyond_load: 0, first_mover: null, first_mover_at: null, load_series: null }
      }
    }
    const time = (at: number | null): Scalar => (at === null ? null : instantOf(at))
    found.sort(
      (a, b) =>
        (a.onset.onset ?? Infinity) - (b.onset.onset ?? Infinity) ||
        Number(b.series.role === 'load') - Number(a.series.role === 'load') ||
        Math.abs(b.onset.effectSize) - Math.abs(a.onset.effectSize) ||
        (seriesName(a.series) < seriesName(b.series) ? -1 : 1)
    )
    const moved = found.filter(({ onset }) => onset.moved)
    const rows = found.toSorted(
      (a, b) => groupOf(a.series.role, a.onset.moved, a.beyondAt) - groupOf(b.series.role, b.onset.moved, b.beyondAt)
    )
    const saturated = rows.flatMap(({ series }) => {
      const since = saturationOf(series.points, series.role, series.unit, window, series.series)
      return since === null ? [] : [`${seriesName(series)} from ${instantOf(since)}`]
    })
    const collecting = moved.filter(
      ({ series, onset }) =>
        series.role === 'gc' && onset.direction === 'up' && onset.peak >= storm * Math.max(onset.baselineMedian, 1)
    )
    const beyond = moved.filter(({ beyondAt }) => beyondAt !== null)
    const first = moved[0]
    return {
      status: 'found',
      reading:
        `${moved.length} of ${found.length} series moved` +
        (first ? `, ${seriesName(first.series)} first at ${instantOf(first.onset.onset ?? 0)}` : '') +
        (main ? `; ${beyond.length} of them by more than ${main.series} explains.` : '; no load was measured to judge them by.') +
        (saturated.length > 0 ? ` Full: ${saturated.slice(0, 4).join(', ')}.` : '') +
        collecting
          .slice(0, 1)
          .map(({ series, onset }) => ` Collecting garbage: ${seriesName(series)} from ${onset.baselineMedian} to ${onset.peak}.`)
          .join(''),
      facts: {
        series: found.length,
        moved: moved.length,
        moved_beyond_load: main ? beyond.length : null,
        first_mover: first ? seriesName(first.series) : null,
        first_mover_at: first ? time(first.onset.onset) : null,
        load_series: main?.series ?? null
      },
      columns,
      rows: rows.map(({ series, onset, explained, beyondAt }) => [
        series.entity,
        series.series,
        series.role,
        series.unit,
        onset.baselineMedian,
        onset.windowMedian,
        onset.peak,
        instantOf(onset.peakAt),
        onset.direction,
        time(onset.onset),
        onset.effectSize,
        explained,
        time(beyondAt),
        time(onset.returnedAt),
        time(saturationOf(series.points, series.role, series.unit, window, series.series)),
        series.stepMs / 1000
      ]),
      sources: all.map(({ source }) => source)
    }
  }
}
