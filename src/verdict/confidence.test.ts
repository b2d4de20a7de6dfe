import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confidenceOf } from './confidence.ts'

const surety = fc.record({
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  margin: fc.double({ min: 0, max: 1, noNaN: true }),
  sources: fc.nat(8),
  dimensionsTold: fc.nat(6)
})

describe('confidence', () => {
  it('is never certain either way', () => {
    fc.assert(
      fc.property(surety, (one) => {
        expect(confidenceOf(one)).toBeGreaterThan(0)
        expect(confidenceOf(one)).toBeLessThan(1)
      })
    )
  })

  it('does not fall when anything that carries it rises', () => {
    fc.assert(
      fc.property(surety, surety, (a, b) => {
        const more = {
          score: Math.max(a.score, b.score),
          margin: Math.max(a.margin, b.margin),
          sources: Math.max(a.sources, b.sources),
          dimensionsTold: Math.max(a.dimensionsTold, b.dimensionsTold)
        }
        expect(confidenceOf(more)).toBeGreaterThanOrEqual(confidenceOf(a))
      })
    )
  })
})
