import { describe, expect, it } from 'vitest'
import { bestLag, bootstrapInterval, drawnSigns, holm, normalTail, pearson, randomSource, runsTest, spearman } from './index.ts'

const kinds = (text: string): boolean[] => text.split('').map((letter) => letter === 's')

describe('interleaving', () => {
  it('gives the exact tail of Wald and Wolfowitz', () => {
    // All of one kind, then all of the other: 2 of C(10, 5) = 252 arrangements.
    expect(runsTest(kinds('sssssfffff')).pClustered).toBeCloseTo(2 / 252, 10)
    expect(runsTest(kinds('sssssfffff')).alternations).toBe(1)
  })

  it('sees that mixed runs are not phases', () => {
    expect(runsTest(kinds('sfsfssfsffsfs')).pClustered).toBeGreaterThan(0.5)
    expect(runsTest(kinds('ssss'))).toEqual({ alternations: 0, expected: 0, pClustered: 1 })
  })

  it('agrees beyond the reach of counting', () => {
    const mixed = Array.from({ length: 200 }, (_, i) => i % 3 === 0)
    expect(runsTest(mixed).pClustered).toBeGreaterThan(0.95)
    expect(runsTest(mixed.toSorted((a, b) => Number(a) - Number(b))).pClustered).toBeLessThan(1e-9)
  })
})

describe('the normal tail', () => {
  it.each([
    [0, 0.5],
    [1.959964, 0.025],
    [-1.959964, 0.975],
    [4, 3.167124e-5],
    [6, 9.865876e-10]
  ])('P(Z > %f) = %f', (z, p) => {
    expect(normalTail(z) / p).toBeCloseTo(1, 5)
  })
})

describe('correlation', () => {
  it('is 1 for ranks that agree, and null for a constant', () => {
    expect(spearman([1, 2, 3, 4], [1, 8, 27, 64])).toBeCloseTo(1, 10)
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull()
    expect(pearson([1, 2], [1, 2])).toBeNull()
  })

  it('says which of two series leads, and by how many steps', () => {
    const random = randomSource(3)
    const cause = Array.from({ length: 60 }, (_, i) => Math.sin(i / 4) + 0.2 * random.next())
    const effect = cause.map((_, i) => cause[Math.max(0, i - 4)] ?? 0)
    expect(bestLag(cause, effect)).toMatchObject({ lag: 4 })
    expect(bestLag(effect, cause)).toMatchObject({ lag: -4 })
    expect(bestLag(cause, cause)).toMatchObject({ lag: 0, correlation: expect.closeTo(1, 10) })
    expect(bestLag([1, 2, 3], [1, 2, 3])).toBeNull()
  })
})

describe('resampling', () => {
  it('covers the mean, the same for the same seed', () => {
    const values = Array.from({ length: 60 }, (_, i) => i)
    const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length
    const interval = bootstrapInterval(values, mean, { seed: 1 })
    expect(interval?.low).toBeGreaterThan(23)
    expect(interval?.high).toBeLessThan(36)
    expect(bootstrapInterval(values, mean, { seed: 1 })).toEqual(interval)
    expect(bootstrapInterval(values, mean, { seed: 2 })).not.toEqual(interval)
  })

  it('adjusts p-values as Holm does', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02])
  })
})

describe('drawn series', () => {
  const poissonLike = (n: number): number[] => {
    const random = randomSource(8)
    return Array.from({ length: n }, () => Math.round(100 + 10 * (random.next() + random.next() + random.next() - 1.5) * 2))
  }

  it('tells counted arrivals from a ruler', () => {
    expect(drawnSigns(poissonLike(60), (value) => value)).toEqual([])
    expect(
      drawnSigns(
        Array.from({ length: 40 }, (_, i) => 100 + Math.round(0.1 * i * i)),
        (value) => value
      )
    ).toContain('too-smooth')
  })

  it('sees constant steps and plateaus to the digit, and lets a resting series rest', () => {
    const climbing = [0, 0, 0, 1, 2, 5, 9, ...Array.from({ length: 20 }, (_, i) => 16 + 7 * i)]
    expect(drawnSigns(climbing, null)).toContain('constant-steps')
    const stuck = [20.1, 25.4, 33.7, 41.2, 60.9, 80.3, 95.5, ...Array.from({ length: 11 }, () => 99.9), 80.1, 50.2, 30.3, 20.4]
    expect(drawnSigns(stuck, null)).toContain('plateau')
    expect(
      drawnSigns(
        Array.from({ length: 50 }, () => 0),
        null
      )
    ).toEqual([])
  })
})
