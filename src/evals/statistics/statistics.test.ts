import fc from 'fast-check'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { describe, expect, it } from 'vitest'
import { studentQuantile } from './distributions.ts'
import { casesToSee, clusterBootstrap, comparePaired, mcnemarExact, passAt, ratioBootstrap, wilson } from './index.ts'

describe('the Wilson interval', () => {
  // Published values: Newcombe, Statistics in Medicine 17 (1998), table I, method 3; and the all-or-nothing edges.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [5, 5, 0.5655, 1]
  ])('%i of %i is between %f and %f', (successes, trials, low, high) => {
    const interval = wilson(successes, trials)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('always holds its estimate and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const { estimate, low, high } = wilson(Math.min(a, b), Math.max(a, b, 1))
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(estimate)
        expect(high).toBeGreaterThanOrEqual(estimate)
        expect(high).toBeLessThanOrEqual(1)
      })
    )
  })
})

describe('McNemar’s exact test', () => {
  it.each([
    [1, 9, 0.0215],
    [0, 6, 0.0313],
    [5, 5, 1],
    [10, 25, 0.0167]
  ])('%i against %i gives p = %f', (onlyA, onlyB, p) => {
    expect(mcnemarExact(onlyA, onlyB).p).toBeCloseTo(p, 4)
  })
  it('claims nothing when no outcome could reach 5 %', () => {
    expect(mcnemarExact(0, 5).p).toBeNull()
  })
})

describe('pass at k', () => {
  it('counts draws without replacement', () => {
    expect(passAt(1, 3, 5)).toEqual({ any: expect.closeTo(0.6), all: expect.closeTo(0.6) })
    expect(passAt(3, 4, 5)).toEqual({ any: 1, all: expect.closeTo(0.4) })
    expect(passAt(3, 2, 2).all).toBeNaN()
  })
})

describe('Student’s t', () => {
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [9, 2.262],
    [23, 2.069]
  ])('with %i degrees of freedom leaves 2.5 %% above %f', (df, t) => {
    expect(Math.abs(studentQuantile(0.975, df) - t)).toBeLessThan(0.015)
  })
})

describe('the clustered interval', () => {
  it('is the same for the same seed, and unknown for a single cluster', () => {
    const cases = Array.from({ length: 12 }, (_, i) => ({ cluster: `c${i % 4}`, score: i % 3 }))
    expect(clusterBootstrap(cases, { seed: 3 })).toEqual(clusterBootstrap(cases, { seed: 3 }))
    expect(clusterBootstrap([{ cluster: 'one', score: 1 }]).low).toBeNaN()
  })

  it('covers the truth in 93–97 % of 2,000 draws of 24 scenarios with 5 seeds each', () => {
    const random = xoroshiro128plus(7)
    const uniform = (): number => uniformInt(random, 0, 999_999) / 1e6
    let covered = 0
    for (let draw = 0; draw < 2000; draw++) {
      const cases = Array.from({ length: 24 }, (_, c) => ({ c, level: 0.3 + 0.6 * uniform() })).flatMap(({ c, level }) =>
        Array.from({ length: 5 }, () => ({ cluster: String(c), score: uniform() < level ? 1 : 0 }))
      )
      const { low, high } = clusterBootstrap(cases, { resamples: 400, seed: draw })
      if (low <= 0.6 && high >= 0.6) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.93)
    expect(covered / 2000).toBeLessThan(0.97)
  })
})

describe('a ratio of sums', () => {
  it('is sum over sum, not the mean of ratios', () => {
    const parts = [
      { cluster: 'a', over: 100, under: 1 },
      { cluster: 'b', over: 300, under: 0 },
      { cluster: 'c', over: 200, under: 2 }
    ]
    expect(ratioBootstrap(parts).estimate).toBe(200)
  })

  it('covers the truth of a paired difference in 93–97 % of 2,000 draws', () => {
    const random = xoroshiro128plus(11)
    const uniform = (): number => uniformInt(random, 0, 999_999) / 1e6
    let covered = 0
    for (let draw = 0; draw < 2000; draw++) {
      const pairs = Array.from({ length: 24 }, (_, c) => ({ c, level: 0.2 + 0.5 * uniform() })).flatMap(({ c, level }) =>
        Array.from({ length: 3 }, () => ({
          cluster: String(c),
          a: uniform() < level ? 1 : 0,
          b: uniform() < level + 0.15 ? 1 : 0
        }))
      )
      const { low, high } = comparePaired(pairs, { resamples: 400, seed: draw }).difference
      if (low <= 0.15 && high >= 0.15) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.93)
    expect(covered / 2000).toBeLessThan(0.97)
  })

  it('is narrower with less confidence', () => {
    const cases = Array.from({ length: 20 }, (_, i) => ({ cluster: `c${i}`, score: i % 3 }))
    const [wide, narrow] = [clusterBootstrap(cases), clusterBootstrap(cases, { level: 0.9 })]
    expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low)
  })
})

describe('how many cases it would take', () => {
  it('follows the formula for the normal test: n = n₀ · (2.8 · se / δ)²', () => {
    // δ = 10 points, standard error 10 points on 30 cases: (1.96 + 0.8416)² · 30 = 235.5.
    expect(casesToSee(0.1, { standardError: 0.1, cases: 30 })).toBe(236)
    expect(casesToSee(0, { standardError: 0.1, cases: 30 })).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('a comparison', () => {
  it('shows two identical subjects as no difference', () => {
    const pairs = Array.from({ length: 30 }, (_, i) => ({ cluster: `c${i % 6}`, a: i % 2, b: i % 2 }))
    expect(comparePaired(pairs)).toEqual({ difference: { estimate: 0, low: 0, high: 0 }, wins: 0, losses: 0, ties: 30 })
  })
  it('sees a real one', () => {
    const pairs = Array.from({ length: 40 }, (_, i) => ({
      cluster: `c${i % 10}`,
      a: i % 4 === 0 ? 1 : 0,
      b: i % 5 === 0 ? 0 : 1
    }))
    const { difference, wins, losses } = comparePaired(pairs)
    expect(difference.low).toBeGreaterThan(0)
    expect(wins).toBeGreaterThan(losses)
  })
})
