import { expect, it } from 'vitest'
import { madeLoad, minutely } from '../testing/made-load.ts'
import { levelByWork } from './level-by-work.ts'

const load = madeLoad((i) => 60 + i / 2, 120)
const latency = (ms: number) => ({ ...madeLoad(() => ms, 120), series: 'response_time_ms', role: 'latency' as const, unit: 'ms' })

it('load that rises by half accounts for little of a level that rises fivefold while times stay', () => {
  expect(
    levelByWork(
      minutely((i) => 4 + i / 7, 120),
      load,
      latency(90),
      'pool_size'
    )
  ).toBeLessThan(0.5)
})

it('load accounts for a level that rises as it does', () => {
  expect(
    levelByWork(
      minutely((i) => 20 * (1 + i / 120), 120),
      load,
      latency(90),
      'pool_size'
    )
  ).toBeGreaterThan(0.8)
})

it('of what is in use far beyond arrivals × time load accounts for nearly nothing, and without times for all', () => {
  expect(
    levelByWork(
      minutely((i) => 25 + i / 10, 120),
      load,
      latency(90),
      'pool_active'
    )
  ).toBeLessThan(0.3)
  expect(
    levelByWork(
      minutely((i) => 25 + i / 10, 120),
      load,
      null,
      'pool_active'
    )
  ).toBe(1)
})
