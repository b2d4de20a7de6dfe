import { compose } from '../compose.ts'
import { loadExceedsHistory } from '../tests/load-exceeds-history.ts'
import { unitCostRose } from '../tests/unit-cost-rose.ts'
import type { ScalingPart } from './part.ts'
import { neededAtHealthyCost } from './needed-at-healthy-cost.ts'
import { processorFollowsLoad } from './processor-follows-load.ts'
import { unlessRepeated } from './unless-repeated.ts'
import { multipliedCalls, workMultiplied } from './work-multiplied.ts'

/** Below this an answer of a test is no more than a leaning. */
const leastStrength = 0.2

/**
 * Did the cost of one request rise (more of a resource will not keep up), or only the number of requests (it may)? That
 * the cost did not rise is no word for scaling by itself: work may have failed or waited for reasons of its own.
 */
export const workPerRequest: ScalingPart = unlessRepeated({
  part: 'work-per-request',
  weight: 1.5,
  calls: (suspect, scene) => [
    ...multipliedCalls(scene),
    ...unitCostRose.calls(suspect, scene),
    ...loadExceedsHistory.calls(suspect, scene)
  ],
  read(found, subject, scene) {
    const hypothesis = { subject, onset: null }
    const [first, second] = [multipliedCalls(scene).length, unitCostRose.calls(subject, scene).length]
    const told = unitCostRose.read(found.slice(first, first + second), hypothesis, scene)
    const isClear = told.outcome !== 'cannot-tell' && told.strength >= leastStrength
    if (isClear && told.outcome === 'yes') return { answer: 'against', statement: told.statement }
    const multiplied = workMultiplied(found.slice(0, first), scene)
    if (multiplied) return { answer: 'against', statement: multiplied.statement }
    const demand = found.slice(first + second)
    const cost = isClear ? told : (processorFollowsLoad(demand[0], scene) ?? neededAtHealthyCost(demand[0], scene))
    if (!cost) return { answer: 'cannot-tell', statement: told.statement }
    const load = loadExceedsHistory.read(demand, hypothesis, scene)
    const statement = compose(cost.statement, '; ', load.statement)
    return { answer: load.outcome === 'yes' && load.strength >= leastStrength ? 'for' : 'cannot-tell', statement }
  }
})
