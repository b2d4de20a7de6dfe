import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reliabilityOf } from './reliability.ts'

const claim = fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() })

describe('reliability', () => {
  it('has every claim in one bin, and errors between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(claim, { minLength: 1 }), (claims) => {
        const found = reliabilityOf(claims)
        expect(found?.bins.reduce((sum, { claims: n }) => sum + n, 0)).toBe(claims.length)
        expect(found?.expectedError).toBeGreaterThanOrEqual(0)
        expect(found?.expectedError).toBeLessThanOrEqual(1)
        expect(found?.brier).toBeLessThanOrEqual(1)
      })
    )
  })

  it('is without error where of ten claims at 0.9 nine are right, and by 0.4 where half are', () => {
    const made = (right: number) => Array.from({ length: 10 }, (_, i) => ({ confidence: 0.9, right: i < right }))
    expect(reliabilityOf(made(9))?.expectedError).toBeCloseTo(0)
    expect(reliabilityOf(made(5))?.expectedError).toBeCloseTo(0.4)
  })

  it('is nothing of no claims', () => {
    expect(reliabilityOf([])).toBeNull()
  })
})
