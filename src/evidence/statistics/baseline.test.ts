import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { granularity, medianOf, quantileOf, robustBaseline, weightedMedian } from './index.ts'

describe('baseline', () => {
  it('does not move for a few outliers', () => {
    const calm = robustBaseline([10, 11, 9, 10, 12, 10, 8, 11, 9, 10])
    const struck = robustBaseline([10, 11, 9, 10, 12, 10, 8, 11, 9, 10_000])
    expect(calm).toMatchObject({ median: 10, scale: expect.closeTo(1.4826, 3) })
    expect(struck?.median).toBe(10)
    expect(struck?.scale).toBeLessThan(2)
  })

  it('keeps a scale for a constant series', () => {
    expect(robustBaseline([5, 5, 5, 5])?.scale).toBe(0.5)
    expect(robustBaseline([])).toBeNull()
  })

  it('stays within the values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const { median } = robustBaseline(values) ?? { median: NaN }
        expect(median).toBeGreaterThanOrEqual(Math.min(...values))
        expect(median).toBeLessThanOrEqual(Math.max(...values))
      })
    )
  })

  it('reads the step of written values', () => {
    expect(granularity([1, 20, 3])).toBe(1)
    expect(granularity([1.5, 2, 3.25])).toBe(0.01)
    expect(granularity([Math.PI])).toBe(0)
  })

  it('weighs medians', () => {
    expect(weightedMedian([])).toBeNull()
    const thrice = weightedMedian([
      [1, 1],
      [5, 3],
      [9, 1]
    ])
    expect(thrice).toBe(5)
    expect(medianOf([])).toBeNull()
    expect(quantileOf([1, 2, 3, 4, 5], 1)).toBe(5)
  })
})
