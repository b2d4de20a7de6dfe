import { epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { resolutionOfHarm } from './harm-onset.ts'
import { lostInstances } from './lost-instances.ts'

export const instancesLostBeforeHarm: DiagnosticTest = {
  id: 'instances-lost-before-harm',
  question: 'Had instances stopped serving by the time that harm began?',
  dimension: 'precedence',
  calls: () => [],
  read(_found, _hypothesis, scene) {
    const [first] = lostInstances(scene.evidence.onsets).silent
    const at = first?.text('onset')
    if (!first || !at || !scene.departsAt) return cannotTell('no instance is seen to stop serving')
    const values = { instance: [first.cite('entity'), 'text'], at: [first.cite('onset'), 'time'] } as const
    const late = (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000
    if (late <= resolutionOfHarm(scene))
      return yes(late <= 0 ? 1 : 0.7, '{instance} stops serving from {at} on, by the time that harm began', values)
    // An overloaded instance is taken out of service too: then the harm is older than its silence.
    return no(0.8, '{instance} stops serving only from {at} on, after harm began', values)
  }
}
