import { randomNormal } from 'd3-random'
import { describe, expect, it } from 'vitest'
import { changePoints, cusumDeparture, firstRun, randomSource, robustBaseline } from './index.ts'

const noise = (n: number, seed: number, sigma = 1): number[] => {
  const random = randomSource(seed)
  const next = randomNormal.source(() => random.next())(0, sigma)
  return Array.from({ length: n }, () => next())
}

describe('change points', () => {
  it('finds a step', () => {
    const values = noise(80, 1).map((value, i) => value + (i >= 50 ? 8 : 0))
    expect(changePoints(values)).toEqual([50])
  })

  it('takes a slow ramp as one segment, and finds where it begins and breaks', () => {
    expect(changePoints(noise(100, 2).map((value, i) => value + i))).toEqual([])
    const bent = changePoints(noise(120, 3).map((value, i) => value + Math.max(0, i - 60) * 1.5))
    expect(bent).toHaveLength(1)
    expect(Math.abs((bent[0] ?? 0) - 60)).toBeLessThanOrEqual(4)
  })

  it('finds none in noise, in a constant or in a few points', () => {
    expect([4, 5, 6, 7, 8].flatMap((seed) => changePoints(noise(150, seed)))).toEqual([])
    expect(changePoints(Array.from({ length: 30 }, () => 7))).toEqual([])
    expect(changePoints([1, 9, 1])).toEqual([])
  })
})

describe('departure from a baseline', () => {
  const normal = robustBaseline(noise(60, 9)) ?? { points: 0, median: 0, scale: 1 }

  it('dates a step to its first point', () => {
    const values = noise(60, 10).map((value, i) => value + (i >= 30 ? 6 : 0))
    const found = cusumDeparture(values, normal)
    expect(found?.direction).toBe('up')
    expect(Math.abs((found?.onset ?? 0) - 30)).toBeLessThanOrEqual(1)
  })

  it('finds a slow ramp downwards', () => {
    const found = cusumDeparture(
      noise(80, 11).map((value, i) => value - Math.max(0, i - 20) * 0.2),
      normal
    )
    expect(found?.direction).toBe('down')
    expect(found?.onset).toBeGreaterThanOrEqual(18)
    expect(found?.onset).toBeLessThanOrEqual(34)
  })

  it('is not alarmed by a single outlier', () => {
    expect(cusumDeparture([0, 0, 1000, 0, 0], { points: 60, median: 0, scale: 1 })).toBeNull()
  })

  it('finds the first run of k', () => {
    expect(firstRun([true, false, true, true, true], 3)).toBe(2)
    expect(firstRun([true, true], 3)).toBe(-1)
    expect(firstRun([true, true, true, true], 2, 1)).toBe(1)
  })
})
