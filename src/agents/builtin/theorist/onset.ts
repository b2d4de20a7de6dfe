import { epochMsOf, type Evidence, type Instant, instantOf } from '../../../domain/index.ts'
import { type Row, rowsIn, type Scene, textIn } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { sceneAt } from '../ask.ts'

export interface Onset {
  readonly onset: Instant | null
  readonly onsetResolutionSeconds: number
}

/** A log dates to the second at best. */
const leastSeconds = 1

/** Of the first slow runs so many show how often one was logged. */
const firstSlow = 6

/** A step of a series in which harm is first seen, ms since the epoch. */
interface Step {
  readonly from: number
  readonly to: number
}

/**
 * An operation is slow since its first slow run, or since any time after the run that was logged before it; the first that a
 * sample keeps lags the first there was by up to three of the mean gap between slow runs (95 % of exponential gaps). Harm
 * that departs within what is not known so dates it: a cause does not begin after its effect. Of what a log of slow runs only
 * did not know from before (`cameUp`) the first run is slow, however much slower the later ones are.
 */
export function onsetOfRuns(runs: Evidence | undefined, harm: Step | null = null, cameUp = false): Onset {
  const rows = rowsIn(runs)
  const onset = (cameUp ? rows[0]?.text('time') : null) ?? textIn(runs, 'first_slow_at')
  if (!onset) return { onset: null, onsetResolutionSeconds: leastSeconds }
  const before = rows.findLast((row) => (row.text('time') ?? onset) < onset)?.text('time')
  const gap = before ? epochMsOf(onset) - epochMsOf(before) : 0
  // Many logs write a run when it has ended.
  const duration = rows.find((row) => row.text('time') === onset)?.number('duration_ms') ?? 0
  const known = Math.max(leastSeconds, Math.round((gap + duration) / 1000))
  const lag = Math.max(known * 1000, lagOf(rows))
  return (
    withinStep(epochMsOf(onset), lag, harm, lag, known) ?? {
      onset,
      onsetResolutionSeconds: known
    }
  )
}

/**
 * The middle of what is left between the step in which harm is first seen and what a log may lag, both in ms; undefined where no harm is
 * seen before, or where it is earlier by more than `apart`: then it is another's.
 */
function withinStep(first: number, lag: number, step: Step | null, apart: number, knownSeconds: number): Onset | undefined {
  if (step === null || step.from >= first || first - step.to > apart) return undefined
  const upper = Math.min(step.to, first)
  const lower = Math.min(upper, Math.max(step.from, first - lag))
  return {
    onset: instantOf(Math.round((lower + upper) / 2)),
    onsetResolutionSeconds: Math.max(knownSeconds, Math.round((first - step.from) / 1000))
  }
}

function lagOf(rows: readonly Row[]): number {
  const slow = rows.filter((row) => row.value('slow') === true).slice(0, firstSlow)
  const [first, last] = [slow[0]?.text('time'), slow.at(-1)?.text('time')]
  return first && last && slow.length > 1 ? (3 * (epochMsOf(last) - epochMsOf(first))) / (slow.length - 1) : 0
}

/** Lines that tell of what happened: how many, and the last of them. */
interface Told {
  readonly count: number | null
  readonly last: Instant | null
}

/**
 * What log lines tell of began some time before the first of them that a sample kept, by up to three of their mean gap, and more
 * where little was asked at first. The step in which a series of these roles (of requests that fail, unless said otherwise) first
 * departs dates it then.
 */
export function onsetOfLines(first: Instant | null, { count, last }: Told, scene: Scene, roles = /^(errors|success)$/): Onset {
  if (first === null) return { onset: null, onsetResolutionSeconds: 60 }
  const end = last ?? scene.window?.to ?? first
  const gap = Math.max(0, epochMsOf(end) - epochMsOf(first)) / 1000 / Math.max(1, (count ?? 1) - 1)
  const known = Math.max(60, Math.round(3 * gap))
  const step = stepOfHarm(scene, roles)
  return (
    withinStep(epochMsOf(first), known * 1000, step, 3 * known * 1000, known) ?? {
      onset: first,
      onsetResolutionSeconds: known
    }
  )
}

/** The step in which a series of these roles first departs: of all such the one that ends first, the shortest of these. */
function stepOfHarm({ evidence, baseline, window }: Scene, roles: RegExp): Step | null {
  const healthyUntil = baseline && window && baseline.to <= window.from ? epochMsOf(baseline.to) : -Infinity
  const steps = rowsIn(evidence.onsets)
    .filter((row) => roles.test(row.text('role') ?? ''))
    .flatMap((row) => {
      const at = row.text('beyond_load_onset') ?? row.text('onset')
      const from = at === null ? null : epochMsOf(at)
      return from === null || from < healthyUntil ? [] : [{ from, to: from + (row.number('resolution_seconds') ?? 60) * 1000 }]
    })
  return steps.sort((a, b) => a.to - b.to || b.from - a.from)[0] ?? null
}

/** When harm is first seen to depart. */
export const harmAt = async (desk: Desk): Promise<Instant | null> => (await sceneAt(desk)).departsAt

/** When harm is first seen to depart from normal: in a step of a series, or at the moment that logs show. */
export async function harmStep(desk: Desk): Promise<Step | null> {
  const scene = await sceneAt(desk)
  const step = stepOfHarm(scene, /^(latency|errors|success)$/)
  const at = scene.departsAt === null ? null : epochMsOf(scene.departsAt)
  if (at === null || step === null) return at === null ? step : { from: at, to: at }
  const first = rowsIn(scene.evidence.frame)
    .find((row) => row.text('departs_at') === scene.departsAt)
    ?.text('signal')
  const isMeasured = rowsIn(scene.evidence.onsets).some((row) => first?.endsWith(row.text('series') ?? '') === true)
  // A coarse series begins its step long before a fine one shows the same; a log shows the moment.
  return isMeasured || at >= step.to ? step : { from: at, to: at }
}

/** A series moved some time in the step before the point that shows it. */
export function onsetOfSeries(onsets: Evidence | undefined, series: string | null): Onset {
  const row = rowsIn(onsets).find((one) => series !== null && one.text('series') === series)
  return {
    onset: row?.text('onset') ?? null,
    onsetResolutionSeconds: Math.max(leastSeconds, row?.number('resolution_seconds') ?? 60)
  }
}

/** A change that acts before, or within what is not known of when a cause began, says when. */
export function begunBy(change: Instant | null, { onset, onsetResolutionSeconds }: Onset): Instant | null {
  if (change === null || onset === null) return change ?? onset
  return epochMsOf(change) <= epochMsOf(onset) + onsetResolutionSeconds * 1000 ? change : onset
}

/**
 * A log that keeps few runs, of work that is slow only for some of what it is asked, shows its first slow run late. A change that acted in the
 * step in which harm is first seen, or in as long before it, dates it then.
 */
export function datedByChange(change: Instant | null, harm: Step | null, dated: Onset): Onset {
  if (change === null || harm === null || dated.onset === null) return dated
  const [at, length] = [epochMsOf(change), Math.max(60_000, harm.to - harm.from)]
  const isInStep = at >= harm.from - length && at <= harm.to
  if (!isInStep || at >= epochMsOf(dated.onset)) return dated
  return { onset: change, onsetResolutionSeconds: Math.max(60, Math.round(length / 1000)) }
}

/** A change acts from when it was made; that it shows in a log only later is the log's, or nobody had come by. */
export const earlier = (change: Instant | null, shown: Instant | null): Instant | null =>
  change !== null && (shown === null || change < shown) ? change : shown
