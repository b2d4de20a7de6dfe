import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, type MadeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('09:00'), to: at('10:00') }, baseline: { from: at('08:00'), to: at('09:00') } }
const start = Date.parse(at('08:00'))
const stamp = (ms: number) => new Date(ms).toISOString().replace('Z', '+0000')

/** The heap fills for two hours; from 09:10 collections take long, and five minutes later requests are slow. */
const gcLog = Array.from({ length: 480 }, (_, i) => {
  const minute = i / 4
  const after = Math.round(200 + 5 * minute)
  const heavy = minute >= 70
  return `[${stamp(start + i * 15_000)}][info][gc] GC(${i}) ${heavy ? 'Pause Full (G1 Compaction Pause)' : 'Pause Young (Normal) (G1 Evacuation Pause)'} ${after + 100}M->${after}M(1024M) ${(heavy ? 3000 : 12 * wobble(i)).toFixed(3)}ms`
}).join('\n')
const metrics = metricsCsv('08:00', 120, {
  requests_per_min: (minute) => 100 * wobble(minute),
  response_time_ms: (minute) => (minute >= 75 ? 1500 : 60) * wobble(minute)
})

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident({ 'gc.log': gcLog, 'metrics.csv': metrics })
})
afterAll(() => incident[Symbol.asyncDispose]())

describe('pauses of collection', () => {
  it('are counted against the baseline, with the longest and the share of time', async () => {
    const { facts } = await incident.ask('gc_pauses', both)
    expect(facts).toMatchObject({ pauses: 240, baseline_pauses: 240, full_pauses: 200, longest_ms: 3000, onset: at('09:10') })
    expect(facts['share_paused']).toBeCloseTo((0.2 * 200) / 240, 1)
    expect(facts['baseline_share_paused']).toBeLessThan(0.002)
  })

  it('leave a heap that grows', async () => {
    const { facts } = await incident.ask('gc_pauses', both)
    expect(facts['heap_after_slope_mb_per_hour']).toBeCloseTo(300, -1)
    expect(facts['heap_after_grows']).toBe(true)
  })

  it('set in before the slowness, by five minutes', async () => {
    const { facts } = await incident.ask('gc_pauses', both)
    expect(facts).toMatchObject({ order: 'before', lead_seconds: 300, lag_seconds: 300 })
  })

  it('keep to so many rows, in time order', async () => {
    const times = rowsOf(await incident.ask('gc_pauses', both)).map(({ time }) => String(time))
    expect(times.length).toBeLessThanOrEqual(120)
    expect(times).toEqual(times.toSorted())
  })
})

it('takes a series of shares where no log tells of single pauses', async () => {
  await using series = await madeIncident({
    'metrics.csv': metricsCsv('08:00', 120, {
      gc_time_percent: (minute) => (minute >= 80 ? 40 : 2) * wobble(minute),
      response_time_ms: (minute) => (minute >= 70 ? 900 : 50) * wobble(minute)
    })
  })
  const { facts } = await series.ask('gc_pauses', both)
  expect(facts).toMatchObject({ basis: 'gc_time_percent', order: 'after', slowness_onset: at('09:10') })
})

it('says what was searched when nothing paused', async () => {
  await using none = await madeIncident({ 'app.log': '2031-05-06 08:00:01 INFO started\n2031-05-06 08:40:01 ERROR broke\n' })
  expect(await none.ask('gc_pauses', both)).toMatchObject({
    status: 'no_data',
    reading: expect.stringContaining('were searched')
  })
})
