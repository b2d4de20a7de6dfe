import { z } from 'zod'
import { epochMsOf, instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { harmOnset } from '../harm-onset.ts'
import { readNewcomers } from '../jobs/newcomers.ts'
import { type JobRun, readJobs } from '../jobs/read-jobs.ts'
import { usagesOfTables } from '../processes/read-tables.ts'
import { usagesOfRecords, usagesOfSeries, usagesOfSessions } from '../processes/read-usages.ts'
import { slowedWith } from '../processes/slowed-with.ts'
import { type Growth, growthsOf } from '../processes/usage.ts'
import { baselineSpan, spanOf, type Span } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })
const columns = columnsOf(
  'actor kind resource unit baseline_mean window_mean share_of_window:share started grew started_at:time ended_at:time duration_minutes:min minutes_before_harm:min overlap_with_harm:share runs runs_alike ref source line'
)
const mostRows = 80
const nobody = {
  started: 0,
  grew: 0,
  top_actor: null,
  top_kind: null,
  top_resource: null,
  top_share: null,
  top_baseline_mean: null,
  top_window_mean: null,
  top_started_at: null,
  top_ended_at: null,
  top_minutes_before_harm: null,
  top_overlap: null,
  top_ref: null,
  operations_compared: null,
  operations_slowed: null,
  slowed_ratio: null
}
/** Less than this is a small use that changed, or a routine that ran. */
const leastScore = 0.02
/** A job that ran so often in the record is routine: that it ran in the window says little. */
const routineRuns = 12

interface Actor {
  readonly growth: Growth | null
  readonly actor: string
  readonly kind: 'process' | 'session' | 'job' | 'newcomer'
  readonly resource: string
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly overlap: number | null
  readonly before: number | null
  readonly runs: number | null
  /** Other runs of the job at about this time of day: what makes it a part of the day. */
  readonly alike: number | null
  readonly ref: string | null
  readonly source: string
  readonly line: number | null
  readonly score: number
}

export const hostProcesses: EvidenceTool<typeof Arguments> = {
  name: 'host_processes',
  description:
    'Who used CPU, memory, I/O and database time, by process, session or job: exports and series by process, ps/top/pidstat output, statements by application or user, and jobs that logs or job records tell of ' +
    '(start, end), and newcomers: whoever is heard of since harm began and through it. Which started or grew, when against the first harm, how much of the harm they overlap, and what else slowed while the first of them was active. Overlap is not yet guilt: compare occurrences that harmed nobody (recurrence).',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const usages = [
      ...(await usagesOfSeries(context)),
      ...(await usagesOfRecords(context)),
      ...(await usagesOfTables(context)),
      ...(await usagesOfSessions(context))
    ]
    const jobs = await readJobs(context)
    const inTime = jobs.filter(({ start, end }) => start < window.to && (end ?? start) >= window.from - 86_400_000)
    const measured = await harmOnset(context, args.window, args.baseline)
    // A series may have crept up long before what is taken for harm.
    const harm = { from: Math.max(measured ? epochMsOf(measured.at) : window.from, window.from), to: window.to }
    const growths = growthsOf(usages, window, baseline)
    const told = new Set(jobs.map(({ name }) => name.toLowerCase()))
    const comers = (await readNewcomers(context, harm)).filter(({ name }) => !told.has(name.toLowerCase()))
    const actors = [
      ...growths.map((growth) => ofGrowth(growth, harm)),
      ...jobsIn(inTime, jobs, window, harm, 'job'),
      ...jobsIn(comers, comers, window, harm, 'newcomer')
    ].sort((a, b) => b.score - a.score || (a.actor < b.actor ? -1 : 1))
    if (actors.length === 0) {
      const reading =
        'No process, session or job is told of: series and records labelled with a process, ps/top/pidstat output, statements by application or user, job records and log lines of jobs were searched.'
      return { status: 'no_data', reading, facts: { actors: 0, ...nobody, harm_from: instantOf(harm.from) } }
    }
    const top = actors.find(({ score }) => score > leastScore)
    const from = top?.startedAt ?? null
    const to = top?.endedAt ?? window.to
    const whole = { from: args.baseline?.from ?? instantOf(window.from - (window.to - window.from)), to: args.window.to }
    const slowed = top && from !== null && to > from ? await slowedWith(context, from, to, whole, top.actor) : null
    const time = (at: number | null): Scalar => (at === null ? null : instantOf(at))
    const started = growths.filter((growth) => growth.started).length
    return {
      status: 'found',
      reading:
        `${new Set(actors.map(({ actor }) => actor)).size} processes, sessions and jobs` +
        (top
          ? `; most notable ${top.actor} (${top.kind}, ${top.resource})${top.growth ? ` with ${(100 * top.growth.share).toFixed(0)} % of the use in the window` : ''}` +
            (from === null
              ? ''
              : `, active from ${instantOf(from)}${top.endedAt === null ? '' : ` to ${instantOf(top.endedAt)}`}`) +
            (top.overlap === null ? '.' : `, during ${(100 * top.overlap).toFixed(0)} % of the harm.`) +
            (slowed && slowed.compared > 0
              ? ` ${slowed.slowed} of ${slowed.compared} operations took twice as long meanwhile.`
              : '')
          : '; none started or grew.'),
      facts: {
        actors: new Set(actors.map(({ actor }) => actor)).size,
        ...(top
          ? {
              started,
              grew: growths.filter((growth) => growth.grew).length,
              top_actor: top.actor,
              top_kind: top.kind,
              top_resource: top.resource,
              top_share: top.growth?.share ?? null,
              top_baseline_mean: top.growth?.baseline ?? null,
              top_window_mean: top.growth?.window ?? null,
              top_started_at: time(top.startedAt),
              top_ended_at: time(top.endedAt),
              top_minutes_before_harm: top.before,
              top_overlap: top.overlap,
              top_ref: top.ref,
              operations_compared: slowed?.compared ?? null,
              operations_slowed: slowed?.slowed ?? null,
              slowed_ratio: slowed?.ratio ?? null
            }
          : { ...nobody, started }),
        harm_from: instantOf(harm.from)
      },
      columns,
      rows: actors
        .slice(0, mostRows)
        .map((one) => [
          one.actor,
          one.kind,
          one.resource,
          one.growth?.usage.unit ?? null,
          one.growth?.baseline ?? null,
          one.growth?.window ?? null,
          one.growth?.share ?? null,
          one.growth?.started ?? null,
          one.growth?.grew ?? null,
          time(one.startedAt),
          time(one.endedAt),
          one.startedAt === null || one.endedAt === null ? null : (one.endedAt - one.startedAt) / 60_000,
          one.before,
          one.overlap,
          one.runs,
          one.alike,
          one.ref,
          one.source,
          one.line
        ]),
      omitted: actors.length > mostRows ? { rows: actors.length - mostRows, why: 'those that changed most are shown' } : null,
      sources: actors.map(({ source }) => source)
    }
  }
}

/** The part of the harm in which it was active. */
function overlapOf(from: number | null, to: number | null, harm: Span): number | null {
  if (from === null) return null
  return Math.max(0, Math.min(to ?? harm.to, harm.to) - Math.max(from, harm.from)) / Math.max(1, harm.to - harm.from)
}

function ofGrowth(growth: Growth, harm: Span): Actor {
  const { usage, startedAt, endedAt, baseline, window } = growth
  const changed = growth.started || growth.grew
  const overlap = changed ? overlapOf(startedAt, endedAt, harm) : null
  const gain = window === 0 ? 0 : (window - (baseline ?? window)) / window
  return {
    growth,
    actor: usage.actor,
    kind: usage.kind,
    resource: usage.resource,
    startedAt: changed ? startedAt : null,
    endedAt: changed ? endedAt : null,
    overlap,
    before: changed && startedAt !== null ? (harm.from - startedAt) / 60_000 : null,
    runs: null,
    alike: null,
    ref: null,
    source: usage.source,
    line: usage.points[0]?.line ?? null,
    score: changed ? growth.share * gain * (0.2 + (overlap ?? 0)) : 0
  }
}

/** Between two times of day, whatever the days. */
function hoursApart(a: number, b: number): number {
  const apart = Math.abs((a - b) / 3_600_000) % 24
  return Math.min(apart, 24 - apart)
}

/** Runs of jobs, or stays of newcomers, that touch the window, the one of each that overlaps the harm most. */
function jobsIn(runs: readonly JobRun[], all: readonly JobRun[], window: Span, harm: Span, kind: 'job' | 'newcomer'): Actor[] {
  const best = new Map<string, Actor>()
  for (const run of runs) {
    const end = run.end
    if ((end ?? window.to) < window.from - 3_600_000) continue
    const overlap = overlapOf(run.start, end, harm) ?? 0
    const same = all.filter(({ name }) => name === run.name)
    const count = same.length
    const near = Math.abs(harm.from - run.start) <= 900_000 ? 0.1 : 0
    const actor: Actor = {
      growth: null,
      actor: run.name,
      kind,
      resource: kind === 'job' ? 'running' : 'there',
      startedAt: run.start,
      endedAt: end,
      overlap,
      before: (harm.from - run.start) / 60_000,
      runs: count,
      alike: same.filter((other) => other !== run && hoursApart(other.start, run.start) <= 1).length,
      ref: run.ref,
      source: run.source,
      line: run.line,
      // An end that nobody tells of is no proof of running on.
      score: ((end === null ? 0.25 : 1) * overlap * 0.5 + near) / (count > routineRuns ? 10 : 1)
    }
    if (actor.score >= (best.get(run.name)?.score ?? -1)) best.set(run.name, actor)
  }
  return [...best.values()]
}
