import { expect, it } from 'vitest'
import { seriesRoleOf } from '../../domain/index.ts'
import { unitOfSeries } from './unit-of-series.ts'

it.each([
  ['received/min', 'per-minute', 'load'],
  ['reads_per_s', 'per-second', 'load'],
  ['ops/s', 'per-second', 'load'],
  ['Messages/sec', 'per-second', 'load'],
  ['jobs per hour', 'per-hour', 'load'],
  ['lookups (per second)', 'per-second', 'load'],
  ['evicted_keys/s', 'per-second', 'other'],
  ['disk reads/s', 'per-second', 'disk'],
  ['gc pauses/min', 'per-minute', 'gc'],
  ['timeouts/min', 'per-minute', 'errors'],
  ['redelivered/min', 'per-minute', 'retries'],
  ['latency_s', 's', 'latency'],
  ['wait_ms', 'ms', 'latency']
])('%s counts by %s and is read as %s', (name, unit, role) => {
  expect([unitOfSeries(name), seriesRoleOf(name, unitOfSeries(name))]).toEqual([unit, role])
})

it.each(['net MB/s', 'rx_bytes/s', 'mbit_per_s', 'bytes_per_s'])('%s says how much is carried, not how often', (name) => {
  expect(unitOfSeries(name)).not.toBe('per-second')
})
