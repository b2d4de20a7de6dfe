import { epochMsOf, type Evidence } from '../domain/index.ts'
import { departsInRuns } from './departure-in-runs.ts'
import { flagIn, type Maybe, numberIn, type Row, rowsIn } from './reading.ts'

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
    return measured && (known || isCalm(onsets, alikeOnly)) && !departsInRuns(evidence) && !alertedUnseen(evidence) ? false : null
  }
  const departures = rowsIn(frame).filter((row) => row.text('departs_at') !== null)
  const told = departures.map((row) => row.text('kind'))
  const onlyTold = told.length > 0 && told.every((kind) => kind === 'alert' || kind === 'report')
  // People also write of what no service does to them. Their word is outweighed where the service's own logs say nothing new.
  const unheard = told.includes('report') ? logsSayNothingNew(evidence) : true
  // A summary may rise though nobody waits: for what else is asked for, or as it is computed. Single requests say it better.
  const nobodyWaits = flagIn(frame, 'served_as_ever') === true && nothingElseStrayed(onsets)
  if (stated === true && nobodyWaits && known && unheard && !departsInRuns(evidence)) return false
  return stated === true && onlyTold && known && unheard && isCalm(onsets) && !departsInRuns(evidence) ? false : stated
}

/** Steps of the load's own record that must be missing: a few are lost on any day. */
const hole = 5

/**
 * An alert was raised while nothing was recorded, neither load nor what became of it: that the rest of the record stands
 * still says nothing of that time. Alerts beside a load that was recorded throughout are judged by what was measured.
 */
function alertedUnseen(evidence: readonly Evidence[]): boolean {
  const alerts = evidence
    .filter(({ tool }) => tool === 'alerts_timeline')
    .flatMap((one) => rowsIn(one).flatMap((row) => row.text('time') ?? []))
  return evidence
    .filter(({ tool }) => tool === 'demand')
    .some((one) => {
      const times = rowsIn(one).flatMap((row) => row.text('time') ?? [])
      const gaps = times.slice(1).map((time, i) => epochMsOf(time) - epochMsOf(times[i] ?? time))
      const step = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0
      return gaps.some(
        (gap, i) => step > 0 && gap > hole * step && alerts.some((at) => at > (times[i] ?? at) && at < (times[i + 1] ?? at))
      )
    })
}

/** Lines of errors that healthy time did not know: so few are the accidents of any day. */
const accidents = 3
/** As many times the lines of healthy time as the busiest hour makes of the accidents of the others. */
const busiest = 10

/** Logs were read, and tell in the window of no failing that healthy time did not know. */
function logsSayNothingNew(evidence: readonly Evidence[]): boolean {
  const logs = evidence.filter(({ tool }) => tool === 'log_templates')
  const wrong = logs.flatMap((one) => rowsIn(one)).filter((row) => /^(error|fatal)$/.test(row.text('level') ?? ''))
  return (
    logs.length > 0 &&
    wrong.every((row) => {
      const [now, before] = [row.number('window_count') ?? 0, row.number('baseline_count') ?? 0]
      return now <= accidents || (before > accidents && now <= busiest * before)
    })
  )
}

/** What all requests of a log take together rises with what is asked for: the frame compares each with its like, and found nothing. */
const alikeOnly = / from the log$/

/** Latency and failing were measured, and neither left its healthy range or more than the load explains; nor was anything full, or waited for. Latencies of which the name says so (`except`) may have strayed. */
function isCalm(onsets: Maybe, except: RegExp | null = null): boolean {
  const of = (roles: RegExp) => rowsIn(onsets).filter((row) => roles.test(row.text('role') ?? ''))
  return (
    of(/^latency$/).length > 0 &&
    of(/^(errors|success)$/).length > 0 &&
    of(/^latency$/).every((row) => !strayed(row) || except?.test(row.text('series') ?? '') === true) &&
    nothingElseStrayed(onsets)
  )
}

const strayed = (row: Row): boolean => row.text('onset') !== null && Math.abs(row.number('effect_size') ?? 0) >= moved

/** Whatever slowness does: no failing beyond what the load explains, nobody waiting, nothing full. */
function nothingElseStrayed(onsets: Maybe): boolean {
  return rowsIn(onsets)
    .filter(strayed)
    .every((row) => {
      const role = row.text('role') ?? ''
      if (/^(success|waiters|queue)$/.test(role)) return false
      return row.text('saturated_at') === null && (role !== 'errors' || isRefusedAsEver(row))
    })
}

/** What the service turns away rightly (not found, not allowed) is asked for more often by more people. */
const refusals = /(?:^|[^a-z0-9])4(?:xx|\d\d)(?![a-z0-9])/i

/** Requests that the asker got wrong, as many more as there are more requests. */
const isRefusedAsEver = (row: Row): boolean =>
  refusals.test(row.text('series') ?? '') && row.text('beyond_load_onset') === null && (row.number('load_explained') ?? 0) > 0
