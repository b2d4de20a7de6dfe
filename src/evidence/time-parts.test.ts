import { describe, expect, it } from 'vitest'
import type { Run } from './runs.ts'
import { timePartsOf } from './time-parts.ts'

const run = (durationMs: number, attributes: Record<string, unknown>): Run => ({
  recordId: 1,
  operation: 'served /pay',
  at: 0,
  durationMs,
  failed: false,
  source: 'S1',
  line: 1,
  entity: null,
  parameters: {},
  attributes
})
const five = (make: (i: number) => Run): Run[] => Array.from({ length: 5 }, (_, i) => make(i))

describe('where the added time lies', () => {
  const fast = five((i) => run(300 + i, { total_ms: 300 + i, db_ms: 100, dns_ms: 1, upstream: '0.18s', port: 443 }))
  const slow = five((i) => run(5300 + i, { total_ms: 5300 + i, db_ms: 102, dns_ms: 5001, upstream: '0.19s', port: 443 }))

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
