import { z } from 'zod'
import { epochMsOf, instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { mainGauge, readGauges } from '../gauges.ts'
import { harmOnset } from '../harm-onset.ts'
import { type Episode, readEpisodes } from '../recurrence/harm-episodes.ts'
import { type Period, periodOfSeries, periodOfTimes } from '../recurrence/period-of.ts'
import { readSignals, type Signal } from '../recurrence/read-signals.ts'
import { inSpan, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument })
const columns = columnsOf(
  'signal kind occurrences period_minutes:min strength basis minute_mark time_of_day first_at:time last_at:time nearest_to_onset:time seconds_before_onset:s coincides harmed unharmed ref source line'
)
const mostRows = 60
/** Harm that follows a run within this time followed it. */
const followsMs = 15 * 60_000
/** A run this long before the onset, or a little after it, coincides. */
const leadMs = 10 * 60_000

interface Row {
  readonly signal: Signal
  readonly period: Period | null
  readonly nearest: number | null
  readonly secondsBefore: number | null
  readonly coincides: boolean
  /** Occurrences outside the window that harm followed, and that it did not; null when harm is not measured. */
  readonly harmed: number | null
  readonly unharmed: number | null
}

export const recurrence: EvidenceTool<typeof Arguments> = {
  name: 'recurrence',
  description:
    'Whether harm, load, jobs and error lines come again at the same time of day, hour or minute: the period (phases of occurrences; folding of series), the minute mark, what came nearest to the onset, ' +
    'and whether earlier occurrences harmed. A job that coincides and harmed nobody on other days is not enough alone. Needs a record of several periods: record_hours says how long it is.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const { episodes, gauges } = await readEpisodes(context, window)
    const load = mainGauge(await readGauges(context, ['load']), 'load')
    const told = await readSignals(context)
    const measured = [...gauges, ...(load ? [load] : [])]
    const first = episodes.find(({ from, to }) => to > window.from && from < window.to)
    const moved = await harmOnset(context, args.window)
    const onset = moved ? epochMsOf(moved.at) : (first?.from ?? window.from)
    if (told.length === 0 && measured.length === 0) {
      const reading =
        'Nothing can recur: no series of latency, errors or load, no jobs, and no error line that came twice were found.'
      return { status: 'no_data', reading, facts: { ...nothing, onset: instantOf(onset) } }
    }
    const harm: Signal = {
      kind: 'harm',
      signal: 'latency or errors',
      times: episodes.map(({ from }) => from),
      ref: null,
      source: gauges[0]?.sources[0] ?? '',
      line: null
    }
    const stepMs = Math.min(300_000, Math.max(60_000, ...gauges.map((gauge) => gauge.stepMs)))
    const rows = [...(episodes.length > 0 ? [harm] : []), ...told].map((signal) =>
      rowOf(signal, onset, stepMs, episodes, gauges.length > 0, window)
    )
    const folded = load ? periodOfSeries(load.points, load.stepMs) : null
    const harmPeriod = rows.find(({ signal }) => signal.kind === 'harm')?.period ?? null
    const ranked = rows.sort((a, b) => score(b) - score(a) || (a.signal.signal < b.signal.signal ? -1 : 1))
    const recurring = ranked.filter(({ period }) => period !== null)
    const best = recurring[0]
    const job = ranked.find(({ signal, coincides }) => signal.kind === 'job' && coincides) ?? null
    const previous = episodes.filter(({ to }) => to <= window.from)
    const ends = [
      ...measured.flatMap(({ points }) => [points[0]?.at, points.at(-1)?.at]),
      ...told.flatMap(({ times }) => [times[0], times.at(-1)])
    ].filter((at) => at !== undefined)
    const hours =
      ends.length === 0 ? null : (ends.reduce((a, b) => Math.max(a, b)) - ends.reduce((a, b) => Math.min(a, b))) / 3_600_000
    // Where harm should have come before, had it kept to the period: at whole periods before the onset.
    const expected =
      best?.period && ends.length > 0
        ? expectedBefore(
            onset,
            best.period.periodMs,
            ends.reduce((a, b) => Math.min(a, b))
          )
        : []
    return {
      status: 'found',
      reading:
        `${recurring.length} of ${rows.length} signals come again with a period` +
        (best?.period ? `; "${best.signal.signal}" every ${best.period.periodMs / 60_000} minutes (${best.period.basis})` : '') +
        (harmPeriod
          ? '; harm recurs.'
          : `; harm came ${episodes.length} times in ${hours === null ? 'an unknown time' : `${hours.toFixed(1)} hours`}, with no period.`) +
        (job
          ? ` Job "${job.signal.signal}" ran ${job.secondsBefore ?? 0} s before the onset; harm followed ${job.harmed ?? 'unknown'} of its other runs and not ${job.unharmed ?? 'unknown'}.`
          : ''),
      facts: {
        signals: rows.length,
        recurring: recurring.length,
        period_minutes: best?.period ? best.period.periodMs / 60_000 : null,
        period_signal: best?.signal.signal ?? null,
        period_kind: best?.signal.kind ?? null,
        period_basis: best?.period?.basis ?? null,
        period_strength: best?.period?.strength ?? null,
        harm_episodes: episodes.length,
        harm_recurs: gauges.length === 0 ? null : harmPeriod !== null,
        harm_period_minutes: harmPeriod ? harmPeriod.periodMs / 60_000 : null,
        previous_episodes: previous.length,
        last_previous_at: previous.length === 0 ? null : instantOf(previous.at(-1)?.from ?? 0),
        expected_before: expected.length,
        expected_harmed:
          gauges.length === 0
            ? null
            : expected.filter((at) => episodes.some(({ from, to }) => at >= from - 2 * stepMs && at < to + 2 * stepMs)).length,
        load_period_minutes: folded ? folded.periodMs / 60_000 : null,
        load_period_strength: folded?.strength ?? null,
        onset: instantOf(onset),
        onset_minute_mark: Math.floor(onset / 60_000) % 60,
        job: job?.signal.signal ?? null,
        job_ref: job?.signal.ref ?? null,
        job_period_minutes: job?.period ? job.period.periodMs / 60_000 : null,
        job_seconds_before_onset: job?.secondsBefore ?? null,
        job_runs: job?.signal.times.length ?? null,
        job_other_runs_harmed: job?.harmed ?? null,
        job_other_runs_unharmed: job?.unharmed ?? null,
        record_hours: hours
      },
      columns,
      rows: ranked
        .slice(0, mostRows)
        .map(({ signal, period, nearest, secondsBefore, coincides, harmed, unharmed }) => [
          signal.signal.slice(0, 200),
          signal.kind,
          signal.times.length,
          period ? period.periodMs / 60_000 : null,
          period?.strength ?? null,
          period?.basis ?? null,
          markOf(signal, period),
          clockOf(signal, period),
          time(signal.times[0]),
          time(signal.times.at(-1)),
          time(nearest),
          secondsBefore,
          coincides,
          harmed,
          unharmed,
          signal.ref,
          signal.source,
          signal.line
        ]),
      omitted:
        ranked.length > mostRows
          ? { rows: ranked.length - mostRows, why: 'those that coincide with the onset or recur are shown' }
          : null,
      sources: [...rows.map(({ signal }) => signal.source), ...measured.flatMap(({ sources }) => sources)].filter(
        (source) => source !== ''
      )
    }
  }
}

const nothing = {
  signals: 0,
  recurring: 0,
  period_minutes: null,
  period_signal: null,
  period_kind: null,
  period_basis: null,
  period_strength: null,
  harm_episodes: 0,
  harm_recurs: null,
  harm_period_minutes: null,
  previous_episodes: 0,
  last_previous_at: null,
  expected_before: 0,
  expected_harmed: null,
  load_period_minutes: null,
  load_period_strength: null,
  onset_minute_mark: null,
  job: null,
  job_ref: null,
  job_period_minutes: null,
  job_seconds_before_onset: null,
  job_runs: null,
  job_other_runs_harmed: null,
  job_other_runs_unharmed: null,
  record_hours: null
}

const time = (at: number | null | undefined): Scalar => (at === null || at === undefined ? null : instantOf(at))

function rowOf(
  signal: Signal,
  onset: number,
  stepMs: number,
  episodes: readonly Episode[],
  known: boolean,
  window: { from: number; to: number }
): Row {
  const before = signal.times.findLast((at) => at <= onset + stepMs) ?? null
  const nearest = before ?? signal.times[0] ?? null
  const secondsBefore = nearest === null ? null : (onset - nearest) / 1000
  const others = signal.times.filter((at) => !inSpan(at, window) && at !== nearest)
  const harmed = others.filter((at) => episodes.some(({ from, to }) => from < at + followsMs && to > at)).length
  const isHarm = signal.kind === 'harm'
  return {
    signal,
    period: periodOfTimes(signal.times),
    nearest,
    secondsBefore,
    coincides: !isHarm && nearest !== null && onset - nearest <= leadMs && nearest - onset <= stepMs,
    harmed: known && !isHarm ? harmed : null,
    unharmed: known && !isHarm ? others.length - harmed : null
  }
}

/** Recurring harm first; then what coincides with the onset and seldom comes: what comes every minute always coincides. */
function score({ signal, period, coincides, harmed, unharmed }: Row): number {
  const rare = period === null ? 1 : Math.min(1, period.periodMs / (6 * leadMs))
  const guilty = (harmed ?? 0) / Math.max(1, (harmed ?? 0) + (unharmed ?? 0))
  return (
    (signal.kind === 'harm' && period ? 4 : 0) +
    (coincides ? 2 * rare : 0) +
    (period ? rare : 0) +
    guilty +
    (signal.kind === 'job' ? 0.1 : 0)
  )
}

/** Minutes past the hour at which it comes, for periods of whole hours. */
function markOf({ times }: Signal, period: Period | null): number | null {
  const last = times.at(-1)
  return period === null || last === undefined || period.periodMs % 3_600_000 !== 0 ? null : Math.floor(last / 60_000) % 60
}

/** Time of day (UTC) at which it comes, for periods of whole days. */
function clockOf({ times }: Signal, period: Period | null): string | null {
  const last = times.at(-1)
  return period === null || last === undefined || period.periodMs % 86_400_000 !== 0 ? null : instantOf(last).slice(11, 16)
}

function expectedBefore(onset: number, periodMs: number, first: number): number[] {
  const times: number[] = []
  for (let at = onset - periodMs; at >= first && times.length < 1_000; at -= periodMs) times.push(at)
  return times
}
