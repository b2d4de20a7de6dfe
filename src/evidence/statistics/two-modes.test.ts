import fc from 'fast-check'
import { randomLogNormal } from 'd3-random'
import { describe, expect, it } from 'vitest'
import { randomSource, splitTwoModes } from './index.ts'

const drawn = (n: number, seed: number, draw: (uniform: number) => number): number[] => {
  const random = randomSource(seed)
  return Array.from({ length: n }, () => draw(random.next()))
}
const logNormal = (n: number, seed: number, median: number, sigma: number): number[] => {
  const random = randomSource(seed)
  const next = randomLogNormal.source(() => random.next())(Math.log(median), sigma)
  return Array.from({ length: n }, () => next())
}

describe('two modes of durations', () => {
  it('finds a tight fast mode and a wide slow one in a few dozen runs', () => {
    const fast = [65, 67, 67, 66, 68, 69, 71, 68, 70, 69]
    const slow = [1489, 1823, 2045, 3045, 5045, 12045, 12156, 15601, 17045, 26044, 32601, 44267]
    const split = splitTwoModes([...fast, ...slow])
    expect(split).not.toBeNull()
    expect(split?.threshold).toBeGreaterThan(71)
    expect(split?.threshold).toBeLessThan(1489)
    expect(split?.gapRatio).toBeCloseTo(1489 / 71, 5)
  })

  it('finds a slow mode that one run in fifty is in', () => {
    const split = splitTwoModes([...logNormal(4_900, 1, 20, 0.3), ...logNormal(100, 2, 4_000, 0.3)])
    expect(split?.threshold).toBeGreaterThan(60)
    expect(split?.threshold).toBeLessThan(2_500)
  })

  it.each([
    ['log-normal', logNormal(400, 3, 100, 0.8)],
    ['heavy-tailed log-normal', logNormal(3_000, 9, 100, 1.5)],
    ['exponential', drawn(400, 4, (u) => -100 * Math.log(1 - u))],
    ['Pareto', drawn(400, 5, (u) => 50 * (1 - u) ** (-1 / 1.5))],
    ['uniform', drawn(400, 6, (u) => 10 + 200 * u)],
    ['whole milliseconds', drawn(600, 7, (u) => Math.ceil(-3 * Math.log(1 - u)))],
    ['constant', Array.from({ length: 50 }, () => 30_000)]
  ])('does not split %s durations', (_, values) => {
    expect(splitTwoModes(values)).toBeNull()
  })

  it('seldom splits small samples of one mode', () => {
    const split = Array.from({ length: 100 }, (_, seed) => splitTwoModes(logNormal(30, seed + 100, 100, 0.7)))
    expect(split.filter((found) => found !== null).length).toBeLessThanOrEqual(6)
  })

  it('always cuts between two of the values', () => {
    const some = fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 80 })
    fc.assert(
      fc.property(some, (values) => {
        const split = splitTwoModes(values)
        if (!split) return
        expect(Math.min(...values)).toBeLessThan(split.threshold)
        expect(Math.max(...values)).toBeGreaterThan(split.threshold)
        expect(values).not.toContain(split.threshold)
      })
    )
  })
})
