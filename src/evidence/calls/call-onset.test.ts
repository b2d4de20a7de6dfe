import { describe, expect, it } from 'vitest'
import { callOnset } from './call-onset.ts'
import { compareCalls } from './compare-calls.ts'
import type { Call } from './read-calls.ts'

const minute = 60_000
const baseline = { from: 0, to: 60 * minute }
const window = { from: 60 * minute, to: 120 * minute }

const callsAt = (times: readonly number[], durationMs: number): Call[] =>
  times.map((at) => ({
    peer: 'records.example',
    caller: 'web',
    at: at * minute,
    durationMs,
    failed: false,
    how: null,
    seenIn: 'events',
    source: 'S1',
    line: at,
    span: null,
    requestOf: null
  }))

const every = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => from + i * step)

describe('calls in a log that writes slow ones only', () => {
  it('became slower when they come up at several times the former rate', () => {
    const calls = [...callsAt([20], 900), ...callsAt(every(62, 118, 2), 21_000)]
    expect(callOnset(calls, window, baseline).slowerAt).toBe(62 * minute)
  })

  it('did not when they come up as seldom as before', () => {
    const calls = [...callsAt([10, 40], 900), ...callsAt([70, 100], 950)]
    expect(callOnset(calls, window, baseline).slowerAt).toBeNull()
  })

  it('became slower though the first of them ended just before harm was seen', () => {
    const calls = [...callsAt([59.8], 35_000), ...callsAt(every(62, 118, 2), 30_000)]
    expect(compareCalls(calls, calls, window, baseline)).toMatchObject({ slowerAt: 59.8 * minute, baseline: { calls: 0 } })
  })

  it('tell nothing of it where quick calls are written too, and only more were made', () => {
    const calls = [...callsAt([20, 30], 120), ...callsAt(every(62, 118, 2), 120)]
    expect(callOnset(calls, window, baseline).slowerAt).toBeNull()
  })
})
