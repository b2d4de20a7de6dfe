import { citeFact, epochMsOf, magnitudesOf, type Subject, type ValuesOf } from '../../domain/index.ts'
import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, flagIn, has, type Maybe, type Row, rowsIn, textIn } from '../reading.ts'
import { compared, within } from './calls.ts'
import { callsGivenUp, timeOut } from './calls-given-up.ts'
import { besideCalls, otherBeside } from './changes-beside.ts'
import { changesThatCan } from './harm-by.ts'
import { resolutionOfHarm } from './harm-onset.ts'
import { changeOfOrigin, namedChange } from './named-change.ts'
import { measuredLimitFell, saidOfFallen } from './measured-limit-fell.ts'
import { fewRuns } from './operation-rows.ts'
import { refusedAtDoor, refusedForRate } from './refused-for-asking.ts'

export const limitWasLoweredBeforeOnset: DiagnosticTest = {
  id: 'limit-was-lowered-before-onset',
  question: 'Was a limit lowered, or a time-out, flag or setting of what is harmed changed, before the harm began?',
  dimension: 'mechanism',
  calls: (_, scene) => [
    ...compared('limits', scene),
    ...compared('operations', scene),
    ...compared('dependency_latency', scene),
    ...changesThatCan('misconfiguration', scene),
    ...compared('holders_waiters', scene),
    ...besideCalls(scene),
    ...within('expiry_and_quota', scene)
  ],
  read(found, { subject }, scene) {
    const [limits, operations, calls, candidates, pool] = found
    const [changes, ended] = [saidBy(found, 'changes_around'), saidBy(found, 'expiry_and_quota')]
    const ofOrigin =
      scene.origin !== null && subject.entity === scene.origin.service ? settingOfOrigin(candidates, calls) : undefined
    if (ofOrigin) return ofOrigin
    const fell = flagIn(limits, 'lowered') === true ? undefined : measuredLimitFell(pool, scene)
    if (fell) return yes(0.9 * clearness(fell.share, 0.95, 0.6), saidOfFallen, fell.values)
    if (!limits) return cannotTell('changes of limits were not looked for')
    const at = textIn(limits, 'lowered_at')
    if (flagIn(limits, 'lowered') !== true || !at || !has(limits, 'lowered_name') || !has(limits, 'lowered_to')) {
      const other = settingOf(candidates, subject)
      if (other) return other
      return no(rowsIn(limits).length > 0 ? 0.5 : 0.3, 'no limit is seen to be lowered', {}, [limits.id])
    }
    const from = has(limits, 'lowered_from')
    const values: ValuesOf = {
      name: [citeFact(limits, 'lowered_name'), 'text'],
      ...(from ? { from: [citeFact(limits, 'lowered_from'), 'text'] } : {}),
      to: [citeFact(limits, 'lowered_to'), 'text'],
      at: [citeFact(limits, 'lowered_at'), 'time']
    }
    const template = `{name} was lowered${from ? ' from {from}' : ''} to {to} at {at}`
    const late = scene.departsAt ? (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000 : 0
    if (late > resolutionOfHarm(scene)) return no(0.9, `${template}, after the harm had begun`, values)
    const refused = refusedForRate(limits, ended)
    if (refused) return yes(1, `${template}, and ${refused.said}`, { ...values, ...refused.values })
    const given = callsGivenUp(limits, calls)
    const other =
      given || has(limits, 'held_share') || refusedAtDoor(limits, ended)
        ? undefined
        : otherBeside(changes, { ref: textIn(limits, 'lowered_by'), at }, scene)
    if (other) {
      return cannotTell(`${template}; {other} was done as near to harm, and nothing measured shows what the limit holds back`, {
        ...values,
        other: [other.cite(other.text('ref') === null ? 'title' : 'ref'), 'text']
      })
    }
    const slower = timeOut.test(textIn(limits, 'lowered_name') ?? '') && !given && slowedMost(operations)
    if (slower) {
      return no(0.8, `${template}, and a time-out makes nothing slow: the median of {operation} went from {usual} to {slow}`, {
        ...values,
        operation: [slower.cite('label'), 'text'],
        usual: [slower.cite('baseline_median_ms'), 'ms'],
        slow: [slower.cite('median_ms'), 'ms']
      })
    }
    const [before, now] = magnitudesOf(textIn(limits, 'lowered_from'), textIn(limits, 'lowered_to'))
    const share = before !== null && now !== null && before > 0 ? now / before : Number.NaN
    // A tenth less is a nudge; half of it or less is a different machine. An unknown earlier value leaves a doubt.
    return yes(Number.isFinite(share) && share < 1 ? clearness(share, 0.9, 0.5) : 0.7, template, values)
  }
}

/** Half of its runs at least so many times longer than usual: that is no tail which is cut off earlier, or tried again. */
const muchSlower = 3

/** What became much slower by its median, by most. */
function slowedMost(operations: Maybe): Row | undefined {
  const times = (row: Row): number => (row.number('median_ms') ?? 0) / (row.number('baseline_median_ms') || Infinity)
  return rowsIn(operations)
    .filter((row) => Math.min(row.number('runs') ?? 0, row.number('baseline_runs') ?? 0) >= fewRuns && times(row) >= muchSlower)
    .toSorted((a, b) => times(b) - times(a))[0]
}

/**
 * A setting that is no limit, of which only the name ties it to what is harmed: enough to ask, and believed only with
 * more, such as what setting it back did.
 */
function settingOf(candidates: Maybe, { operation }: Subject): Reading | undefined {
  const row = operation === null ? undefined : namedChange(candidates, 'misconfiguration', operation)
  if (!row) return undefined
  return yes(0.4, '{title} ({time}) changes a setting that names what is harmed', {
    title: [row.cite('title'), 'text'],
    time: [row.cite('time'), 'time']
  })
}

/**
 * A setting of the service in which harm begins went from one value to another, the harmful way. A time-out that was raised harms
 * by the calls that go on beyond its former end.
 */
function settingOfOrigin(candidates: Maybe, calls: Maybe): Reading | undefined {
  const row = changeOfOrigin(candidates, 'misconfiguration')
  const [from, to] = [row?.text('old') ?? null, row?.text('new') ?? null]
  if (!row || from === null || to === null) return undefined
  const values: ValuesOf = {
    title: [row.cite('title'), 'text'],
    time: [row.cite('time'), 'time'],
    old: [row.cite('old'), 'text'],
    new: [row.cite('new'), 'text']
  }
  const template = '{title} ({time}) sets {old} to {new} in the service in which harm begins'
  const [before, now] = magnitudesOf(from, to)
  const isRaised = before !== null && now !== null && now > before && timeOut.test(row.text('reason') ?? '')
  if (isRaised && calls && !lastsBeyond(calls, before, now))
    return cannotTell(`${template}, and no call is seen that ends between the two`, values)
  return yes(0.85, template, values)
}

/** Does a call that used to be done long before end between one time-out and the next? With a unit they are in seconds; bare numbers may be of either. */
function lastsBeyond(calls: Maybe, before: number, now: number): boolean {
  const [somewhat, muchBefore] = [1.1, 0.9]
  return rowsIn(calls).some((row) => {
    const [longest, usual] = [row.number('window_max_ms') ?? 0, row.number('baseline_p95_ms') ?? 0]
    return [1, 1000].some(
      (unit) => usual < muchBefore * before * unit && longest > before * unit && longest <= somewhat * now * unit
    )
  })
}
