import { expect, it } from 'vitest'
import { at, madeIncident, metricsCsv } from './testing/made-incident.ts'

it('the same day of last year laid beside this one leaves this one its minutes', async () => {
  const csv = metricsCsv('08:00', 60, { p95_ms: (minute) => (minute < 30 ? 100 : 900) })
  await using incident = await madeIncident({ 'now.csv': csv, 'last-year.csv': csv.replaceAll('2031-05-06', '2030-05-07') })
  const { rows, columns } = await incident.ask('series_onsets', {
    window: { from: at('08:30'), to: at('08:50') },
    baseline: { from: at('08:00'), to: at('08:30') }
  })
  expect(rows[0]?.[columns.findIndex(({ name }) => name === 'onset')]).toBe(at('08:30'))
})

it('what is counted and rises at nearly every step is a running total, whatever it is called, and what is held is none', async () => {
  const csv = metricsCsv('08:00', 60, { cache_miss: (minute) => 900 + 40 * minute, cache_objects: (minute) => 900 + 40 * minute })
  await using incident = await madeIncident({ 'now.csv': csv })
  const { rows, columns } = await incident.ask('series_onsets', {
    window: { from: at('08:30'), to: at('08:50') },
    baseline: { from: at('08:00'), to: at('08:30') }
  })
  const value = (series: string): unknown =>
    rows.find((row) => row.includes(series))?.[columns.findIndex(({ name }) => name === 'window_median')]
  expect(value('cache_miss')).toBeCloseTo(40 / 60, 2)
  expect(value('cache_objects')).toBeGreaterThan(2000)
})

it('what a network counts is a running total, though most steps add nothing to it', async () => {
  const csv = metricsCsv('08:00', 60, { ifInErrors: (minute) => (minute < 30 ? 7 : 7 + 600 * (minute - 29)) })
  await using incident = await madeIncident({ 'port.csv': csv })
  const { rows, columns } = await incident.ask('series_onsets', {
    window: { from: at('08:30'), to: at('08:50') },
    baseline: { from: at('08:00'), to: at('08:30') }
  })
  expect(rows[0]?.[columns.findIndex(({ name }) => name === 'window_median')]).toBeCloseTo(10, 1)
})
