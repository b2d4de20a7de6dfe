import { describe, expect, it } from 'vitest'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const window = { from: at('11:00'), to: at('11:40') }
const bad = (m: number): boolean => m >= 60 && m < 100
const csv = metricsCsv('10:00', 160, {
  latency_p95_ms: (m) => 120 * wobble(m) * (bad(m) ? 12 : 1),
  error_percent: (m) => 0.4 + (bad(m) ? 12 : 0),
  pool_waiting: (m) => (m >= 50 && m < 100 ? m - 49 : m === 20 ? 30 : 0)
})
const waiting = { of: 'metric', series: 'pool_waiting', entity: null, across: 'sum', over: 'mean' }
const rule = (threshold: number, forSeconds = 120) => ({
  clauses: [{ signal: waiting, windowSeconds: 60, comparison: 'above', threshold, unit: 'count' }],
  forSeconds,
  everySeconds: 60
})

/** An access log with one request every ten seconds, slow from 10:50 and failing from 11:00. */
const accessLog = Array.from({ length: 960 }, (_, i) => {
  const clock = new Date(Date.parse(at('10:00')) + i * 10_000).toISOString().slice(11, 19)
  const [failed, slow] = [i >= 360 && i < 600 && i % 2 === 0, i >= 300 && i < 600]
  return `203.0.113.9 - - [06/May/2031:${clock} +0000] "GET /search HTTP/1.1" ${failed ? 503 : 200} 512 "-" "Mozilla/5.0" ${slow ? 4000 : 90}ms`
}).join('\n')

describe('backtest', () => {
  it('says when a rule would have fired, and how long before what it is to warn of', async () => {
    await using incident = await madeIncident({ 'series.csv': csv })
    const { facts } = await incident.ask('backtest', {
      rule: rule(3),
      window,
      acts_from: at('10:50'),
      harm: at('11:00'),
      report: at('11:10'),
      alert: null
    })
    // Values: mean of two samples a minute apart, above 3 from 10:53; pending two minutes.
    expect(facts).toMatchObject({
      first_pending_at: at('10:53'),
      first_firing_at: at('10:55'),
      lead_over_harm_minutes: 5,
      lead_over_report_minutes: 15,
      lead_over_alert_minutes: null,
      minutes_after_onset: 5,
      firings: 1
    })
  })

  it('counts firings in healthy time, and gives no number per day of less than a day', async () => {
    await using incident = await madeIncident({ 'series.csv': csv })
    const { facts } = await incident.ask('backtest', { rule: rule(3, 0), window, acts_from: at('10:50') })
    expect(facts).toMatchObject({ quiet_firings: 1, false_alarms_per_day: null, quiet_most: 15 })
    expect((await incident.ask('backtest', { rule: rule(20, 0), window, acts_from: at('10:50') })).facts).toMatchObject({
      quiet_firings: 0
    })
  })

  it('gives false alarms per day where there are healthy days', async () => {
    const days = metricsCsv('10:00', 3 * 1440, {
      latency_p95_ms: (m) => 120 * wobble(m) * (m > 3000 && m < 3060 ? 12 : 1),
      error_percent: (m) => 0.4 + (m > 3000 && m < 3060 ? 12 : 0),
      pool_waiting: (m) => (m === 500 || m === 2000 ? 30 : 0)
    })
    await using incident = await madeIncident({ 'series.csv': days })
    const from = Date.parse(at('10:00')) + 3000 * 60_000
    const harmful = { from: new Date(from).toISOString(), to: new Date(from + 3_600_000).toISOString() }
    const { facts } = await incident.ask('backtest', { rule: rule(3, 0), window: harmful })
    expect(facts['quiet_firings']).toBe(2)
    expect(Number(facts['false_alarms_per_day'])).toBeCloseTo(2 / Number(facts['quiet_days']), 6)
  })

  it('reads failing and slow shares of a log, counting a request when it has ended', async () => {
    await using incident = await madeIncident({ 'access.log': accessLog })
    const runs = (measure: string, slowMs: number | null) => ({
      clauses: [
        {
          signal: { of: 'runs', population: 'requests', operation: null, entity: null, measure, across: 'together', slowMs },
          windowSeconds: 300,
          comparison: 'above',
          threshold: 0.3,
          unit: 'share'
        }
      ],
      forSeconds: 0,
      everySeconds: 60
    })
    const failed = await incident.ask('backtest', { rule: runs('failed-share', null), window })
    const slow = await incident.ask('backtest', { rule: runs('slow-share', 1000), window, acts_from: at('10:50') })
    // Half of them fail from 11:00: at 11:03 ten of the last thirty.
    expect(failed.facts['first_firing_at']).toBe(at('11:03'))
    expect(slow.facts['first_firing_at']).toBe(at('10:52'))
    expect(slow.columns.map(({ name }) => name)).toEqual(['time', 'state', 'value_1', 's1_all', 's1_fast'])
  })

  it('tries thresholds from the healthy extreme to the incident’s', async () => {
    await using incident = await madeIncident({ 'series.csv': csv })
    const { rows, facts } = await incident.ask('threshold_sweep', { rule: rule(0, 0), window, acts_from: at('10:50') })
    const thresholds = rows.map(([, threshold]) => Number(threshold))
    expect(facts).toMatchObject({ quiet_most: 15, window_most: 49.5 })
    expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b))
    expect(rows.find(([, threshold]) => threshold === 0)?.[4]).toBe(1)
    expect(rows.at(-1)?.[4]).toBe(0)
  })

  it('tries shorter looks back beside the rule’s own, each against its own healthy extreme', async () => {
    await using incident = await madeIncident({ 'series.csv': csv })
    const wide = { ...rule(0, 0), clauses: rule(0).clauses.map((clause) => ({ ...clause, windowSeconds: 300 })) }
    const { rows } = await incident.ask('threshold_sweep', { rule: wide, windows: [60], window, acts_from: at('10:50') })
    const extremes = new Map(rows.map(([seconds, , , , , , healthy]) => [seconds, healthy]))
    // One sample of thirty among noughts: a mean of six samples, and of two.
    expect(extremes).toEqual(
      new Map([
        [300, 5],
        [60, 15]
      ])
    )
  })

  it('sees a run that is long under way before it has ended', async () => {
    const statements = [2, 20, 40, 70].map((minute) => {
      const begun = Date.parse(at('10:00')) + minute * 60_000
      const took = minute === 70 ? 600_000 : 200
      const ended = new Date(begun + took).toISOString().replace('T', ' ').replace('Z', ' UTC')
      return `${ended} [1] app@app LOG:  duration: ${took}.000 ms  statement: UPDATE zones SET free = 1 WHERE id = ${minute}`
    })
    await using incident = await madeIncident({ 'postgresql.log': statements.join('\n'), 'series.csv': csv })
    const { rows } = await incident.ask('operations', { window })
    expect(rows.length).toBeGreaterThan(0)
    const signal = { of: 'runs', population: 'statements', operation: null, entity: null, across: 'together', slowMs: null }
    const rulesOf = (measure: string, threshold: number) => ({
      clauses: [{ signal: { ...signal, measure }, windowSeconds: 60, comparison: 'above', threshold, unit: 'ms' }],
      forSeconds: 0,
      everySeconds: 60
    })
    const oldest = await incident.ask('backtest', { rule: rulesOf('oldest-ms', 60_000), window })
    const mean = await incident.ask('backtest', { rule: rulesOf('mean-ms', 60_000), window })
    expect(oldest.facts['first_firing_at']).toBe(at('11:12'))
    expect(mean.facts['first_firing_at']).toBe(at('11:20'))
    expect(oldest.facts['quiet_most']).toBe(200)
  })

  it('finds nothing in materials without the signal', async () => {
    await using incident = await madeIncident({ 'access.log': accessLog })
    expect(await incident.ask('backtest', { rule: rule(3), window })).toMatchObject({
      status: 'no_data',
      facts: { first_firing_at: null }
    })
  })
})
