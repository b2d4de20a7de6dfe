import { describe, expect, it } from 'vitest'
import { mainGauge, type Gauge } from './gauges.ts'
import { at, madeIncident, metricsCsv, wobble } from './testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }

const counted = (series: string, value: number): Gauge => ({
  series,
  role: 'load',
  unit: null,
  stepMs: 60_000,
  sources: ['S1'],
  entities: 1,
  points: Array.from({ length: 20 }, (_, i) => ({ at: i * 60_000, value, line: i + 1 }))
})

describe('which series speaks for the service', () => {
  it('is the whole, not a part of it whose name comes first', () => {
    expect(mainGauge([counted('image_requests', 6), counted('requests', 70)], 'load')?.series).toBe('requests')
  })

  it('is what comes in at the door, not what a store is asked behind it, by jobs too', () => {
    const both = [counted('SQL Statistics: Batch Requests', 90), counted('Requests', 70)]
    expect(mainGauge(both, 'load')?.series).toBe('Requests')
    expect(mainGauge([counted('db queries', 90), counted('page views', 70)], 'load')?.series).toBe('page views')
    expect(mainGauge([counted('db queries', 90)], 'load')?.series).toBe('db queries')
  })

  it('is the time of requests where only a service behind them is measured', async () => {
    const start = Date.parse(at('08:00'))
    const spans: string[] = []
    const requests: string[] = []
    const metrics: string[] = []
    for (let i = 0; i < 600; i++) {
      const time = new Date(start + i * 5000).toISOString()
      const ms = i < 360 ? 100 : 4000
      requests.push(`${time},/find,200,${ms}`)
      const span = { traceId: `t${i}`, start: time, dur_ms: ms }
      const names = ['shop-front', 'stock', 'carrier']
      for (const [n, service] of names.entries())
        spans.push(
          JSON.stringify({ ...span, spanId: String(n), parent: n === 0 ? '' : String(n - 1), service, name: `do ${service}` })
        )
      if (i % 12 === 0) metrics.push(`${time},carrier,p95_ms,60`)
    }
    await using incident = await madeIncident({
      'access.csv': ['ts,path,status,ms', ...requests].join('\n'),
      'traces.jsonl': spans.join('\n'),
      'metrics.csv': ['ts,service,metric,value', ...metrics].join('\n')
    })
    const after = await incident.ask('after_intervention', { time: at('08:49'), window: both.window })
    expect(after.facts['latency_before']).toBe(4000)
  })

  it.each([
    ['where what is measured stands still and people wait', () => 340, true],
    ['but not where what is measured moves too', (minute: number) => (minute < 30 ? 340 : 900), false]
  ])('is the time of requests %s', async (_, partner, expected) => {
    const start = Date.parse(at('08:00'))
    const requests = Array.from({ length: 1200 }, (_, i) => {
      const time = new Date(start + i * 2500).toISOString()
      return `${time},/find,200,${i < 720 ? 100 : 4000}`
    })
    const partners = metricsCsv('08:00', 50, { partner_p95_ms: (minute) => partner(minute) * wobble(minute, 0.03) })
    await using incident = await madeIncident({
      'web.csv': ['time,path,status,duration_ms', ...requests].join('\n'),
      'partner.csv': partners
    })
    const { rows, columns } = await incident.ask('series_onsets', both)
    const [name, role] = ['series', 'role'].map((column) => columns?.findIndex((one) => one.name === column) ?? -1)
    const latencies = (rows ?? []).filter((row) => row[role ?? -1] === 'latency').map((row) => row[name ?? -1])
    expect(latencies.includes('p95 of requests from the log')).toBe(expected)
  })

  it('of load is what was asked, not what a cache let through', async () => {
    const start = Date.parse(at('08:00'))
    const requests = Array.from(
      { length: 1200 },
      (_, i) => `${new Date(start + i * 2500).toISOString()},/find,200,${90 + (i % 9)}`
    )
    const behind = metricsCsv('08:00', 50, { backend_req: (minute) => (minute < 30 ? 3 : 24) })
    await using incident = await madeIncident({
      'web.csv': ['time,path,status,duration_ms', ...requests].join('\n'),
      'cache.csv': behind
    })
    const { facts } = await incident.ask('demand', both)
    expect(facts).toMatchObject({ load_series: 'requests counted from the log', load_ratio: 1 })
  })
})
