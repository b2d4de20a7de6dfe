import { citeFact, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, rowsIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'
import { resolutionOfHarm } from './harm-onset.ts'

export const limitWasLoweredBeforeOnset: DiagnosticTest = {
  id: 'limit-was-lowered-before-onset',
  question: 'Was a limit lowered before the harm began?',
  dimension: 'mechanism',
  calls: (_, scene) => compared('limits', scene),
  read([limits], _hypothesis, scene) {
    if (!limits) return cannotTell('changes of limits were not looked for')
    const at = textIn(limits, 'lowered_at')
    const [from, to] = [numberIn(limits, 'lowered_from'), numberIn(limits, 'lowered_to')]
    if (!at || from === null || to === null || !(to < from) || !has(limits, 'lowered_name')) {
      const known = rowsIn(limits).length
      return no(known > 0 ? 0.5 : 0.3, 'no limit is seen to be lowered', {}, [limits.id])
    }
    const values = {
      name: [citeFact(limits, 'lowered_name'), 'text'],
      from: [citeFact(limits, 'lowered_from'), 'number'],
      to: [citeFact(limits, 'lowered_to'), 'number'],
      at: [citeFact(limits, 'lowered_at'), 'time']
    } as const
    const template = '{name} was lowered from {from} to {to} at {at}'
    const late = scene.departsAt ? (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000 : 0
    if (late > resolutionOfHarm(scene)) return no(0.9, `${template}, after the harm had begun`, values)
    // A tenth less is a nudge; half or less is a different machine.
    return yes(clearness(to / from, 0.95, 0.6), template, values)
  }
}
