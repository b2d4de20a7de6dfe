import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const slow = (m: number) => m >= 30 && m < 50
const metrics = { 'web.csv': metricsCsv('08:00', 60, { p95_ms: (m) => (slow(m) ? 3000 : 120) * wobble(m) }) }

/** Lines of three programs, which fail on a service of the platform while it is `bad`. */
const log = (bad: (m: number) => boolean, says: string): string =>
  Array.from({ length: 180 }, (_, i) => {
    const [m, service] = [Math.floor(i / 3), ['mail', 'scans', 'print'][i % 3] ?? '']
    const time = `2031-05-06T08:${String(m).padStart(2, '0')}:${String(10 + (i % 3)).padStart(2, '0')}Z`
    return JSON.stringify({ time, service, level: bad(m) ? 'error' : 'info', message: bad(m) ? says : `stored ${100 + i} kB` })
  }).join('\n')

describe('trouble of the platform', () => {
  it('is what it tells of that time, however late, and a service of it that fails of its own for several', async () => {
    const notices = [
      {
        published: at('09:40'),
        region: 'eu-south-3',
        title: 'Object storage',
        text: 'Between 08:29 and 08:51 UTC requests to Object Storage failed.'
      },
      {
        published: at('07:00'),
        title: 'Planned: upgrade of the control plane',
        text: 'No impact expected, degraded console possible.'
      },
      {
        published: '2031-05-04T08:30:00Z',
        title: 'Increased error rates',
        text: 'Between 06:10 and 08:31 UTC error rates were elevated.'
      }
    ]
    await using incident = await madeIncident({
      ...metrics,
      'app.jsonl': log(slow, 'operation error S3: PutObject, StatusCode: 503, api error InternalError: try again'),
      'provider/status.json': JSON.stringify(notices)
    })
    const evidence = await incident.ask('platform_trouble', both)
    expect(evidence.facts).toMatchObject({
      told: 1,
      told_at: at('08:29'),
      told_stated: true,
      lost_kind: 'service',
      lost_what: 'S3',
      lost_parts: 3
    })
    expect(rowsOf(evidence).map(({ signal }) => signal)).toEqual(['told', 'service'])
  })

  it('is not what it refuses, nor what failed as often before', async () => {
    for (const [bad, says] of [
      [slow, 'operation error S3: PutObject, StatusCode: 503, api error SlowDown: throttled, reduce your request rate'],
      [() => true, 'operation error S3: GetObject, StatusCode: 500, api error InternalError']
    ] as const) {
      await using incident = await madeIncident({ ...metrics, 'app.jsonl': log(bad, says) })
      expect((await incident.ask('platform_trouble', both)).status).toBe('no_data')
    }
  })

  it('is nodes that went together; one alone is none', async () => {
    const node = (second: number, name: string) =>
      `2031-05-06T08:29:${second}Z Normal NodeNotReady node/${name} Node ${name} status is now: NodeNotReady`
    await using two = await madeIncident({
      ...metrics,
      'events.txt': [node(10, 'ip-10-0-3-7'), node(14, 'ip-10-0-3-9')].join('\n')
    })
    expect((await two.ask('platform_trouble', both)).facts).toMatchObject({ lost_kind: 'nodes', lost_parts: 2 })
    const later = (text: string) => text.replace('08:29', '08:47')
    await using amid = await madeIncident({
      ...metrics,
      'events.txt': [node(10, 'ip-10-0-3-7'), later(node(10, 'ip-10-0-3-8')), later(node(14, 'ip-10-0-3-9'))].join('\n')
    })
    expect((await amid.ask('platform_trouble', both)).facts).toMatchObject({ lost_at: at('08:47').replace(':00', ':10') })
    await using one = await madeIncident({
      ...metrics,
      'events.txt': [node(10, 'ip-10-0-3-7'), node(14, 'ip-10-0-3-7')].join('\n')
    })
    expect((await one.ask('platform_trouble', both)).facts['lost'] ?? 0).toBe(0)
  })
})
