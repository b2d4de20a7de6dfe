import { describe, expect, it } from 'vitest'
import { durationOfAttributes } from './durations.ts'

describe('the duration that an event’s fields state', () => {
  it.each([
    [{ path: '/a', took: '9ms' }, 9],
    [{ duration_ms: 41 }, 41],
    [{ elapsed: '1.5s' }, 1500],
    [{ ms: 70, level: 'INFO' }, 70],
    [{ dns_ms: 5000, connect_ms: 12, ttfb_ms: 60 }, 5072],
    [{ total_time: '1200', dns_ms: 3, ttfb_ms: 60 }, 1200],
    [{ dns: '5004ms', connect: '12ms', ttfb: '60ms' }, 5076],
    [{ dns: 3, connect: 2 }, null],
    [{ dns_ms: 5 }, null],
    [{ timeout_ms: 1000, port: 80 }, null],
    [{}, null]
  ])('of %j is %s ms', (attributes, ms) => {
    expect(durationOfAttributes(attributes)).toBe(ms)
  })
})
