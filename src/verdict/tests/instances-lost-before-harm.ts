import { epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { resolutionOfHarm } from './harm-onset.ts'
import { groundCalls, groundGaveWay, toldOf } from './ground-gave-way.ts'
import { lostInstances } from './lost-instances.ts'

/** Status pages state whole minutes, as their own monitoring saw it. */
const statedToSeconds = 180

export const instancesLostBeforeHarm: DiagnosticTest = {
  id: 'instances-lost-before-harm',
  question: 'Had instances stopped serving by the time that harm began?',
  dimension: 'precedence',
  calls: (_, scene) => groundCalls(scene),
  read(found, _hypothesis, scene) {
    const [first] = lostInstances(scene.evidence.onsets).silent
    const at = first?.text('onset')
    const ground = first ? undefined : groundGaveWay(found)
    const told = ground && toldOf(found[0])
    const dated = told?.stated ? told : ground
    if (dated?.at && scene.departsAt) {
      const late = (epochMsOf(dated.at) - epochMsOf(scene.departsAt)) / 1000
      if (late <= Math.max(statedToSeconds, resolutionOfHarm(scene)))
        return yes(0.8, 'the platform’s trouble is dated from {at} on, by the time that harm began', dated.dated)
    }
    if (!first || !at || !scene.departsAt) return cannotTell('no instance is seen to stop serving')
    const values = { instance: [first.cite('entity'), 'text'], at: [first.cite('onset'), 'time'] } as const
    const late = (epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000
    if (late <= resolutionOfHarm(scene))
      return yes(late <= 0 ? 1 : 0.7, '{instance} stops serving from {at} on, by the time that harm began', values)
    // An overloaded instance is taken out of service too: then the harm is older than its silence.
    return no(0.8, '{instance} stops serving only from {at} on, after harm began', values)
  }
}
