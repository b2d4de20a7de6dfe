import { describe, expect, it } from 'vitest'
import type { Series } from '../read-series.ts'
import { spentLedger } from './spent-ledger.ts'

const day = 86_400_000
const start = Date.parse('2031-05-01T00:00:00Z')
const time = { from: start + 5 * day + 9 * 3_600_000, to: start + 5 * day + 11 * 3_600_000 }

const column = (series: string, values: readonly number[], stepMs = day): Series => ({
  entity: null,
  series,
  role: 'other',
  unit: null,
  source: 'S1',
  stepMs,
  points: values.map((value, i) => ({ at: start + i * stepMs, value, line: i + 2 }))
})
const limit = column('monthly_allowance', [900, 900, 900, 900, 900, 900])

describe('a count of the period', () => {
  it('is spent where it stands exactly at the limit beside it, and stood below before', () => {
    expect(spentLedger([limit, column('messages', [310, 290, 420, 610, 700, 900])], time)).toMatchObject({
      series: 'messages',
      limit: 900,
      limitName: 'monthly_allowance'
    })
  })

  it.each([
    ['below its limit', column('messages', [310, 290, 420, 610, 700, 899])],
    ['above it: nobody is refused', column('messages', [310, 290, 420, 610, 950, 900])],
    ['spent days before', column('messages', [310, 900, 420, 610, 700, 640])],
    ['at it every day', column('messages', [900, 900, 900, 900, 900, 900])]
  ])('is not spent %s', (_, used) => {
    expect(spentLedger([limit, used], time)).toBeNull()
  })

  it('is no pool that is measured each minute', () => {
    const minutes = { from: start + 3 * 60_000, to: start + 8 * 60_000 }
    expect(
      spentLedger(
        [column('pool_limit', [20, 20, 20, 20, 20, 20], 60_000), column('pool_active', [3, 4, 9, 14, 20, 20], 60_000)],
        minutes
      )
    ).toBeNull()
  })
})
