import { epochMsOf, type Evidence, type Instant } from '../../../domain/index.ts'
import { type Row, rowsIn, sceneCalls, sceneOf, textIn } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { askAll } from '../ask.ts'

export interface Onset {
  readonly onset: Instant | null
  readonly onsetResolutionSeconds: number
}

/** A log dates to the second at best. */
const leastSeconds = 1

/** Of the first slow runs so many show how often one was logged. */
const firstSlow = 6

/**
 * An operation is slow since its first slow run, or since any time after the run that was logged before it; the first that a
 * sample keeps lags the first there was by up to three of the mean gap between slow runs (95 % of exponential gaps). Harm
 * that departs within what is not known so dates it: a cause does not begin after its effect.
 */
export function onsetOfRuns(runs: Evidence | undefined, harm: Instant | null = null): Onset {
  const onset = textIn(runs, 'first_slow_at')
  if (!onset) return { onset: null, onsetResolutionSeconds: leastSeconds }
  const rows = rowsIn(runs)
  const before = rows.findLast((row) => (row.text('time') ?? onset) < onset)?.text('time')
  const gap = before ? epochMsOf(onset) - epochMsOf(before) : 0
  // Many logs write a run when it has ended.
  const duration = rows.find((row) => row.text('time') === onset)?.number('duration_ms') ?? 0
  const known = Math.max(leastSeconds, Math.round((gap + duration) / 1000))
  const late = harm === null ? 0 : Math.round((epochMsOf(onset) - epochMsOf(harm)) / 1000)
  if (harm === null || late <= 0 || late > Math.max(known, lagOf(rows) / 1000)) return { onset, onsetResolutionSeconds: known }
  return { onset: harm, onsetResolutionSeconds: Math.max(known, late) }
}

function lagOf(rows: readonly Row[]): number {
  const slow = rows.filter((row) => row.value('slow') === true).slice(0, firstSlow)
  const [first, last] = [slow[0]?.text('time'), slow.at(-1)?.text('time')]
  return first && last && slow.length > 1 ? (3 * (epochMsOf(last) - epochMsOf(first))) / (slow.length - 1) : 0
}

/** When harm is first seen to depart from normal. */
export const harmAt = async (desk: Desk): Promise<Instant | null> => sceneOf(desk, await askAll(desk, sceneCalls(desk))).departsAt

/** A series moved some time in the step before the point that shows it. */
export function onsetOfSeries(onsets: Evidence | undefined, series: string | null): Onset {
  const row = rowsIn(onsets).find((one) => series !== null && one.text('series') === series)
  return {
    onset: row?.text('onset') ?? null,
    onsetResolutionSeconds: Math.max(leastSeconds, row?.number('resolution_seconds') ?? 60)
  }
}

/** A change acts from when it was made; that it shows in a log only later is the log's, or nobody had come by. */
export const earlier = (change: Instant | null, shown: Instant | null): Instant | null =>
  change !== null && (shown === null || change < shown) ? change : shown
