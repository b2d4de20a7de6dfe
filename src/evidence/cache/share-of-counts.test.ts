import { describe, expect, it } from 'vitest'
import type { Series } from '../read-series.ts'
import { withHitShares } from './share-of-counts.ts'

const series = (entity: string, name: string, role: Series['role'], values: readonly number[]): Series => ({
  entity,
  series: name,
  role,
  unit: null,
  source: 'S1',
  stepMs: 60_000,
  points: values.map((value, i) => ({ at: i * 60_000, value, line: i + 2 }))
})

describe('hits and misses counted beside each other', () => {
  const all = [
    series('store', 'hits', 'load', [90, 95, 10, 0]),
    series('store', 'misses', 'other', [10, 5, 90, 0]),
    series('web', 'hits', 'load', [1, 2, 3, 4])
  ]

  it('tell the share of hits of their own entity, and nothing where nothing was asked', () => {
    const share = withHitShares(all).find(({ role }) => role === 'cache-hits')
    expect(share).toMatchObject({ entity: 'store', series: 'hits ÷ (hits + misses)' })
    expect(share?.points.map(({ value }) => value)).toEqual([0.9, 0.95, 0.1])
  })

  it('are seen as the share of all that was asked where a cache counts by name what it may not keep', () => {
    const counts = [
      series('edge', 'cache_hit', 'cache-hits', [90, 80, 0]),
      series('edge', 'cache_miss', 'other', [10, 15, 0]),
      series('edge', 'cache_hitmiss', 'other', [0, 0, 100]),
      series('edge', 'cache_size', 'other', [5, 5, 5]),
      series('edge', 'cache_pass', 'other', [0, 5, 0])
    ]
    const share = withHitShares(counts).find(({ series: name }) => name.includes('÷'))
    expect(share?.points.map(({ value }) => value)).toEqual([0.9, 0.8, 0])
  })

  it('are no load, which hits without misses may be', () => {
    const roles = withHitShares(all).map(({ entity, role }) => [entity, role])
    expect(roles).toContainEqual(['web', 'load'])
    expect(roles).not.toContainEqual(['store', 'load'])
  })
})
