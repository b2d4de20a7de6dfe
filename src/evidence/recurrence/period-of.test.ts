import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merged, periodOfSeries, periodOfTimes } from './period-of.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.parse('2031-05-06T02:07:00Z')
const every = (periodMs: number, n: number) => Array.from({ length: n }, (_, i) => start + i * periodMs)

describe('the period of occurrences', () => {
  it.each([
    [15 * minute, 12],
    [hour, 6],
    [24 * hour, 3],
    [7 * 24 * hour, 4],
    [17 * minute, 9]
  ])('%d ms apart', (periodMs, n) => {
    expect(periodOfTimes(every(periodMs, n))?.periodMs).toBe(periodMs)
  })

  it('is found under jitter and with one missing', () => {
    const times = every(hour, 10)
      .map((at, i) => at + (i % 3) * 40_000)
      .filter((_, i) => i !== 4)
    expect(periodOfTimes(times)).toMatchObject({ periodMs: hour, basis: 'occurrences' })
  })

  it('is weak with two, and nothing when they are no whole hours apart', () => {
    expect(periodOfTimes([start, start + 24 * hour])).toMatchObject({ periodMs: 24 * hour, basis: 'two occurrences' })
    expect(periodOfTimes([start, start + 5.4 * hour])).toBeNull()
  })

  it('is not found in times that keep to none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 * 60 }), { minLength: 12, maxLength: 12 }), (gaps) => {
        fc.pre(new Set(gaps.map((gap) => gap % 60)).size > 9 && Math.max(...gaps) > 4 * Math.min(...gaps))
        let at = start
        const times = gaps.map((gap) => (at += gap * minute + (gap % 7) * 7_919))
        expect(periodOfTimes(times)?.periodMs ?? 0).not.toBe(24 * hour)
        return (periodOfTimes(times)?.strength ?? 1) > 0.85
      }),
      { seed: 7, numRuns: 60 }
    )
  })
})

it('folds a series', () => {
  const points = Array.from({ length: 5 * 288 }, (_, i) => ({
    at: start + i * 5 * minute,
    value: 100 + 60 * Math.sin((2 * Math.PI * i) / 288) + ((i * 37) % 11)
  }))
  expect(periodOfSeries(points, 5 * minute)).toMatchObject({ periodMs: 24 * hour, basis: 'fold' })
  expect(
    periodOfSeries(
      points.map(({ at }, i) => ({ at, value: (i * 7919) % 101 })),
      5 * minute
    )
  ).toBeNull()
})

it('counts a burst once', () => {
  expect(merged([0, 10, 20, 500, 510], 100)).toEqual([0, 500])
})
