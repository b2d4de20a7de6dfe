import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'
import { surge } from '../testing/made-incidents.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const measuring = [
  'series_onsets',
  'operations',
  'work_per_request',
  'matched_load',
  'holders_waiters',
  'littles_law',
  'demand',
  'counterfactual'
]

describe('materials without numbers', () => {
  let incident: MadeIncident
  beforeAll(async () => {
    incident = await madeIncident({ 'app.log': '2031-05-06 08:00:01 INFO started\n2031-05-06 08:40:01 ERROR broke\n' })
  })
  afterAll(() => incident[Symbol.asyncDispose]())

  it.each(measuring)('%s has no data, and says what was searched', async (tool) => {
    const evidence = await incident.ask(tool, both)
    expect(evidence.status).toBe('no_data')
    expect(evidence.reading.length).toBeGreaterThan(20)
    expect(evidence.rows).toEqual([])
  })

  it.each([
    ['operation_runs', { population: 'requests', operation: 'GET /', window: both.window }],
    ['contrast', { population: 'requests', window: both.window }],
    ['after_intervention', { time: at('08:40'), window: both.window }],
    ['lead_lag', { first: 'a', second: 'b', window: both.window }]
  ])('%s has none either', async (tool, args) => {
    expect((await incident.ask(tool, args)).status).toBe('no_data')
  })
})

describe('an access log alone', () => {
  let incident: MadeIncident
  beforeAll(async () => {
    incident = await madeIncident({ 'access.log': surge()['access.log'] ?? '' })
  })
  afterAll(() => incident[Symbol.asyncDispose]())

  it('is counted: load, latency and errors are computed from it', async () => {
    const { facts } = await incident.ask('series_onsets', both)
    expect(facts).toMatchObject({ load_series: 'requests counted from the log', first_mover: 'requests counted from the log' })
    expect((await incident.ask('demand', both)).facts['load_ratio']).toBeGreaterThan(4)
    expect((await incident.ask('matched_load', both)).facts['pairs']).toBe(0)
  })

  it('does not tell waiting from work when all requests slow down together', async () => {
    const { facts } = await incident.ask('work_per_request', both)
    expect(facts).toMatchObject({ unit_cost_ratio: null, top_ratio: null, top_population: 'requests' })
  })

  it('compares nothing without a baseline but takes what lies before the window', async () => {
    const given = await incident.ask('work_per_request', both)
    const taken = await incident.ask('work_per_request', { window: both.window })
    expect(taken.rows).toEqual(given.rows)
  })
})

describe('an access log that knows no duration of what failed', () => {
  it('shows the failing all the same', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => {
      const time = new Date(Date.parse(at('08:00')) + i * 1000).toISOString()
      const failed = i >= 1800 && i % 3 === 0
      return JSON.stringify({ time, method: 'GET', uri: '/', status: failed ? 504 : 200, ...(failed ? {} : { duration_ms: 80 }) })
    })
    await using incident = await madeIncident({ 'access.json': lines.join('\n') })
    const onsets = await incident.ask('series_onsets', both)
    const failed = rowsOf(onsets).find(({ role }) => role === 'errors')
    expect(failed).toMatchObject({ direction: 'up', baseline_median: 0 })
    expect(failed?.['window_median']).toBeCloseTo(33, -1)
    expect((await incident.ask('frame', {})).facts['abnormal']).toBe(true)
  })
})
