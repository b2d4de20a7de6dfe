import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { agentOf } from '../language/user-agents.ts'
import { at, madeIncident } from '../testing/made-incident.ts'
import { networkOf } from '../traffic/network.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const start = Date.parse(at('08:00'))
const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36'
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile Safari/604.1'

interface Asked {
  readonly ms: number
  readonly client: string
  readonly target: string
  readonly agent: string
  readonly referrer: string
  readonly took: number
}

function log(asked: readonly Asked[]): string {
  return asked
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ ms, client, target, agent, referrer, took }) => {
      const time = new Date(start + ms).toISOString()
      const day = `${time.slice(8, 10)}/May/${time.slice(0, 4)}:${time.slice(11, 19)} +0000`
      return `${client} - - [${day}] "GET ${target} HTTP/1.1" 200 512 "${referrer}" "${agent}" ${took}ms`
    })
    .join('\n')
}

/** People: a page, then its style sheet, at uneven times, from an address each. */
const people = (from: number, to: number, everyMs: number): Asked[] =>
  Array.from({ length: Math.floor((to - from) / everyMs) }, (_, i) => {
    const ms = from + i * everyMs + ((i * 7919) % 4000)
    const asked = { client: `198.51.${i % 200}.${1 + (i % 90)}`, agent: i % 3 === 0 ? phone : browser, took: 30 }
    return [
      { ...asked, ms, target: `/planning?page=${1 + (i % 3)}`, referrer: 'https://www.example.org/' },
      { ...asked, ms: ms + 200, target: '/assets/site.css', referrer: 'https://www.example.org/planning', took: 2 }
    ]
  }).flat()

describe('what traffic is made of', () => {
  it('shows a sweep behind an ordinary browser: one network, regular, deep, without assets', async () => {
    const sweep = Array.from({ length: 1200 }, (_, i): Asked => ({
      ms: 1_800_000 + i * 1000,
      client: `203.0.113.${1 + (i % 20)}`,
      target: `/planning?page=${100 + i}`,
      agent: browser,
      referrer: '-',
      took: 300
    }))
    await using incident = await madeIncident({ 'access.log': log([...people(0, 3_000_000, 5000), ...sweep]) })
    const evidence = await incident.ask('traffic_makeup', both)
    expect(evidence.facts).toMatchObject({
      grown_dimension: 'network',
      grown_clients: 20,
      grown_share_baseline: 0,
      grown_onset: at('08:30'),
      grown_top_route: 'GET /planning',
      grown_assets_share: 0,
      grown_referrerless_share: 1,
      grown_distinct_share: 1,
      others_assets_share: 0.5
    })
    expect(evidence.facts['grown_share']).toBeCloseTo(1200 / 1680, 1)
    expect(evidence.facts['grown_time_share']).toBeGreaterThan(0.95)
    expect(evidence.facts['grown_gap_variation']).toBeLessThan(0.05)
    expect(evidence.facts['grown_sequential_share']).toBeGreaterThan(0.95)
    expect(evidence.facts['grown_depth_median']).toBeGreaterThan(500)
    expect(evidence.facts['others_depth_median']).toBe(2)
    expect(
      evidence.rows.filter(([dimension]) => dimension === 'network').every(([, value]) => /^network \d+$/.test(String(value)))
    ).toBe(true)
  })

  it('counts by the log that says who asked, not by one further in that those who are refused never reach', async () => {
    const gate = Array.from({ length: 1800 }, (_, i): Asked => ({
      ms: i < 600 ? i * 3000 : 1_800_000 + (i - 600) * 1000,
      client: `10.7.0.${1 + (i % 2)}`,
      target: '/enrol',
      agent: browser,
      referrer: '-',
      took: 20
    }))
    const behind = gate.filter(({ ms }, i) => ms < 1_800_000 || i % 4 === 0)
    const app = behind.map(({ ms }) =>
      JSON.stringify({ time: new Date(start + ms).toISOString(), method: 'GET', path: '/enrol', status: 200, duration_ms: 18 })
    )
    await using incident = await madeIncident({ 'access.log': log(gate), 'app.jsonl': app.join('\n') })
    const { facts } = await incident.ask('traffic_makeup', both)
    expect(facts).toMatchObject({ grown_value: null })
    expect(facts['requests_window_per_min']).toBeCloseTo(60, 0)
  })

  it('shows one client that asks far too much by itself', async () => {
    const greedy = Array.from({ length: 2400 }, (_, i): Asked => ({
      ms: 1_800_000 + i * 500,
      client: '192.0.2.77',
      target: `/api/slots/${i % 40}`,
      agent: 'python-requests/2.32',
      referrer: '-',
      took: 40
    }))
    await using incident = await madeIncident({ 'access.log': log([...people(0, 3_000_000, 5000), ...greedy]) })
    const { facts } = await incident.ask('traffic_makeup', both)
    expect(facts).toMatchObject({
      grown_dimension: 'client',
      grown_value: '192.0.2.77',
      top_client: '192.0.2.77',
      declared_bots_share_baseline: 0
    })
    expect(facts['declared_bots_share_window']).toBeGreaterThan(0.8)
  })

  it('tells a program strewn over many addresses by its handshake and by asking without a session', async () => {
    const rows: string[] = []
    for (let second = 0; second < 3000; second += 2) {
      const time = new Date(start + second * 1000).toISOString()
      const hand = ['t13aa', 't13bb', 't12cc'][(second / 2) % 3]
      rows.push(
        `${time},198.51.${second % 200}.${1 + (second % 90)},/pets/${second % 7},200,40,Firefox/140,${hand},s${second % 300}`
      )
      if (second < 1800) continue
      // No address, network or name for itself stands out.
      rows.push(`${time},203.${second % 97}.${second % 89}.7,/find?breed=${second},200,300,Firefox/140,t13zz,-`)
      rows.push(`${time},203.${second % 83}.${second % 71}.9,/find?breed=${second + 1},200,300,Firefox/140,t13zz,-`)
    }
    const header = 'ts,ip,path,status,ms,ua,tls_ja4,session'
    await using incident = await madeIncident({ 'access.csv': [header, ...rows].join('\n') })
    const { facts } = await incident.ask('traffic_makeup', both)
    expect(facts).toMatchObject({
      grown_dimension: 'fingerprint',
      grown_value: 't13zz',
      grown_share_baseline: 0,
      grown_sessionless_share: 1,
      sessionless_share_baseline: 0,
      grown_top_route: '/find'
    })
    expect(facts['grown_share_of_added']).toBeGreaterThan(0.9)
  })

  it('knows no grown part in a surge of everybody', async () => {
    await using incident = await madeIncident({
      'access.log': log([...people(0, 1_800_000, 5000), ...people(1_800_000, 3_000_000, 1000)])
    })
    const evidence = await incident.ask('traffic_makeup', both)
    expect(evidence.facts).toMatchObject({ grown_dimension: null, grown_value: null })
    expect(evidence.facts['rate_ratio']).toBeCloseTo(5, 0)
    expect(rowsOf(evidence).length).toBeGreaterThan(5)
  })

  it('needs an access log', async () => {
    await using incident = await madeIncident({ 'app.log': '2031-05-06 08:40:01 ERROR broke\n' })
    expect((await incident.ask('traffic_makeup', both)).status).toBe('no_data')
  })
})

it.each([
  ['203.0.113.7', '203.0.113'],
  ['203.0.113.7:51000', '203.0.113'],
  ['::ffff:203.0.113.7', '203.0.113'],
  ['2001:db8:0abc:1::9', '2001:db8:abc'],
  ['2001:db8::1', '2001:db8:0'],
  ['app-1', null],
  ['', null]
])('%j is of network %j', (client, network) => {
  expect(networkOf(client)).toBe(network)
})

it.each([
  [browser, 'browser', 'Chrome on Windows'],
  [phone, 'browser', 'Safari on iOS'],
  ['Mozilla/5.0 (compatible; ExampleBot/2.1; +https://example.org/bot)', 'bot', 'ExampleBot'],
  ['python-requests/2.32', 'library', 'python-requests'],
  ['curl/8.1', 'library', 'curl'],
  ['kube-probe/1.31', 'monitor', 'kube-probe'],
  ['CouncilApp/3.2 (iPhone)', 'other', 'CouncilApp'],
  ['-', 'none', 'none'],
  [null, 'none', 'none']
] as const)('%j says %s %s', (agent, kind, family) => {
  expect(agentOf(agent)).toEqual({ kind, family })
})

describe('what is tried in vain', () => {
  const at30 = 1_800_000
  interface Tried {
    readonly ms: number
    readonly client: string
    readonly path: string
    readonly status: number
    readonly method: string
  }
  const line = ({ ms, client, path, status, method }: Tried): string => {
    const time = new Date(start + ms).toISOString()
    const day = `${time.slice(8, 10)}/May/${time.slice(0, 4)}:${time.slice(11, 19)} +0000`
    return `${client} - - [${day}] "${method} ${path} HTTP/1.1" ${status} 512 "-" "${browser}" 300ms`
  }
  const logOf = (tried: readonly Tried[]): string =>
    tried
      .toSorted((a, b) => a.ms - b.ms)
      .map(line)
      .join('\n')
  /** A visit every five seconds; each third logs in, and one of ten mistypes, or all from a time on. */
  const visitors = (refusedFrom = Infinity): Tried[] =>
    Array.from({ length: 600 }, (_, i): Tried[] => {
      const visit = { ms: i * 5000, client: `198.51.${i % 200}.${1 + (i % 90)}` }
      const page = { ...visit, path: '/classes', status: 200, method: 'GET' }
      const isRefused = i % 30 === 0 || visit.ms >= refusedFrom
      return i % 3 === 0
        ? [page, { ...visit, ms: visit.ms + 900, path: '/login', status: isRefused ? 401 : 200, method: 'POST' }]
        : [page]
    }).flat()

  it('by many addresses under ordinary names is one party, while those who know their password are served as ever', async () => {
    const tried = Array.from({ length: 3000 }, (_, i): Tried => ({
      ms: at30 + i * 400,
      client: `203.0.${i % 150}.${1 + (i % 70)}`,
      path: '/login',
      status: 401,
      method: 'POST'
    }))
    await using incident = await madeIncident({ 'access.log': logOf([...visitors(), ...tried]) })
    const { facts } = await incident.ask('traffic_makeup', both)
    expect(facts).toMatchObject({ grown_dimension: 'outcome', grown_value: 'POST /login', grown_in_vain_share: 1 })
    expect(facts['grown_share_of_added']).toBeGreaterThan(0.9)
    expect(facts['grown_single_route_share']).toBeGreaterThan(0.9)
    expect(facts['others_single_route_share']).toBeLessThan(0.8)
  })

  it('is no party where the service refuses those whom it knew, however often they try', async () => {
    const again = visitors(at30)
      .filter(({ ms, path }) => path === '/login' && ms >= at30)
      .flatMap((one) => Array.from({ length: 9 }, (_, k) => ({ ...one, ms: one.ms + 400 * (k + 1) })))
    await using incident = await madeIncident({ 'access.log': logOf([...visitors(at30), ...again]) })
    expect((await incident.ask('traffic_makeup', both)).facts['grown_dimension']).not.toBe('outcome')
  })
})
