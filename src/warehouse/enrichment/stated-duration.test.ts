import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statedDurationOf } from './stated-duration.ts'

const msOf = (message: string): number | null => statedDurationOf(message)?.ms ?? null

describe('a duration that a message states', () => {
  it.each([
    ['took 1823 ms', 1823],
    ['page rules=4ms sql=10ms total=222ms', 222],
    ['total: 1.5 s, of it store: 1.2 s', 1500],
    ['12 ms total', 12],
    ['8 results returned in 17.1s', 17_100],
    ['Query execution time: 12077ms', 12_077],
    ['duration=1823', 1823],
    ['duration=1.5s', 1500],
    ['elapsed_seconds=2.5 ok', 2500],
    ['elapsed 1m20s', 80_000],
    ['time taken: 00:01:20.5', 80_500],
    ['done. Duration: 12.5 min', 750_000],
    ['latency: 250', 250],
    ['warmed 50 items in 1,823 ms', 1823],
    ['held for an extended period: 25.1 seconds', 25_100],
    ['waited 3s for the lock', 3000],
    ['Completed 200 OK in 45ms (Views: 10.2ms | Database: 5.1ms)', 45],
    ['request timed out after 30000ms', 30_000],
    ['finished, 340 µs elapsed', 0.34],
    ['GET /seats/7 -> 200 (0.06 s)', 60],
    ['POST /seats row=4 => 504 Gateway Timeout (60.00s)', 60_000],
    ['import done (12 ms)', 12],
    ['{"msg":"done","duration_ms":88}', 88]
  ])('in %j is %d ms', (message, expected) => {
    expect(msOf(message)).toBeCloseTo(expected, 6)
  })

  it.each([
    ['execution time: 1856ms (threshold: 1000ms)', 1856],
    ['execution time exceeded threshold: 1823ms > 1000ms', 1823],
    ['threshold 1000 ms, took 1823 ms', 1823],
    ['slow query (>1000ms): took 1823ms', 1823],
    ['response time=120 ms limit=100 ms', 120],
    ['request took 12ms, timeout=10s', 12]
  ])('is not the limit beside it: %j is %d ms', (message, expected) => {
    expect(msOf(message)).toBe(expected)
  })

  it.each([
    'retrying in 5s',
    'next run in 30 seconds',
    'scheduled every 5 minutes',
    'sleeping for 5s',
    'token expires in 30 minutes',
    'timeout=30s maxLifetime=30m',
    'threshold: 1000ms',
    'completed in 3 attempts',
    'at 10:00:00 all was well',
    'listening on port 8080',
    'errors in the last 5 minutes: 7',
    'no numbers at all',
    ''
  ])('is not in %j', (message) => {
    expect(msOf(message)).toBeNull()
  })

  it('knows its place', () => {
    const message = 'search took 1823 ms for 5 rows'
    const { from, to } = statedDurationOf(message) ?? { from: 0, to: 0 }
    expect(message.slice(from, to)).toBe('1823 ms')
  })

  it('is read back whatever the number and the unit', () => {
    const units = [
      ['ms', 1],
      ['s', 1000],
      [' seconds', 1000],
      [' min', 60_000],
      ['us', 0.001]
    ] as const
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom(...units), (amount, [unit, ms]) => {
        expect(msOf(`Backup finished in ${amount}${unit}`)).toBeCloseTo(amount * ms, 6)
      })
    )
  })

  it('is looked for in any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (message) => {
        const stated = statedDurationOf(message)
        expect(stated === null || Number.isFinite(stated.ms)).toBe(true)
      })
    )
    const started = process.cpuUsage()
    statedDurationOf('1 '.repeat(20_000))
    statedDurationOf('9'.repeat(20_000))
    statedDurationOf('duration'.repeat(5000))
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000)
  })
})
