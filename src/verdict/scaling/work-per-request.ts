import { compose } from '../compose.ts'
import { loadExceedsHistory } from '../tests/load-exceeds-history.ts'
import { unitCostRose } from '../tests/unit-cost-rose.ts'
import type { ScalingPart } from './part.ts'
import { unlessRepeated } from './unless-repeated.ts'

/** Below this an answer of a test is no more than a leaning. */
const leastStrength = 0.2

/**
 * Did the cost of one request rise (more of a resource will not keep up), or only the number of requests (it may)? That
 * the cost did not rise is no word for scaling by itself: work may have failed or waited for reasons of its own.
 */
export const workPerRequest: ScalingPart = unlessRepeated({
  part: 'work-per-request',
  weight: 1.5,
  calls: (suspect, scene) => [...unitCostRose.calls(suspect, scene), ...loadExceedsHistory.calls(suspect, scene)],
  read(found, subject, scene) {
    const hypothesis = { subject, onset: null }
    const costs = unitCostRose.calls(subject, scene).length
    const cost = unitCostRose.read(found.slice(0, costs), hypothesis, scene)
    const clear = cost.outcome !== 'cannot-tell' && cost.strength >= leastStrength
    if (!clear) return { answer: 'cannot-tell', statement: cost.statement }
    if (cost.outcome === 'yes') return { answer: 'against', statement: cost.statement }
    const load = loadExceedsHistory.read(found.slice(costs), hypothesis, scene)
    const statement = compose(cost.statement, '; ', load.statement)
    return { answer: load.outcome === 'yes' && load.strength >= leastStrength ? 'for' : 'cannot-tell', statement }
  }
})
