import { citeFact } from '../../domain/index.ts'
import { state } from '../../domain/index.ts'
import { flagIn, has, numberIn, textIn } from '../reading.ts'
import { compared } from '../tests/calls.ts'
import type { ScalingPart } from './part.ts'

/** The seed of the simulation: any will do, but always the same. */
const seed = 1

/** The incident again, with more of the resource and without the suspected work. */
export const counterfactual: ScalingPart = {
  part: 'counterfactual',
  weight: 2,
  calls: (suspect, scene) => compared('counterfactual', scene, { seed, remove: suspect.operation }),
  read([simulated]) {
    if (flagIn(simulated, 'calibrated') !== true || !has(simulated, 'as_is_failed_share')) {
      const why = textIn(simulated, 'why_not')
      return {
        answer: 'cannot-tell',
        statement:
          why && has(simulated, 'why_not')
            ? state('the incident cannot be simulated: {why}', { why: [citeFact(simulated, 'why_not'), 'text'] })
            : state('the materials do not suffice to simulate the incident')
      }
    }
    const asIs = { asIs: [citeFact(simulated, 'as_is_failed_share'), 'share'] } as const
    const scaled = has(simulated, 'scaled_failed_share_10x')
      ? ({ scaled: [citeFact(simulated, 'scaled_failed_share_10x'), 'share'] } as const)
      : null
    const removed =
      numberIn(simulated, 'removed_failed_share') !== null
        ? ({ removed: [citeFact(simulated, 'removed_failed_share'), 'share'] } as const)
        : null
    const removes = flagIn(simulated, 'scaling_removes')
    if (removes === null || !scaled)
      return { answer: 'cannot-tell', statement: state('simulated as it was, {asIs} of requests fail', asIs) }
    const statement = state(
      `simulated as it was, {asIs} of requests fail; with ten times the resource {scaled}${removed ? '; without the suspected work {removed}' : ''}`,
      { ...asIs, ...scaled, ...removed }
    )
    return { answer: removes ? 'for' : 'against', statement }
  }
}

/** Whether the simulation says that more of the resource only puts the failure off. */
export const onlyDelays = (simulated: Parameters<typeof flagIn>[0]): boolean =>
  flagIn(simulated, 'calibrated') === true &&
  flagIn(simulated, 'scaling_removes') === false &&
  flagIn(simulated, 'scaling_delays') === true
