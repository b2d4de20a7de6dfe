import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const start = Date.parse(at('08:00'))
const inTrouble = (minute: number) => minute >= 30 && minute < 50
const time = (minute: number, ms = 0) => new Date(start + minute * 60_000 + ms).toISOString()

/** One request in ten seconds: a page of the shop, which asks the ledger (through a client span) and a database. */
function traces(ledgerMs: (minute: number, i: number) => number): string {
  const lines: string[] = []
  for (let i = 0; i < 300; i++) {
    const minute = i / 6
    const ledger = ledgerMs(minute, i)
    const own = 20 + (i % 7)
    const span = (
      id: string,
      parent: string | null,
      service: string,
      name: string,
      offset: number,
      took: number,
      more: object = {}
    ) =>
      lines.push(
        JSON.stringify({
          trace_id: `t${i}`,
          span_id: `${id}${i}`,
          parent_id: parent === null ? null : `${parent}${i}`,
          service,
          name,
          start_time: time(minute, offset),
          duration_ms: took,
          status: ledger >= 5000 && id !== 'd' ? 'ERROR' : 'OK',
          ...more
        })
      )
    span('r', null, 'shop', 'GET /basket', 0, own + 8 + ledger)
    span('d', 'r', 'shop', 'SELECT basket', 5, 8, { 'db.system': 'mysql' })
    span('c', 'r', 'shop', 'charge', 15, ledger, { 'span.kind': 'client', 'server.address': 'ledger.internal' })
    if (ledger < 5000) span('s', 'c', 'ledger', 'POST /charge', 16, ledger - 2, { 'span.kind': 'server' })
  }
  return lines.join('\n')
}

/** A client span that bears the name of whom it called, as some recorders write it. */
const called = (id: string, parent: string, service: string, name: string): object => ({
  trace_id: 't',
  span_id: id,
  parent_id: parent,
  service,
  name,
  'span.kind': 'client',
  start_time: time(31),
  duration_ms: 40,
  status: 'OK'
})

describe('calls to a dependency', () => {
  it('are to whom their spans are named for, where they stand in another service than who made them', async () => {
    const web = { ...called('r', '', 'web', 'GET /offer'), parent_id: null, 'span.kind': 'server' }
    const lines = [web, called('a', 'r', 'rates', 'POST /rates'), called('b', 'a', 'dues', 'POST https://dues.example/v1')]
    await using incident = await madeIncident({ 'spans.jsonl': lines.map((line) => JSON.stringify(line)).join('\n') })
    const rows = rowsOf(await incident.ask('dependency_latency', both))
    expect(rows.map((row) => [row['dependency'], row['callers']])).toEqual(
      expect.arrayContaining([
        ['rates', 'web'],
        ['dues.example', 'rates']
      ])
    )
  })

  it('in traces: which slowed down, since when, how much of the callers’ time it is, and where it is cut off', async () => {
    await using incident = await madeIncident({
      'spans.jsonl': traces((minute, i) =>
        inTrouble(minute) ? (i % 3 === 0 ? 5000 + (i % 2) : 3000 + (i % 9) * 40) : 40 + (i % 11)
      )
    })
    const evidence = await incident.ask('dependency_latency', both)
    expect(evidence.facts).toMatchObject({
      dependencies: 2,
      moved: 1,
      top_dependency: 'ledger.internal',
      top_seen_in: 'spans',
      top_callers: 'shop',
      top_onset: at('08:30').replace('00.000', '00.015'),
      top_timeout: 'none seen'
    })
    expect(evidence.facts['top_share_of_slow_time']).toBeGreaterThan(0.95)
    expect(evidence.facts['top_callers_own_ratio']).toBeCloseTo(1, 1)
    expect(evidence.facts['top_failed_window']).toBeCloseTo(1 / 3, 1)
    const mysql = rowsOf(evidence).find(({ dependency }) => dependency === 'mysql')
    expect(mysql).toMatchObject({ slower_at: null, failing_at: null, baseline_calls: 180, window_calls: 120 })
  })

  it('have a time-out when they end at one value', async () => {
    await using incident = await madeIncident({
      'spans.jsonl': traces((minute, i) => (inTrouble(minute) && i % 4 > 0 ? 5000 + (i % 3) : 40 + (i % 11)))
    })
    const { facts } = await incident.ask('dependency_latency', both)
    expect(facts['top_timeout']).toBe('plateau')
    expect(facts['top_plateau_ms']).toBeCloseTo(5001, -1)
  })

  it('in log lines of failures alone: what failed, how, and since when', async () => {
    const lines = Array.from({ length: 50 }, (_, minute) => [
      `${time(minute)} INFO  [web] o.e.Orders - order ${minute} stored`,
      ...(inTrouble(minute)
        ? [
            `${time(minute, 4000)} ERROR [web] o.e.MailSender - Call to mail.example.net failed after 3002 ms: connect timed out`,
            `${time(minute, 9000)} ERROR [web] o.e.MailSender - Call to mail.example.net failed after 3001 ms: connect timed out`
          ]
        : [])
    ]).flat()
    await using incident = await madeIncident({ 'app.log': lines.join('\n') })
    const { facts } = await incident.ask('dependency_latency', both)
    expect(facts).toMatchObject({
      top_dependency: 'mail.example.net',
      top_seen_in: 'events',
      top_failure: 'timeout',
      top_failed_window: 1,
      top_onset: time(30, 4000),
      top_timeout: 'plateau'
    })
  })

  it('in an access log: how long the proxy waited for what stands behind it', async () => {
    const lines = Array.from({ length: 300 }, (_, i) =>
      JSON.stringify({
        time: time(i / 6),
        method: 'GET',
        uri: '/tickets',
        status: 200,
        request_time: inTrouble(i / 6) ? 2.3 + (i % 5) / 10 : 0.05,
        upstream_response_time: inTrouble(i / 6) ? `${2.2 + (i % 5) / 10}` : '0.040',
        upstream_addr: 'tickets:8080',
        remote_addr: '10.0.0.1'
      })
    )
    await using incident = await madeIncident({ 'access.json': lines.join('\n') })
    const { facts } = await incident.ask('dependency_latency', both)
    expect(facts).toMatchObject({ top_dependency: 'tickets:8080', top_seen_in: 'upstream', top_baseline_ms: 40 })
    expect(facts['top_ratio']).toBeGreaterThan(30)
    expect(facts['top_share_of_slow_time']).toBeGreaterThan(0.9)
  })

  it('that went on as before are no reason: nothing moved', async () => {
    await using incident = await madeIncident({ 'spans.jsonl': traces((_, i) => 40 + (i % 11)) })
    const { facts, status } = await incident.ask('dependency_latency', both)
    expect([status, facts['moved'], facts['top_dependency']]).toEqual(['found', 0, null])
  })

  it('are not in materials that speak of none', async () => {
    await using incident = await madeIncident({ 'app.log': `${time(1)} INFO started\n${time(40)} ERROR broke\n` })
    const { status, reading } = await incident.ask('dependency_latency', both)
    expect(status).toBe('no_data')
    expect(reading).toContain('upstream times')
  })

  it('in a log that says what was called only where it failed: the lines that name it count as its calls', async () => {
    const lines: string[] = []
    for (let i = 0; i < 300; i++) {
      const minute = i / 6
      if (inTrouble(minute) && i % 3 === 0)
        lines.push(`${time(minute)} ERROR shop Operation timed out after 5000 ms {"url":"https://ledger.example/charge"}`)
      else {
        const ms = inTrouble(minute) ? 3000 + (i % 40) : 40 + (i % 11)
        lines.push(`${time(minute)} INFO shop charge done {"ms":${ms},"other_side":"ledger.example"}`)
      }
      const late = inTrouble(minute) && i % 3 === 1
      lines.push(
        `${time(minute)} ${late ? 'WARN' : 'INFO'} shop courier fees ${late ? 'no answer within 9 s' : 'ok'} {"ms":${late ? 9000 : 70}}`
      )
      lines.push(`${time(minute, 300)} INFO shop page made {"ms":${12 + (i % 5)},"theme":"autumn"}`)
    }
    await using incident = await madeIncident({ 'shop.log': lines.join('\n') })
    const evidence = await incident.ask('dependency_latency', both)
    const [row, other] = rowsOf(evidence)
    expect(row).toMatchObject({ dependency: 'ledger.example', baseline_calls: 180, window_calls: 120 })
    // By its first word, where it is named nowhere else.
    expect(other).toMatchObject({
      dependency: 'courier',
      baseline_calls: 180,
      window_calls: 120,
      window_failed_share: expect.closeTo(1 / 3)
    })
    expect(Number(row?.['baseline_median_ms'])).toBeLessThan(60)
    expect(Number(row?.['window_median_ms'])).toBeGreaterThan(2900)
  })

  it('in lines that name who sells what is asked for, and in traces by the address alone: one party, and no host of ours', async () => {
    const lines: string[] = []
    const spans = ['trace_id,span_id,parent_id,service,name,start_time,duration_ms,status']
    for (let i = 0; i < 300; i++) {
      const minute = i / 6
      const took = inTrouble(minute) ? 9000 + (i % 40) : 240 + (i % 11)
      const call = { time: time(minute), level: took > 9035 ? 'WARN' : 'INFO', provider: 'acme', host: 'sms.acme.example' }
      const msg = call.level === 'WARN' ? 'send: context deadline exceeded' : 'send returned'
      lines.push(JSON.stringify({ ...call, msg, took_ms: took }))
      spans.push(`t${i},r${i},,shop,POST /codes,${time(minute)},${took + 9},OK`)
      spans.push(`t${i},c${i},r${i},shop,POST sms.acme.example/v1/messages,${time(minute, 4)},${took},OK`)
    }
    await using incident = await madeIncident({ 'shop.jsonl': lines.join('\n'), 'spans.csv': spans.join('\n') })
    const evidence = await incident.ask('dependency_latency', both)
    const rows = rowsOf(evidence)
    expect(new Set(rows.map(({ dependency, seen_in }) => `${String(dependency)}, seen in ${String(seen_in)}`))).toEqual(
      new Set(['acme, seen in events', 'acme, seen in spans'])
    )
    const told = rows.find(({ seen_in }) => seen_in === 'events')
    expect(told).toMatchObject({ callers: '', failure: 'timeout' })
    expect(Number(told?.['window_median_ms'])).toBeGreaterThan(8900)
  })
})
