import { state } from '../../domain/index.ts'
import { lostInstances } from '../tests/lost-instances.ts'
import type { ScalingPart } from './part.ts'

/**
 * A load that was carried while there was more to carry it with says nothing against capacity: instances that fell silent
 * in the window took theirs with them. What speaks for scaling stands.
 */
export const unlessCapacityFell = (part: ScalingPart): ScalingPart => ({
  ...part,
  read(found, suspect, scene) {
    const told = part.read(found, suspect, scene)
    const [gone] = lostInstances(scene.evidence.onsets).silent
    if (told.answer !== 'against' || !gone) return told
    return {
      answer: 'cannot-tell',
      statement: state('{instance} stops serving from {at} on, so a load that was carried before was carried by more', {
        instance: [gone.cite('entity'), 'text'],
        at: [gone.cite('onset'), 'time']
      })
    }
  }
})
