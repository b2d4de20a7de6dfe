import { citeCell, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { rowsIn } from '../reading.ts'
import { resolutionOfHarm } from './harm-onset.ts'
import { memoryMoved } from './memory-grows-until-it-is-full.ts'

/** Requests that pile up take memory too; then they pile up first. */
export const memoryMovedBeforeHarm: DiagnosticTest = {
  id: 'memory-moved-before-harm',
  question: 'Did memory grow before work became slow or failed?',
  dimension: 'precedence',
  calls: () => [],
  read(_found, _hypothesis, scene) {
    const moved = memoryMoved(scene)
    const at = moved?.text('onset')
    const framing = scene.evidence.frame
    const harm = rowsIn(framing).find((row) => row.text('departs_at') === scene.departsAt)
    if (!moved || !at || !scene.departsAt || !harm || !framing) return cannotTell('it is not dated when memory grew')
    const values = {
      series: [moved.cite('series'), 'text'],
      at: [moved.cite('onset'), 'time'],
      signal: [citeCell(framing, harm.index, 'signal'), 'text'],
      harm: [citeCell(framing, harm.index, 'departs_at'), 'time']
    } as const
    const template = '{series} leaves its healthy range at {at}; {signal} departs from normal at {harm}'
    const late = (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000
    if (late <= -resolutionOfHarm(scene)) return yes(1, template, values)
    return late > resolutionOfHarm(scene) ? no(0.7, template, values) : cannotTell(template, values)
  }
}
