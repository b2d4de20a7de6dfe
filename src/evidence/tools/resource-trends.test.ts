import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, type MadeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('10:00'), to: at('11:00') }, baseline: { from: at('08:00'), to: at('10:00') } }
const minutes = 180
const files = {
  'metrics.csv': metricsCsv('08:00', minutes, {
    requests_per_min: (minute) => 100 * wobble(minute * 3),
    response_time_ms: (minute) => 80 * wobble(minute * 5),
    pool_connections_active: (minute) => 2 + Math.floor(minute / 12) + (minute % 2),
    pool_connections_max: () => 20,
    heap_used_percent: (minute) => 30 + 0.9 * (minute % 75) + wobble(minute),
    threads_active: (minute) => 12 * wobble(minute)
  }),
  'app.log': [
    '2031-05-06 09:15:00 INFO Restarted app after low memory',
    '2031-05-06 10:30:00 INFO Restarted app after low memory',
    ...Array.from({ length: 20 }, (_, i) => `2031-05-06 09:0${i % 10}:10 DEBUG pool - acquired connection ${i}`),
    ...Array.from({ length: 5 }, (_, i) => `2031-05-06 09:0${i % 10}:11 DEBUG pool - released connection ${i}`),
    '2031-05-06 10:29:00 ERROR java.lang.OutOfMemoryError: Java heap space'
  ].join('\n')
}

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident(files)
})
afterAll(() => incident[Symbol.asyncDispose]())
const row = async (series: string) => rowsOf(await incident.ask('resource_trends', both)).find((one) => one['series'] === series)

describe('what fills up while load is flat', () => {
  it('finds connections that only rise, and when they reach their limit', async () => {
    const found = await row('pool_connections_active')
    expect(found).toMatchObject({ grows: true, limit: 20, resets: 0 })
    expect(found?.['slope_per_hour']).toBeCloseTo(5, 0)
    expect(found?.['slope_low']).toBeGreaterThan(0)
    expect(String(found?.['reaches_limit_at']) > at('11:00')).toBe(true)
  })

  it('sees the saw-tooth of memory, and that it falls at restarts', async () => {
    const found = await row('heap_used_percent')
    expect(found).toMatchObject({ grows: true, resets: 2, resets_at_restarts: 2, limit: 100 })
    expect(found?.['slope_per_hour']).toBeCloseTo(54, -1)
  })

  it('leaves what only wobbles alone', async () => {
    expect(await row('threads_active')).toMatchObject({ grows: false })
  })

  it('says how flat load and durations were, and what logs tell of taking and giving back', async () => {
    const { facts } = await incident.ask('resource_trends', both)
    expect(facts).toMatchObject({
      growing: 2,
      acquired: 20,
      released: 5,
      unreleased: 15,
      out_of_memory: 1,
      first_out_of_memory_at: at('10:29')
    })
    expect(facts['load_ratio']).toBeCloseTo(1, 0)
    expect(facts['duration_ratio']).toBeCloseTo(1, 0)
  })
})

it('takes levels that log lines state when nothing else measures them', async () => {
  const lines = Array.from(
    { length: 40 },
    (_, i) =>
      `2031-05-06 ${String(8 + Math.floor(i / 20)).padStart(2, '0')}:${String((i % 20) * 3).padStart(2, '0')}:00 INFO monitor - pool active=${5 + i} idle=3`
  )
  await using logs = await madeIncident({ 'app.log': lines.join('\n') })
  const { facts } = await logs.ask('resource_trends', { window: { from: at('09:00'), to: at('10:00') } })
  expect(facts).toMatchObject({ top_series: 'active in log lines', growing: 1 })
})

it('says what was searched when nothing fills', async () => {
  await using none = await madeIncident({ 'app.log': '2031-05-06 08:00:01 INFO started\n2031-05-06 08:40:01 ERROR broke\n' })
  expect(await none.ask('resource_trends', both)).toMatchObject({
    status: 'no_data',
    reading: expect.stringContaining('were searched')
  })
})

it('a system that gives no more threads is no memory that ran out, though a runtime calls it so', async () => {
  await using made = await madeIncident({
    'metrics.csv': metricsCsv('08:00', minutes, {
      'Threads/Live': (minute) => 100 + 10 * minute,
      requests_per_min: (minute) => 100 * wobble(minute)
    }),
    'app.log': [
      '2031-05-06 10:30:00 ERROR java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process limits',
      '2031-05-06 10:31:00 ERROR java.lang.OutOfMemoryError: Java heap space',
      '2031-05-06 10:32:00 INFO start thread 5'
    ].join('\n')
  })
  const evidence = await made.ask('resource_trends', both)
  expect(evidence.facts).toMatchObject({ out_of_memory: 1, at_system_limit: 1 })
  expect(rowsOf(evidence)).toContainEqual(expect.objectContaining({ series: 'Threads/Live', role: 'holders', grows: true }))
})
