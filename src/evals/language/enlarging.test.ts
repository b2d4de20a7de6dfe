import { describe, expect, it } from 'vitest'
import { asksForMore } from './enlarging.ts'

describe('more of something', () => {
  it.each([
    'let the booking service run with sixty database sessions',
    'split reads off to a follower',
    'commission a roomier database',
    'a wider door for January',
    'hire a second librarian for the far shelves',
    'loosen the connection ceiling',
    'remove the limit of twenty processes',
    'adopt a consumption-based database plan',
    'fix the pool sizing formula so that it follows the core count',
    'bring forward the hardware refresh',
    'run the search on faster silicon',
    'keep the pool at twenty',
    'leave the twenty connections in place',
    '200 instead of 80 request threads',
    'worker concurrency from 32 to 96',
    'queue depth 500',
    'let fifty searches run in parallel',
    'correct the under-provisioning of the search path',
    'the site must be enlarged, whatever one does about keys'
  ])('is asked for by "%s"', (part) => {
    expect(asksForMore(part)).toBe(true)
  })
  it.each([
    'add a partial index once EXPLAIN confirms it',
    'raise default_statistics_target for slot_date',
    'lower autovacuum_analyze_scale_factor for the table',
    'use a shorter transaction',
    'a second, narrower query for far dates',
    'extend the calendar in smaller steps',
    'try-with-resources again, as in 3.2.1',
    'order by date instead of by name',
    'a lock time-out of two seconds',
    'limit how many far-ahead searches may run at once',
    'no more than ten searches at the same time',
    'it does more work than it should',
    'keep address-client at 3.1.4',
    'from 24 to 2'
  ])('is not asked for by "%s"', (part) => {
    expect(asksForMore(part)).toBe(false)
  })
})
