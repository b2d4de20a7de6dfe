import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { rowsIn } from '../reading.ts'
import { groundCalls, groundGaveWay } from './ground-gave-way.ts'
import { lostInstances, together } from './lost-instances.ts'

/** One instance has its own reasons; several that fall silent at once share one, and what they share is the platform. */
export const severalInstancesLostTogether: DiagnosticTest = {
  id: 'several-instances-lost-together',
  question: 'Did several instances, or a part of the platform, stop serving at the same time while others went on?',
  dimension: 'mechanism',
  calls: (_, scene) => groundCalls(scene),
  read(found, _hypothesis, scene) {
    const { silent, serving } = lostInstances(scene.evidence.onsets)
    const [first, second] = silent
    const [left] = serving
    if (first && second && left && together(silent)) {
      return yes(1, '{first} and {second} serve next to nothing from {at} on, and {left} takes over', {
        first: [first.cite('entity'), 'text'],
        second: [second.cite('entity'), 'text'],
        at: [first.cite('onset'), 'time'],
        left: [left.cite('entity'), 'text']
      })
    }
    const ground = groundGaveWay(found)
    if (ground) return yes(0.9, ground.sentence, ground.values)
    if (first)
      return no(0.7, '{first} alone stops serving, from {at} on', {
        first: [first.cite('entity'), 'text'],
        at: [first.cite('onset'), 'time']
      })
    const loads = rowsIn(scene.evidence.onsets).filter((row) => row.text('role') === 'load' && row.text('entity') !== null)
    if (loads.length > 1 && scene.evidence.onsets)
      return no(0.7, 'no instance is seen to stop serving', {}, [scene.evidence.onsets.id])
    return cannotTell('no source measures the load of instances one by one')
  }
}
