import type { Evidence } from '../domain/index.ts'
import { departsInRuns } from './departure-in-runs.ts'
import { flagIn, type Maybe, numberIn, rowsIn } from './reading.ts'

/** An hour: in less, a day shows nothing of its range. */
const enoughHealth = 60
/** Fewer standard steps than this is the wobble of an ordinary day. */
const moved = 3
const harm = /^(latency|errors|success)$/
/** Tables that say by themselves how long work took and whether it failed. */
const timed = /^(requests|spans)$/

/**
 * Whether anything departs from normal. `false` needs more than silence: harm must have been measured, and an hour of
 * health be known or all of harm seen to stand still. Alerts alone are thresholds that somebody chose: where latency and errors were both measured, and
 * neither moved, they are noise. Null: cannot be told.
 */
export function abnormality(frame: Maybe, onsets: Maybe, catalogue: Maybe, evidence: readonly Evidence[]): boolean | null {
  const stated = flagIn(frame, 'abnormal')
  const known = (numberIn(frame, 'healthy_minutes') ?? 0) >= enoughHealth
  if (stated === false) {
    const measured =
      rowsIn(onsets).some((row) => harm.test(row.text('role') ?? '')) ||
      rowsIn(catalogue).some((row) => timed.test(row.text('table') ?? '') && (row.number('records') ?? 0) > 0)
    // Without a healthy time to compare with, only both kinds of harm, measured and still, say that all is as ever.
    return measured && (known || isCalm(onsets)) && !departsInRuns(evidence) ? false : null
  }
  const departures = rowsIn(frame).filter((row) => row.text('departs_at') !== null)
  const onlyAlerts = departures.length > 0 && departures.every((row) => row.text('kind') === 'alert')
  return stated === true && onlyAlerts && known && isCalm(onsets) && !departsInRuns(evidence) ? false : stated
}

/** Latency and failing were measured, and neither left its healthy range; nor was anything full, or waited for. */
function isCalm(onsets: Maybe): boolean {
  const rows = rowsIn(onsets)
  const of = (roles: RegExp) => rows.filter((row) => roles.test(row.text('role') ?? ''))
  const still = of(/^(latency|errors|success|waiters|queue)$/).every(
    (row) => row.text('onset') === null || Math.abs(row.number('effect_size') ?? 0) < moved
  )
  const full = rows.some((row) => row.text('saturated_at') !== null)
  return of(/^latency$/).length > 0 && of(/^(errors|success)$/).length > 0 && still && !full
}
