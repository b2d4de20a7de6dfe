import { describe, expect, it } from 'vitest'
import { rescalingOf } from './rescaled.ts'
import type { Point } from './read-series.ts'
import { rowsOf } from '../domain/index.ts'
import { at, madeIncident, metricsCsv, wobble } from './testing/made-incident.ts'

const drawn = (value: (i: number) => number): Point[] =>
  Array.from({ length: 60 }, (_, i) => ({ at: i * 60_000, value: value(i), line: i }))

describe('a series', () => {
  it.each([1000, 1_000_000, 0.001])(
    'goes over to another unit where all of it is %d times what it was, spread alike',
    (factor) => {
      expect(rescalingOf(drawn((i) => 240 * wobble(i) * (i < 25 ? 1 : factor)))).toMatchObject({ at: 25 * 60_000, factor })
    }
  )

  it.each<readonly [string, (i: number) => number]>([
    ['climbs there', (i) => 240 * wobble(i) * Math.min(1000, 1.3 ** Math.max(0, i - 20))],
    ['ends at a time-out', (i) => (i < 25 ? 10 * wobble(i) : 10_000)],
    ['goes to and fro', (i) => 240 * wobble(i) * (i % 7 === 0 ? 1000 : 1)],
    ['is forty times slower', (i) => 240 * wobble(i) * (i < 25 ? 1 : 40)],
    ['was constant', (i) => (i < 25 ? 1 : 1000)]
  ])('does not where it %s', (_, value) => {
    expect(rescalingOf(drawn(value))).toBeNull()
  })

  const frame = { window: { from: at('08:45'), to: at('09:30') }, baseline: { from: at('08:00'), to: at('08:45') } }
  const gauge = metricsCsv('08:00', 90, { page_latency_p95: (minute) => 240 * wobble(minute) * (minute < 45 ? 1 : 1000) })
  const log = (slow: (minute: number) => number): string =>
    Array.from({ length: 180 }, (_, i) => {
      const time = new Date(Date.parse(at('08:00')) + i * 30_000)
      return JSON.stringify({
        time: time.toISOString(),
        method: 'GET',
        path: '/page',
        status: 200,
        duration_ms: 120 * wobble(i) * slow(i / 2)
      })
    }).join('\n')

  it('is read in one unit where the requests of its time stood still', async () => {
    await using incident = await madeIncident({ 'gauge.csv': gauge, 'access.jsonl': log(() => 1) })
    expect(rowsOf(await incident.ask('series_onsets', frame))).toMatchObject([{ series: 'page_latency_p95', onset: null }])
  })

  it('is what it says where they became slower, or nothing else timed them', async () => {
    for (const files of [{ 'access.jsonl': log((minute) => (minute < 45 ? 1 : 900)) }, {}]) {
      await using incident = await madeIncident({ 'gauge.csv': gauge, ...files })
      expect(rowsOf(await incident.ask('series_onsets', frame))).toMatchObject([{ series: 'page_latency_p95', direction: 'up' }])
    }
  })
})
