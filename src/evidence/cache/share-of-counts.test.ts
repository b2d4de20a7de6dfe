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

  it('are read where their names are written together', () => {
    const [hits, misses] = [series('shelf', 'CacheHits', 'cache-hits', [9, 1]), series('shelf', 'CacheMisses', 'other', [1, 9])]
    const share = withHitShares([hits, misses]).find(({ series: name }) => name.includes('÷'))
    expect(share?.points.map(({ value }) => value)).toEqual([0.9, 0.1])
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

  it('are those of one cache where a standby takes over from the other node', () => {
    const nodes = [
      series('store-1', 'get_hits', 'load', [90, 90, 0, 0]),
      series('store-1', 'get_misses', 'other', [10, 10, 0, 0]),
      series('store-2', 'get_hits', 'load', [0, 0, 30, 20]),
      series('store-2', 'get_misses', 'other', [0, 0, 70, 80])
    ]
    const share = withHitShares(nodes).find(({ entity }) => entity === 'store-1, store-2')
    expect(share?.role).toBe('cache-hits')
    expect(share?.points.map(({ value }) => value)).toEqual([0.9, 0.9, 0.3, 0.2])
    const busy = nodes.map((one) => ({ ...one, points: one.points.map((point) => ({ ...point, value: point.value + 1 })) }))
    expect(withHitShares(busy).some(({ entity }) => entity === 'store-1, store-2')).toBe(false)
  })

  it.each([
    ['get_cmds', 'get_misses'],
    ['cmd_get', 'get_misses'],
    ['lookups', 'misses'],
    ['cache_requests_total', 'cache_misses_total']
  ])('are told by %s and %s where hits are not counted', (asked, missed) => {
    const counts = [series('node-1', asked, 'load', [100, 100, 100]), series('node-1', missed, 'other', [1, 2, 60])]
    const share = withHitShares(counts).find(({ role }) => role === 'cache-hits')
    expect(share?.points.map(({ value }) => value)).toEqual([expect.closeTo(0.99), expect.closeTo(0.98), expect.closeTo(0.4)])
    const more = [counts[0], series('node-1', missed, 'other', [10, 200, 300])].filter((one) => one !== undefined)
    expect(withHitShares(more).some(({ role }) => role === 'cache-hits')).toBe(false)
  })
})
