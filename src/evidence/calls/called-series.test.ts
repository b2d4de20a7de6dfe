import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import type { Series } from '../read-series.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'
import { calledIn } from './called-series.ts'

const named = (series: string): Series => ({
  entity: null,
  series,
  role: 'latency',
  unit: null,
  source: 'S1',
  stepMs: 60_000,
  points: []
})
const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const slowFrom = (minute: number) => minute >= 30 && minute < 50

describe('whose calls a series measures', () => {
  it.each([
    ['p95 ms', null],
    ['http_server_requests_seconds', null],
    ['courier p95 ms', 'courier'],
    ['courierLatencyMs', 'courier'],
    ['http_client_requests_seconds{client="bank",uri="/v1"}', 'bank'],
    ['ledger-db p95 ms', null],
    ['queue wait p95', null]
  ])('%s → %s', (series, called) => {
    expect(calledIn([named(series)])[0]?.called).toBe(called)
  })

  it('a dependency that only metrics time is slow beside one that is not; a page of our own is none', async () => {
    await using incident = await madeIncident({
      'board.csv': metricsCsv('08:00', 60, {
        requests: (m) => 40 * wobble(m),
        'p95 ms': (m) => (slowFrom(m) ? 2400 : 130) * wobble(m),
        'courier p95 ms': (m) => (slowFrom(m) ? 2300 : 80) * wobble(m),
        'basket p95 ms': (m) => (slowFrom(m) ? 2400 : 120) * wobble(m),
        'stamps p95 ms': (m) => 30 * wobble(m)
      }),
      'access.log': Array.from({ length: 60 }, (_, m) => {
        const time = `06/May/2031:08:${String(m).padStart(2, '0')}:00 +0000`
        return `10.0.0.${m} - - [${time}] "GET /basket HTTP/1.1" 200 812`
      }).join('\n')
    })
    const evidence = await incident.ask('dependency_latency', both)
    expect(rowsOf(evidence).map(({ dependency, seen_in, share_basis }) => [dependency, seen_in, share_basis])).toEqual([
      ['courier', 'series', 'series'],
      ['stamps', 'series', 'series']
    ])
    expect(evidence.facts).toMatchObject({ moved: 1, top_dependency: 'courier' })
  })
})
