import { expect, it } from 'vitest'
import { durationMsOf } from './durations.ts'
import { measureOf } from './measures.ts'

it.each([
  ['172.8 ms', 172.8, 'ms'],
  ['1.20 s', 1200, 'ms'],
  ['1.5 GiB', 1.5 * 1024 ** 3, 'bytes'],
  ['12 %', 12, 'percent'],
  ['85 req/s', 85, 'per-second'],
  ['2 MB/s', 2e6, 'per-second'],
  ['3.4 K', 3400, null],
  ['1,204', 1204, null]
])('%s is %d (%s)', (text, value, unit) => {
  expect(measureOf(text)).toEqual({ value, unit })
})

it.each(['9.0.1', 'gate-1', '12 o’clock', 'v2', '2 parcels waiting'])('%s is no measure', (text) => {
  expect(measureOf(text)).toBeNull()
})

it.each([
  ['PT0.25S', 250],
  ['PT1M2.5S', 62_500],
  ['1,475 ms', 1475],
  ['250 msecs', 250]
])('%s lasts %d ms', (text, ms) => {
  expect(durationMsOf(text)).toBe(ms)
})
