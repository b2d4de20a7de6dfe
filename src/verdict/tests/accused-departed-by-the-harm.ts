import { citeCell, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { rowsIn } from '../reading.ts'
import { resolutionOfHarm } from './harm-onset.ts'
import { accusedService } from './harm-begins-in-the-accused.ts'

export const accusedDepartedByTheHarm: DiagnosticTest = {
  id: 'accused-departed-by-the-harm',
  question: 'Had the accused service left its healthy range by the time that harm began?',
  dimension: 'precedence',
  silenceIsNoDoubt: true,
  calls: () => [],
  read(_found, { subject, category }, scene) {
    const row = category === 'data-defect' ? undefined : accusedService(scene.evidence.origins, subject)
    const at = row?.text('first_departed')
    const framing = scene.evidence.frame
    const harm = rowsIn(framing).find((one) => one.text('departs_at') === scene.departsAt)
    if (!row || !at || !scene.departsAt || !harm || !framing)
      return cannotTell('it is not dated when the accused service departed, or when harm began')
    const values = {
      accused: [row.cite('service'), 'text'],
      at: [row.cite('first_departed'), 'time'],
      signal: [citeCell(framing, harm.index, 'signal'), 'text'],
      harm: [citeCell(framing, harm.index, 'departs_at'), 'time']
    } as const
    const template = '{accused} departs at {at}; {signal} departs from normal at {harm}'
    const late = (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000
    const resolution = Math.max(60, resolutionOfHarm(scene))
    if (late <= resolution) return yes(late <= 0 ? 1 : 0.7, template, values)
    return late > 3 * resolution ? no(0.5, template, values) : cannotTell(template, values)
  }
}
