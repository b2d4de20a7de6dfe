import { epochMsOf, type Evidence, type Instant } from '../../../domain/index.ts'
import { rowsIn, textIn } from '../../../verdict/index.ts'

export interface Onset {
  readonly onset: Instant | null
  readonly onsetResolutionSeconds: number
}

/** A log dates to the second at best. */
const leastSeconds = 1

/**
 * An operation is slow since its first slow run, or since any time after the run that was logged before it: so much is
 * not known, and a log that keeps only a sample leaves much.
 */
export function onsetOfRuns(runs: Evidence | undefined): Onset {
  const onset = textIn(runs, 'first_slow_at')
  if (!onset) return { onset: null, onsetResolutionSeconds: leastSeconds }
  const rows = rowsIn(runs)
  const before = rows.findLast((row) => (row.text('time') ?? onset) < onset)?.text('time')
  const gap = before ? epochMsOf(onset) - epochMsOf(before) : 0
  // Many logs write a run when it has ended.
  const duration = rows.find((row) => row.text('time') === onset)?.number('duration_ms') ?? 0
  return { onset, onsetResolutionSeconds: Math.max(leastSeconds, Math.round((gap + duration) / 1000)) }
}

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
