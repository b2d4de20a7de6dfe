import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firingsOf, forStepsOf } from './firing.ts'

const truths = fc.array(fc.boolean(), { maxLength: 60 })
const steps = fc.nat({ max: 8 })

/** The semantics said once more, instant by instant. */
function firesAt(truth: readonly boolean[], i: number, forSteps: number): boolean {
  if (!truth[i]) return false
  let since = i
  while (truth[since - 1]) since--
  return i - since >= forSteps
}

describe('firing', () => {
  it('is at every instant at which the condition has held throughout for the time asked', () => {
    fc.assert(
      fc.property(truths, steps, (truth, forSteps) => {
        const firings = firingsOf(truth, forSteps)
        const firing = truth.map((_, i) => firings.some(({ first, last }) => i >= first && i <= last))
        expect(firing).toEqual(truth.map((_, i) => firesAt(truth, i, forSteps)))
      })
    )
  })

  it('never comes earlier for waiting longer, nor fires more often', () => {
    fc.assert(
      fc.property(truths, steps, (truth, forSteps) => {
        const [sooner, later] = [firingsOf(truth, forSteps), firingsOf(truth, forSteps + 1)]
        expect(later.length).toBeLessThanOrEqual(sooner.length)
        expect(later[0]?.first ?? Infinity).toBeGreaterThanOrEqual(sooner[0]?.first ?? Infinity)
      })
    )
  })

  it('waits for whole evaluations', () => {
    expect([forStepsOf(0, 60), forStepsOf(60, 60), forStepsOf(90, 60)]).toEqual([0, 1, 2])
    expect(firingsOf([false, true, true, true, false, true], 2)).toEqual([{ pending: 1, first: 3, last: 3 }])
  })
})
