import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Objection, state } from '../domain/index.ts'
import { lowered } from './objections.ts'

const score = (total: number): Parameters<typeof lowered>[0] => ({
  total,
  dimensions: { precedence: 1, mechanism: 1, coverage: null, discrimination: null, 'dose-response': null, intervention: null },
  groundedness: 1
})
const objection = (weight: Objection['weight']): Objection => ({ hypothesis: 'H1', weight, statement: state('it says too much') })

describe('objections', () => {
  it('only ever lower a score, more of them no less, and leave half of it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.constantFrom('minor' as const, 'major' as const), { maxLength: 12 }),
        (total, weights) => {
          const after = lowered(score(total), weights.map(objection)).total
          const more = lowered(score(total), [...weights, 'major' as const].map(objection)).total
          expect(after).toBeLessThanOrEqual(total + 0.0005)
          expect(more).toBeLessThanOrEqual(after)
          expect(after).toBeGreaterThanOrEqual(total / 2 - 0.0005)
        }
      )
    )
  })

  it('leave what nobody objects to as it was', () => {
    expect(lowered(score(0.7), []).total).toBe(0.7)
    expect(lowered(score(0.8), [objection('minor')]).total).toBe(0.72)
  })
})
