import { expect, it } from 'vitest'
import { meansOfCounters } from './means-of-counters.ts'
import type { Series } from './read-series.ts'

const rate = (series: string, values: readonly number[]): Series => ({
  entity: 'shop',
  series,
  role: 'other',
  unit: 'per second',
  source: 'S1',
  stepMs: 60_000,
  points: values.map((value, i) => ({ at: i * 60_000, value, line: i + 1 }))
})

it('a timer’s time and count are a mean, where anything was counted, and of the same labels only', () => {
  const found = meansOfCounters([
    rate('call_seconds_sum{to="bank"}', [2, 6, 3]),
    rate('call_seconds_count{to="bank"}', [4, 2, 0]),
    rate('call_seconds_count{to="post"}', [9, 9, 9]),
    rate('bytes_sum', [1, 1, 1]),
    rate('bytes_count', [1, 1, 1])
  ])
  expect(found.map(({ series, role, points }) => [series, role, points.map(({ value }) => value)])).toEqual([
    ['call_seconds{to="bank"}', 'latency', [0.5, 3]]
  ])
})
