import { expect, it } from 'vitest'
import { madeIncident } from '../testing/made-incident.ts'

const start = Date.parse('2031-04-26T09:00:00Z')
/** A row each half hour for ten days until the incident. */
const rows = (name: string, value: (hour: number) => number): string =>
  [
    `time,${name}`,
    ...Array.from({ length: 482 }, (_, i) => `${new Date(start + i * 1_800_000).toISOString()},${value(i / 2).toFixed(2)}`)
  ].join('\n')
const window = { from: '2031-05-06T09:00:00.000Z', to: '2031-05-06T10:00:00.000Z' }

it.each([
  ['disk_used_percent', (h: number) => Math.min(100, 30 + (h > 60 ? ((h - 60) * 70) / 180 : 0))],
  ['inodes_free_percent', (h: number) => Math.max(0, 84 - (h > 60 ? ((h - 60) * 84) / 180 : 0))],
  ['tablespace_main used %', (h: number) => Math.min(100, 55 + (h > 60 ? ((h - 60) * 45) / 180 : 0))],
  ['wal_volume_free_bytes', (h: number) => Math.max(0, 5e10 - (h > 60 ? ((h - 60) * 5e10) / 180 : 0))],
  ['pvc storage used ratio', (h: number) => Math.min(1, 0.4 + (h > 60 ? ((h - 60) * 0.6) / 180 : 0))]
])('a store that stood level and fills since a moment is dated by it: %s', async (name, value) => {
  await using incident = await madeIncident({ 'gauges.csv': rows(name, value) })
  const { facts } = await incident.ask('expiry_and_quota', { window })
  expect(String(facts['filled_since']).slice(0, 10)).toBe('2031-04-28')
  expect(String(facts['filled_full_at']).slice(0, 10)).toBe('2031-05-06')
})

it.each([
  ['it grew all along', (h: number) => Math.min(100, 30 + (h * 70) / 240)],
  ['it fills and has room left', (h: number) => 30 + (h > 60 ? ((h - 60) * 40) / 180 : 0)],
  ['it was filled at one go', (h: number) => (h > 239 ? 100 : 30)]
])('no store is said to fill since a moment where %s', async (_, value) => {
  await using incident = await madeIncident({ 'gauges.csv': rows('disk_used_percent', value) })
  const { facts } = await incident.ask('expiry_and_quota', { window })
  expect(facts['filled_since'] ?? null).toBeNull()
})
