import type { Call } from '../call.ts'
import type { Intervention, Scene } from '../scene.ts'

/** The first intervention of the kinds, in the order of preference of the groups. */
export function firstOf(scene: Scene, ...groups: readonly RegExp[]): Intervention | undefined {
  for (const kinds of groups) {
    const found = scene.interventions.filter(({ kind }) => kinds.test(kind)).sort((a, b) => a.time.localeCompare(b.time))[0]
    if (found) return found
  }
  return undefined
}

/** What followed an intervention. */
export function afterwards(scene: Scene, intervention: Intervention | undefined): Call[] {
  if (!intervention || !scene.window) return []
  return [{ tool: 'after_intervention', arguments: { time: intervention.time, window: scene.window } }]
}
