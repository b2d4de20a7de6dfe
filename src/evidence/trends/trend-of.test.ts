import { describe, expect, it } from 'vitest'
import { wobble } from '../testing/made-incident.ts'
import { madeLoad, minutely } from '../testing/made-load.ts'
import type { Gauge } from '../gauges.ts'
import type { Point } from '../read-series.ts'
import { trendOf, withInterval } from './trend-of.ts'

const minute = 60_000
const series = (value: (minute: number) => number, minutes = 120) => minutely(value, minutes)
const load = (value: (minute: number) => number) => madeLoad(value, 120)
const preciseTrend = (points: readonly Point[], over: Gauge | null) => {
  const trend = trendOf(points, over)
  return trend && withInterval(trend)
}
const flat = load((i) => 100 * wobble(i * 3))

describe('the trend of a level', () => {
  it('grows by so much an hour, with an interval around it, and load explains none of it', () => {
    const trend = preciseTrend(
      series((i) => 200 + 2 * i + 5 * Math.sin(i * 1.7)),
      flat
    )
    expect(trend).toMatchObject({ grows: true, resets: [] })
    expect(trend?.slope).toBeCloseTo(120, -1)
    expect(trend?.low).toBeLessThan(trend?.slope ?? 0)
    expect(trend?.low).toBeGreaterThan(100)
    expect(trend?.loadExplained).toBeLessThan(0.3)
  })

  it('is not growth when load grew with it', () => {
    const trend = preciseTrend(
      series((i) => 200 + 2 * (50 + i) * wobble(i, 0.05)),
      load((i) => (50 + i) * wobble(i, 0.05))
    )
    expect(trend?.loadExplained).toBeGreaterThan(0.7)
    expect(trend?.grows).toBe(false)
  })

  it('is not explained by a load that is known for its last hours only', () => {
    const morning = madeLoad((i) => (50 + i) * wobble(i, 0.05), 120)
    const [first] = series(() => 0, 1)
    const since = series((i) => 2 * i * wobble(i, 0.02), 600).map((point) => ({ ...point, at: point.at - 480 * minute }))
    expect(since.at(480)?.at).toBe(first?.at)
    expect(trendOf(since, morning)).toMatchObject({ grows: true, loadExplained: null })
  })

  it.each([
    ['noise', (i: number) => 200 * wobble(i)],
    ['a step', (i: number) => (i < 60 ? 200 : 500) * wobble(i, 0.05)],
    ['a hump', (i: number) => 200 + 150 * Math.exp(-(((i - 60) / 15) ** 2))]
  ])('is no growth when it is %s', (_, value) => {
    expect(preciseTrend(series(value), flat)?.grows).toBe(false)
  })

  it('cuts at restarts and sees the same growth in each tooth', () => {
    const trend = preciseTrend(
      series((i) => 100 + 5 * (i % 40) + wobble(i)),
      flat
    )
    expect(trend).toMatchObject({ grows: true, resets: [40 * minute, 80 * minute] })
    expect(trend?.slope).toBeCloseTo(300, -1)
  })

  it('dates the growth to where it began', () => {
    const trend = preciseTrend(
      series((i) => 100 + (i < 50 ? 0 : 4 * (i - 50)) + 2 * wobble(i)),
      flat
    )
    expect(trend?.grows).toBe(true)
    expect(Math.abs((trend?.since ?? 0) / minute - 50)).toBeLessThan(6)
  })

  it('follows the lows of a heap between collections', () => {
    const heap = (i: number) => 100 + i + 90 * ((i % 6) / 6)
    expect(preciseTrend(series(heap, 240), null)?.floorSlope).toBeCloseTo(60, -1)
  })

  it('is null for a few points', () => {
    expect(
      preciseTrend(
        series((i) => i, 7),
        null
      )
    ).toBeNull()
  })
})
