import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, metricsCsv } from '../testing/made-incident.ts'

const window = { from: at('11:00'), to: at('11:30') }
const baseline = { from: at('10:00'), to: at('11:00') }
const bad = (m: number): boolean => m >= 60 && m < 90

/** A combined access log, a request every ten seconds, half of them failing in the window. */
function accessLog(): string {
  return Array.from({ length: 720 }, (_, i) => {
    const time = new Date(Date.parse(at('10:00')) + i * 10_000)
    const clock = time.toISOString().slice(11, 19)
    const failed = time >= new Date(window.from) && time < new Date(window.to) && i % 2 === 0
    return `203.0.113.${i % 200} - - [06/May/2031:${clock} +0000] "POST /claims HTTP/1.1" ${failed ? 503 : 200} 512 "-" "Mozilla/5.0" ${failed ? 20 : 90}ms`
  }).join('\n')
}

describe('impact', () => {
  it('is volume times failing share above the healthy one, with an interval', async () => {
    const csv = metricsCsv('10:00', 120, {
      requests_per_min: () => 600,
      error_rate_percent: (m) => 0.5 + (bad(m) ? 20 : 0)
    })
    await using incident = await madeIncident({
      'series.csv': csv,
      'summary.json': JSON.stringify({ summary: { affected_users_estimated: 5400, orders_lost_estimated: 31 } }, null, 1)
    })
    const { facts } = await incident.ask('impact', { window, baseline })
    // 600 a minute for 30 minutes, a fifth of them.
    expect(facts['failed_attempts']).toBeCloseTo(3600, 0)
    expect(facts['requests_in_window']).toBeCloseTo(18_000, 0)
    expect(Number(facts['failed_low'])).toBeLessThan(3600)
    expect(Number(facts['failed_low'])).toBeGreaterThan(3300)
    expect(Number(facts['failed_high'])).toBeGreaterThan(3600)
    expect(facts).toMatchObject({ first_harm_at: at('11:00'), last_harm_at: at('11:30'), stated_affected: 5400, stated_lost: 31 })
  })

  it('is counted in the access log when nothing measures volume, and says what that rests on', async () => {
    await using incident = await madeIncident({ 'access.log': accessLog() })
    const { facts } = await incident.ask('impact', { window, baseline })
    expect(facts['failed_attempts']).toBe(90)
    expect(String(facts['method'])).toContain('at least so many')
    expect(facts['first_harm_at']).toBe(at('11:00'))
  })

  it('does not date harm by a lone slow request of a time that is well', async () => {
    // One answer of five seconds at 10:40; from 11:00 on one in six.
    const log = Array.from({ length: 720 }, (_, i) => {
      const clock = new Date(Date.parse(at('10:00')) + i * 10_000).toISOString().slice(11, 19)
      const slow = i === 240 || (i >= 360 && i < 540 && i % 6 === 0)
      return `203.0.113.${i % 200} - - [06/May/2031:${clock} +0000] "POST /claims HTTP/1.1" 200 512 "-" "Mozilla/5.0" ${slow ? 5000 : 90}ms`
    }).join('\n')
    await using incident = await madeIncident({ 'access.log': log })
    const { facts } = await incident.ask('impact', { window: { from: at('10:30'), to: at('11:30') }, baseline: null })
    expect(facts['first_harm_at']).toBe(at('11:00'))
  })

  it('dates harm in a coarse series by a finer one that departs within its step', async () => {
    const coarse = Array.from({ length: 10 }, (_, i) => {
      const time = new Date(Date.parse(at('09:00')) + i * 900_000).toISOString()
      return `${time},${i === 7 || i === 8 ? 9000 : 300 + i}`
    })
    const fine = metricsCsv('09:00', 150, { error_rate_percent: (m) => 0.5 + (m >= 112 && m < 135 ? 30 : 0) })
    await using incident = await madeIncident({
      'coarse.csv': ['timestamp,response_time_ms', ...coarse].join('\n'),
      'fine.csv': fine
    })
    const { facts } = await incident.ask('impact', { window: { from: at('10:40'), to: at('11:20') }, baseline: null })
    expect(facts['first_harm_at']).toBe(at('10:52'))
  })

  it('begins where waits grow so long that people turn away, where they do, and else where they are felt', async () => {
    const from = async (worst: number) => {
      const csv = metricsCsv('10:00', 120, { response_p95_ms: (m) => (m < 60 ? 300 : m < 80 ? 3000 : m < 110 ? worst : 300) })
      await using incident = await madeIncident({ 'series.csv': csv })
      return (await incident.ask('impact', { window: { from: at('11:00'), to: at('11:50') }, baseline })).facts['first_harm_at']
    }
    expect(await from(24_000)).toBe(at('11:20'))
    expect(await from(6000)).toBe(at('11:00'))
  })

  it('is not computed from a log that is a sample', async () => {
    const csv = metricsCsv('10:00', 120, { requests_per_min: () => 600 })
    await using incident = await madeIncident({ 'access.log': accessLog(), 'series.csv': csv })
    const evidence = await incident.ask('impact', { window, baseline })
    expect(evidence.facts).toMatchObject({ failed_attempts: null, failed_low: null })
    expect(String(evidence.facts['method'])).toContain('sample')
    expect(rowsOf(evidence)[0]).toMatchObject({ measure: 'failed attempts', value: null })
    expect((await incident.ask('catalogue')).facts).toMatchObject({
      requests_complete: 'sample',
      volume_series: 'requests_per_min'
    })
  })
})
