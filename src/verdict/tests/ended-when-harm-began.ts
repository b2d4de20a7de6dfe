import { epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { rowsIn } from '../reading.ts'
import { within } from './calls.ts'
import { clocksMs, datedBefore } from './dated-before.ts'
import { resolutionOfHarm } from './harm-onset.ts'

/** One line in a hundred outside the window is a straggler, or a first sign: it makes nothing usual. */
const stray = 0.01

/** Something met again after it was used up or expired fails from that instant on: later signs of it are consequences. */
export const endedWhenHarmBegan: DiagnosticTest = {
  id: 'ended-when-harm-began',
  question: 'Is what expired or was used up first met when harm began, and not before or long after?',
  dimension: 'precedence',
  calls: (_, scene) => within('expiry_and_quota', scene),
  read([ended], _hypothesis, scene) {
    const met = rowsIn(ended).filter((row) => row.text('signal') === 'met' && row.text('first_at') !== null)
    const first = met
      .filter((row) => (row.number('before_count') ?? 0) <= stray * (row.number('window_count') ?? 0))
      .sort((a, b) => (b.number('window_count') ?? 0) - (a.number('window_count') ?? 0))[0]
    const at = first?.text('first_at')
    if (!first || !at || !scene.departsAt) return cannotTell('no source dates both what came to its end and the harm')
    const dated = datedBefore(rowsIn(ended), first.text('kind'), at)
    const until = dated?.text('stated_expiry')
    // A date needs no log to be seen: whoever was let in before it goes on until he has to ask again.
    if (dated && until && epochMsOf(until) <= epochMsOf(scene.departsAt) + clocksMs)
      return yes(0.8, '{subject} was valid until {until}, and {kind} is met from {at} on', {
        subject: [dated.cite('subject'), 'text'],
        until: [dated.cite('stated_expiry'), 'datetime'],
        kind: [first.cite('kind'), 'text'],
        at: [first.cite('first_at'), 'time']
      })
    const values = { kind: [first.cite('kind'), 'text'], at: [first.cite('first_at'), 'time'] } as const
    const isFirst = (first.number('before_count') ?? 0) === 0 ? 'is first met at {at}' : 'is met again and again from {at} on'
    const late = (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000
    const resolution = resolutionOfHarm(scene)
    if (late < -2 * resolution) return cannotTell(`{kind} ${isFirst}, long before harm began`, values)
    if (late <= resolution) return yes(late <= 0 ? 1 : 0.8, `{kind} ${isFirst}, when harm began`, values)
    return no(late > 2 * resolution ? 0.8 : 0.3, `{kind} ${isFirst}, after harm had begun`, values)
  }
}
