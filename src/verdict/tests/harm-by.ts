import { epochMsOf, type Instant, instantOf } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { within } from './calls.ts'
import { resolutionOfHarm } from './harm-onset.ts'

/** The latest time at which harm can have begun, as its sources date it; null when it is not dated. */
export function harmBy(scene: Scene): Instant | null {
  return scene.departsAt ? instantOf(epochMsOf(scene.departsAt) + resolutionOfHarm(scene) * 1000) : null
}

/**
 * The recorded changes, ranked by whether they can produce the fault by the time that harm had begun; where the service in
 * which harm begins is known, there. Without it, what is accused may be named.
 */
export const changesThatCan = (category: string, scene: Scene, accused: string | null = null): Call[] =>
  within('change_candidates', scene, {
    category,
    onset: harmBy(scene),
    ...(scene.origin === null
      ? accused === null
        ? {}
        : { accused }
      : { component: scene.origin.service, accused: accusedIn(scene) })
  })

/** What of the origin is known by name: the operation in which most begins, and what its own error lines say. */
const accusedIn = (scene: Scene): string | null =>
  [scene.origin?.operation, textIn(scene.evidence.origins, 'own_line')]
    .filter((one) => one !== null && one !== undefined)
    .join(' ') || null
