import { citeCell, citeFact, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, flagIn, has, rowsIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'
import { resolutionOfHarm } from './harm-onset.ts'
import { measuredLimitFell } from './measured-limit-fell.ts'

/** A limit acts from the minute that it is set, unless load has yet to come: an hour later it is another hour's doing. */
const soonSeconds = 20 * 60
const lateSeconds = 120 * 60
/** Set at night it acts when people come; what has been through a day of them is harmless. */
const nightSeconds = 12 * 60 * 60

export const limitChangedAsHarmBegan: DiagnosticTest = {
  id: 'limit-changed-as-harm-began',
  question: 'Did harm begin when the limit was lowered?',
  dimension: 'precedence',
  calls: (_, scene) => [...compared('limits', scene), ...compared('holders_waiters', scene)],
  read([limits, pool], _hypothesis, scene) {
    const isSaid = flagIn(limits, 'lowered') === true
    const fell = isSaid ? undefined : measuredLimitFell(pool, scene)
    const at = fell ? textIn(pool, 'limit_changed_at') : textIn(limits, 'lowered_at')
    const framing = scene.evidence.frame
    const harm = rowsIn(framing).find((row) => row.text('departs_at') === scene.departsAt)
    if ((!isSaid && !fell) || !at || !scene.departsAt || !harm || !framing) {
      return cannotTell('no limit that is seen to be lowered and no harm that is dated can be set side by side')
    }
    const name = fell
      ? fell.values['pool']
      : has(limits, 'lowered_name')
        ? ([citeFact(limits, 'lowered_name'), 'text'] as const)
        : undefined
    const dated = fell
      ? fell.values['at']
      : has(limits, 'lowered_at')
        ? ([citeFact(limits, 'lowered_at'), 'time'] as const)
        : undefined
    if (!name || !dated) return cannotTell('the limit that was lowered is not named')
    const values = {
      name,
      at: dated,
      signal: [citeCell(framing, harm.index, 'signal'), 'text'],
      harm: [citeCell(framing, harm.index, 'departs_at'), 'time']
    } as const
    const template = '{name} was lowered at {at}; {signal} departs from normal at {harm}'
    const after = (epochMsOf(scene.departsAt) - epochMsOf(at)) / 1000
    if (after < -resolutionOfHarm(scene)) return no(0.7, template, values)
    if (after <= lateSeconds) return yes(Math.max(0.3, clearness(after, lateSeconds, soonSeconds)), template, values)
    return after <= nightSeconds ? yes(0.3, template, values) : cannotTell(template, values)
  }
}
