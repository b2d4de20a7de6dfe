import { citeCell, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { rowsIn } from '../reading.ts'
import { compared } from './calls.ts'
import { resolutionOfHarm } from './harm-onset.ts'
import { departingRow } from './instance-departs-from-peers.ts'

export const instanceDepartedBeforeHarm: DiagnosticTest = {
  id: 'instance-departed-before-harm',
  question: 'Did the instance part from its peers by the time that harm began?',
  dimension: 'precedence',
  calls: (_, scene) => compared('instance_skew', scene),
  read([skew], { subject }, scene) {
    const own = departingRow(skew, subject.entity) ?? departingRow(skew)
    const at = own?.text('onset')
    const framing = scene.evidence.frame
    const harm = rowsIn(framing).find((row) => row.text('departs_at') === scene.departsAt)
    if (!own || !at || !scene.departsAt || !harm || !framing) return cannotTell('it is not dated when the instance parted')
    const values = {
      instance: [own.cite('instance'), 'text'],
      at: [own.cite('onset'), 'time'],
      signal: [citeCell(framing, harm.index, 'signal'), 'text'],
      harm: [citeCell(framing, harm.index, 'departs_at'), 'time']
    } as const
    const template = '{instance} parts from its peers at {at}; {signal} departs from normal at {harm}'
    const late = (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000
    return late <= resolutionOfHarm(scene) ? yes(late <= 0 ? 1 : 0.7, template, values) : no(0.6, template, values)
  }
}
