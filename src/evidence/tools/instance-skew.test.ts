import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, type MadeIncident, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const hosts = ['web-1', 'web-2', 'web-3', 'web-4']
const sick = (host: string, minute: number) => host === 'web-3' && minute >= 30 && minute < 50
const iso = (minute: number, second = 0) => new Date(Date.parse(at('08:00')) + minute * 60_000 + second * 1000).toISOString()

/** Four hosts share the load; for twenty minutes the third is slow and fails; it is restarted at its end. */
const requests = (isSick: (host: string, minute: number) => boolean) =>
  Array.from({ length: 60 * 32 }, (_, i) => {
    const [minute, host] = [Math.floor(i / 32), hosts[i % 4] ?? '']
    const failed = isSick(host, minute) && i % 8 < 4
    return JSON.stringify({
      timestamp: iso(minute, Math.floor(((i % 32) * 60) / 32)),
      host,
      method: 'GET',
      path: '/stock',
      status: failed ? 500 : 200,
      duration_ms: Math.round((isSick(host, minute) ? 900 : 40) * wobble(i, 0.3)),
      version: host === 'web-3' ? '2.1.0' : '2.0.9'
    })
  }).join('\n')
const cpu = [
  'time,host,cpu_percent,heap_used_mb',
  ...hosts.flatMap((host, h) =>
    Array.from(
      { length: 60 },
      (_, minute) =>
        `${iso(minute)},${host},${((sick(host, minute) ? 97 : 30) * wobble(minute + h * 7)).toFixed(1)},${500 + h * 10}`
    )
  )
].join('\n')
const log = [`${iso(2)} INFO web-1 quiet`, `${iso(50)} INFO ops Restarted web-3 after complaints`].join('\n')

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident({ 'requests.jsonl': requests(sick), 'hosts.csv': cpu, 'ops.log': log })
})
afterAll(() => incident[Symbol.asyncDispose]())

describe('what is said of a service as a whole', () => {
  it('is no instance beside its pods', async () => {
    const spans = Array.from({ length: 60 * 12 }, (_, i) => {
      const [minute, pod] = [Math.floor(i / 12), ['till-7f64d9c5c7-10b9b', 'till-7f64d9c5c7-2xk4z', ''][i % 3] ?? '']
      const failed = pod === '' && minute >= 30 && minute < 50
      const [traceId, spanId] = [`t${Math.floor(i / 3)}`, `s${i}`]
      return JSON.stringify({
        traceId,
        spanId,
        service: 'till',
        pod,
        name: 'Sell',
        start: iso(minute, (i % 12) * 5),
        durationMs: 20,
        status: failed ? 504 : 200
      })
    })
    await using whole = await madeIncident({ 'spans.jsonl': spans.join('\n') })
    expect((await whole.ask('instance_skew', both)).facts).toMatchObject({ departing: 0 })
  })
})

describe('one instance among healthy ones', () => {
  it('is found by what it does, since when, and what it carries', async () => {
    const { facts } = await incident.ask('instance_skew', both)
    expect(facts).toMatchObject({
      instances: 4,
      departing: 1,
      worst_instance: 'web-3',
      worst_service: 'web',
      onset: at('08:30'),
      failures_share: 1
    })
    expect(facts['load_share']).toBeCloseTo(0.25, 2)
    expect(facts['worst_z']).toBeGreaterThan(4)
  })

  it('shows in latency, failures and CPU, and not in memory that always differed a little', async () => {
    const rows = rowsOf(await incident.ask('instance_skew', both)).filter(({ departs }) => departs === true)
    expect(new Set(rows.map(({ role }) => role))).toEqual(new Set(['latency', 'errors', 'cpu']))
    expect(rows.every(({ instance }) => instance === 'web-3')).toBe(true)
    expect(rows.find(({ role }) => role === 'latency')?.['ratio']).toBeGreaterThan(10)
  })

  it('was restarted, and stood with its peers after; its version is its own', async () => {
    const { facts } = await incident.ask('instance_skew', both)
    expect(facts).toMatchObject({
      acted_at: at('08:50'),
      acted_kind: 'restart',
      returned_at: at('08:50'),
      worst_version: '2.1.0',
      peers_version: '2.0.9',
      version_differs: true
    })
    expect(Math.abs(Number(facts['z_after']))).toBeLessThan(4)
  })
})

it('finds nobody when all are sick together', async () => {
  await using all = await madeIncident({ 'requests.jsonl': requests((_, minute) => minute >= 30 && minute < 50) })
  expect((await all.ask('instance_skew', both)).facts).toMatchObject({ instances: 4, departing: 0, worst_instance: null })
})

it('tells instances by their files when no line names them', async () => {
  const lines = (failing: boolean) =>
    Array.from(
      { length: 240 },
      (_, i) => `${iso(Math.floor(i / 4), (i % 4) * 15)} ${failing && i >= 120 ? 'ERROR cannot reach disk' : 'INFO done'} ${i}`
    ).join('\n')
  await using files = await madeIncident({ 'app-1.log': lines(false), 'app-2.log': lines(true), 'app-3.log': lines(false) })
  expect((await files.ask('instance_skew', both)).facts).toMatchObject({
    worst_instance: 'app-2',
    worst_measure: 'error lines',
    failures_share: 1
  })
})

it('says when there are no peers', async () => {
  await using lone = await madeIncident({ 'app.log': '2031-05-06 08:00:01 INFO started\n2031-05-06 08:40:01 ERROR broke\n' })
  expect(await lone.ask('instance_skew', both)).toMatchObject({
    status: 'no_data',
    reading: expect.stringContaining('were searched')
  })
})
