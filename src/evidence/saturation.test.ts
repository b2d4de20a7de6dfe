import { describe, expect, it } from 'vitest'
import { saturationOf } from './saturation.ts'

const minute = 60_000
const drawn = (values: readonly number[]) => values.map((value, i) => ({ at: i * minute, value, line: i }))
const window = { from: 15 * minute, to: 45 * minute }
const rest = Array.from({ length: 15 }, (_, i) => 3 + (i % 4))

describe('a count', () => {
  it('is full where it stands still at a height that it did not have before', () => {
    expect(saturationOf(drawn([...rest, ...Array.from({ length: 30 }, () => 20)]), 'holders', null, window)).toBe(15 * minute)
  })

  it('is not full at its usual level, nor where it goes beyond it again and again', () => {
    const falling = [...Array.from({ length: 25 }, () => 6), ...Array.from({ length: 20 }, () => 0)]
    expect(saturationOf(drawn(falling), 'holders', null, window)).toBeNull()
    const wandering = Array.from({ length: 45 }, (_, i) => [2, 2, 2, 3, 1, 3, 2][i % 7] ?? 0)
    expect(saturationOf(drawn(wandering), 'holders', null, { from: 0, to: 45 * minute })).toBeNull()
  })
})

describe('what a name states that a series is of', () => {
  const busy = drawn([...rest, ...Array.from({ length: 30 }, (_, i) => 7.8 + (i % 3) / 10)])

  it.each(['worker_cpu_cores_of_8', 'busy threads (max 8)', 'slots used / 8', 'workers busy (of 8)', 'conns [limit=8]'])(
    '%s is full near it, however it flutters there',
    (name) => {
      expect(saturationOf(busy, 'other', null, window, name)).toBe(15 * minute)
    }
  )

  it('is no ceiling where it is gone beyond, or nothing is stated', () => {
    for (const name of ['cores_of_4', 'cores', '95th of 8 min', 'p95 of requests'])
      expect(saturationOf(busy, 'other', null, window, name)).toBeNull()
  })
})
