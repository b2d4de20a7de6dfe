import { describe, expect, it } from 'vitest'
import { madeLoad, minutely } from '../testing/made-load.ts'
import { levelAtSameLoad } from './level-at-same-load.ts'
import { trendOf } from './trend-of.ts'

const minute = 60_000
const series = (value: (minute: number) => number, minutes = 300) => minutely(value, minutes)
const load = (value: (minute: number) => number) => madeLoad(value, 300)
/** A morning: load rises for three hours and then stays. */
const morning = load((i) => 20 + Math.min(i, 180))
const restart = 200

describe('what load can account for of a level', () => {
  it('is no more than the level has under the same load after a restart', () => {
    const kept = series((i) => 100 + 4 * (i < restart ? i : i - restart))
    expect(levelAtSameLoad(kept, morning, [restart * minute])).toBeLessThan(0.35)
    const before = kept.slice(0, restart)
    expect(trendOf(before, morning)?.grows, 'load rose at the same time').toBe(false)
    expect(trendOf(before, morning, levelAtSameLoad(kept, morning, [restart * minute]))?.grows).toBe(true)
  })

  it('is all of it where the level comes back with the load', () => {
    const needed = series((i) => 100 + 4 * Math.min(i, 180))
    expect(levelAtSameLoad(needed, morning, [restart * minute])).toBeCloseTo(1, 1)
  })

  it('is not told by a restart after which fewer came, nor without any', () => {
    const kept = series((i) => 100 + 4 * (i < restart ? i : i - restart))
    const gone = load((i) => (i < restart ? 200 : 50))
    expect(levelAtSameLoad(kept, gone, [restart * minute])).toBe(1)
    expect(levelAtSameLoad(kept, morning, [])).toBe(1)
  })
})
