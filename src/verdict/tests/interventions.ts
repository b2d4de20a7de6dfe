import { epochMsOf, instantOf } from '../../domain/index.ts'
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

/** The half hour in which what an intervention did shows. */
const showsMs = 1_800_000

/** What followed an intervention; of one at the window's end, in the half hour after it. */
export function afterwards(scene: Scene, intervention: Intervention | undefined): Call[] {
  if (!intervention || !scene.window) return []
  const { from, to } = scene.window
  const late = intervention.time >= to ? instantOf(epochMsOf(intervention.time) + showsMs) : to
  return [{ tool: 'after_intervention', arguments: { time: intervention.time, window: { from, to: late } } }]
}
