import { describe, expect, it } from 'vitest'
import { timePartsOf } from './time-parts.ts'
import { five, madeRun } from './testing/made-run.ts'

describe('where the added time lies', () => {
  const fast = five((i) => madeRun(300 + i, { total_ms: 300 + i, db_ms: 100, dns_ms: 1, upstream: '0.18s', port: 443 }))
  const slow = five((i) => madeRun(5300 + i, { total_ms: 5300 + i, db_ms: 102, dns_ms: 5001, upstream: '0.19s', port: 443 }))

  it('is the part that grew by as much, and never the whole under another name', () => {
    const [first, ...rest] = timePartsOf(slow, fast)
    expect(first).toMatchObject({ name: 'dns_ms', slowMs: 5001, fastMs: 1, share: 1 })
    expect(rest.map(({ name }) => name)).toEqual(['upstream', 'db_ms'])
  })

  it('is nowhere where nothing took longer, or too few runs are known', () => {
    expect(timePartsOf(fast, fast)).toEqual([])
    expect(timePartsOf(slow.slice(0, 2), fast)).toEqual([])
  })
})
