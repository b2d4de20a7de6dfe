import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitLoad, fitMonotone, predictAtLoad, randomSource } from './index.ts'

describe('what load explains', () => {
  it('recovers a line through a third of bad points', () => {
    const random = randomSource(5)
    const load = Array.from({ length: 90 }, (_, i) => i)
    const value = load.map((x, i) => (i % 4 === 0 ? 5_000 : 10 + 2 * x + random.next()))
    const model = fitLoad(load, value)
    expect(model?.slope).toBeCloseTo(2, 1)
    expect(model?.intercept).toBeCloseTo(10.5, 0)
  })

  it('is less sure outside the loads seen', () => {
    const random = randomSource(6)
    const load = Array.from({ length: 40 }, (_, i) => 50 + i)
    const model = fitLoad(
      load,
      load.map((x) => x * 3 + 20 * random.next())
    )
    if (!model) throw new Error('a fit was expected')
    expect(predictAtLoad(model, 70).margin * 2).toBeLessThan(predictAtLoad(model, 300).margin)
    expect(model.r2).toBeGreaterThan(0.9)
  })

  it('says nothing for few points or constant load', () => {
    expect(fitLoad([1, 2, 3], [1, 2, 3])).toBeNull()
    expect(fitLoad([4, 4, 4, 4, 4], [1, 2, 3, 4, 5])).toBeNull()
  })
})

describe('monotone fit', () => {
  it('pools what falls: the published example of Ayer and others', () => {
    const fit = fitMonotone([1, 2, 3, 4, 5], [1, 3, 2, 4, 3.5])
    expect([1, 2, 3, 4, 5].map((x) => fit?.(x))).toEqual([1, 2.5, 2.5, 3.75, 3.75])
  })

  it('never decreases, and leaves what is monotone alone', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: -99, max: 99 })), { minLength: 1 })
    fc.assert(
      fc.property(points, (pairs) => {
        const fit = fitMonotone(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y)
        )
        const fitted = Array.from({ length: 51 }, (_, x) => fit?.(x) ?? NaN)
        for (const [i, value] of fitted.entries()) expect(value).toBeGreaterThanOrEqual((fitted[i - 1] ?? -Infinity) - 1e-9)
      })
    )
    const falling = fitMonotone([1, 2, 3], [9, 5, 1], true)
    expect([1, 2, 2.5, 3].map((x) => falling?.(x))).toEqual([9, 5, 3, 1])
  })
})
