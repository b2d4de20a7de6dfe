import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { associate, chiSquaredTail, cramersV, separate } from './index.ts'

describe('separating two groups by a number', () => {
  it('gives the published exact tails of Mann and Whitney', () => {
    expect(separate([6, 7, 8, 9, 10], [1, 2, 3, 4, 5])).toEqual({ auc: 1, pValue: expect.closeTo(2 / 252, 10) })
    // Mann & Whitney 1947, table I: n = m = 3, P(U ≤ 1) = 0.100.
    expect(separate([1, 2, 4], [3, 5, 6]).pValue).toBeCloseTo(0.2, 10)
    // n = 4, m = 3, P(U ≤ 2) = 0.114.
    expect(separate([1, 2, 5], [3, 4, 6, 7]).pValue).toBeCloseTo(0.2286, 3)
  })

  it('counts pairs: the AUC is the share of pairs in which slow is larger, ties half', () => {
    const group = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(group, group, (slow, fast) => {
        const wins = slow.flatMap((s) => fast.map((f) => (s > f ? 1 : s === f ? 0.5 : 0)))
        expect(separate(slow, fast).auc).toBeCloseTo(wins.reduce<number>((sum, win) => sum + win, 0) / wins.length, 10)
      }),
      { numRuns: 60 }
    )
  })

  it('agrees with itself across its three ways of finding p', () => {
    const slow = Array.from({ length: 40 }, (_, i) => i + 8.25)
    const fast = Array.from({ length: 40 }, (_, i) => i)
    const exact = separate(slow, fast).pValue
    const repeated = (values: readonly number[]) => values.map((value) => Math.round(value / 2))
    expect(exact).toBeGreaterThan(0.001)
    expect(exact).toBeLessThan(0.01)
    expect(separate(repeated(slow), repeated(fast)).pValue).toBeCloseTo(exact, 2)
  })

  it('is not surprised by groups of one kind', () => {
    expect(separate([], [1, 2])).toEqual({ auc: 0.5, pValue: 1 })
    expect(separate([3, 3, 3], [3, 3]).auc).toBe(0.5)
    expect(separate([3, 3, 3], [3, 3]).pValue).toBe(1)
  })
})

describe('association of a category with being slow', () => {
  it('names the level that is slow', () => {
    const levels = Array.from({ length: 40 }, (_, i) => 'abcd'[i % 4] ?? '')
    const found = associate(
      levels,
      levels.map((level) => level === 'c')
    )
    expect(found.v).toBeGreaterThan(0.95)
    expect(found).toMatchObject({ bestLevel: 'c', bestLevelSlowShare: 1, othersSlowShare: 0 })
    expect(found.pValue).toBeLessThan(0.01)
  })

  it('does not take a value of its own for each run as an explanation', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `session ${i}`)
    expect(
      associate(
        levels,
        levels.map((_, i) => i % 3 === 0)
      )
    ).toMatchObject({ v: 0, pValue: 1 })
  })

  it('has the published tails of chi-squared', () => {
    expect(chiSquaredTail(3.841, 1)).toBeCloseTo(0.05, 2)
    expect(chiSquaredTail(18.307, 10)).toBeCloseTo(0.05, 3)
  })

  it('equals phi without the correction in a large sample', () => {
    // 2 × 2, chi-squared 1000 of n = 10,000: V = sqrt(0.1).
    expect(cramersV(1_000, 10_000, 2)).toBeCloseTo(Math.sqrt(0.1), 2)
  })
})
