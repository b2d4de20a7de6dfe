import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const start = Date.parse(at('08:00'))
const iso = (seconds: number) => new Date(start + seconds * 1000).toISOString()
const troubled = (seconds: number) => seconds >= 1800 && seconds < 3000

/** A client every five seconds; in trouble its first two attempts fail and it tries again after the pauses. */
function access(pauses: readonly number[]): string {
  const lines: { readonly at: number; readonly text: string }[] = []
  for (let i = 0; i < 600; i++) {
    const begin = i * 5
    const offsets = troubled(begin) ? [0, ...pauses] : [0]
    let now = begin
    for (const [k, pause] of offsets.entries()) {
      now += pause
      const status = k < offsets.length - 1 ? 503 : 200
      const more = {
        method: 'POST',
        uri: `/claims/${i % 90}`,
        status,
        duration_ms: 0,
        remote_addr: `10.1.${i % 50}.9`,
        user_agent: 'app/1'
      }
      lines.push({ at: now, text: JSON.stringify({ time: iso(now), ...more }) })
    }
  }
  return lines
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text)
    .join('\n')
}

describe('retries', () => {
  it('counts attempts that number themselves, though each comes as a request of its own', async () => {
    const line = (i: number) => {
      const tries = troubled(i * 5) ? [1, 2, 3, 4] : [1]
      return tries.map((n) => `${iso(i * 5 + n / 10)} till INFO sale=${i} try=${n} code=200 ms=40`).join('\n')
    }
    await using told = await madeIncident({ 'till.log': Array.from({ length: 600 }, (_, i) => line(i)).join('\n') })
    const { facts } = await told.ask('retries', both)
    expect([facts['attempts_per_intent_baseline'], facts['attempts_per_intent_window']]).toEqual([1, 4])
  })

  it.each([
    ['immediate', [0.01, 0.02]],
    ['fixed', [2, 2]],
    ['growing', [1, 3]]
  ] as const)('of clients are counted by intent, with %s pauses', async (kind, pauses) => {
    await using incident = await madeIncident({ 'access.json': access(pauses) })
    const { facts } = await incident.ask('retries', both)
    expect(facts).toMatchObject({
      attempts_per_intent_baseline: 1,
      attempts_per_intent_window: 3,
      amplification: 3,
      most_attempts: 3,
      top_seen_in: 'requests',
      top_operation: 'POST /claims/{id}',
      backoff: kind
    })
    expect(facts['first_retry_at']).toBe(iso(1800 + pauses[0]))
  })

  it('in log lines are told from first attempts and from settings, and load is followed past the failures', async () => {
    const lines = Array.from({ length: 60 }, (_, minute) => [
      `${iso(minute * 60)} INFO  [w] c.e.Sender - attempt 1 of 5`,
      ...(minute >= 30 && minute < 50
        ? [
            `${iso(minute * 60 + 5)} WARN  [w] c.e.Sender - Send failed, retrying (attempt 2 of 5) in 200 ms`,
            `${iso(minute * 60 + 9)} WARN  [w] c.e.Sender - Giving up after 5 attempts`
          ]
        : [])
    ]).flat()
    await using incident = await madeIncident({
      'app.log': [`${iso(0)} INFO  [w] c.e.Config - retry policy: max_retries=5`, ...lines].join('\n'),
      'metrics.csv': metricsCsv('08:00', 90, {
        requests_per_sec: (minute) => (minute < 30 ? 100 : 300) * wobble(minute, 0.03),
        error_rate_percent: (minute) => (minute >= 30 && minute < 50 ? 40 : 0.2) * wobble(minute),
        client_retries_per_sec: (minute) => (minute < 30 ? 1 : 90) * wobble(minute)
      })
    })
    const evidence = await incident.ask('retries', both)
    expect(evidence.facts).toMatchObject({
      said_retries_baseline_per_min: 0,
      said_retries_window_per_min: 2,
      gave_up: 20,
      most_attempts: 2,
      median_gap_ms: 200,
      errors_at: at('08:30'),
      load_series: 'requests_per_sec',
      retry_series: 'client_retries_per_sec'
    })
    expect(evidence.facts['load_before']).toBeCloseTo(100, -1)
    expect(evidence.facts['load_after_failure']).toBeCloseTo(300, -1)
    expect(evidence.facts['load_after_recovery']).toBeCloseTo(300, -1)
    expect(rowsOf(evidence).map(({ seen_in }) => seen_in)).toEqual(['said', 'said'])
  })

  it('between services show in the load of the service that is asked again, not at the door', async () => {
    const calls = (minute: number): number => (minute >= 30 && minute < 50 ? 5 : 1)
    const spans = Array.from({ length: 300 }, (_, i) => {
      const made = calls((i * 10) / 60)
      const span = (id: string, parent: string | null, service: string, offset: number, error: boolean) =>
        JSON.stringify({
          trace_id: `t${i}`,
          span_id: id,
          parent_id: parent,
          service,
          name: service,
          start_time: iso(i * 10 + offset),
          duration_ms: parent === null ? 900 : 100,
          error
        })
      return [
        span(`a${i}`, null, 'web', 0, made > 1),
        ...Array.from({ length: made }, (_, k) => span(`b${i}-${k}`, `a${i}`, 'rates', 0.1 + k * 0.15, made > 1))
      ]
    })
    const rows = Array.from({ length: 50 }, (_, minute) =>
      [
        ['web', 6],
        ['basket', 6],
        ['rates', 6 * calls(minute)]
      ].map(([service, rate]) => `${iso(minute * 60)},${service},${(Number(rate) * wobble(minute, 0.03)).toFixed(2)}`)
    )
    await using incident = await madeIncident({
      'traces.jsonl': spans.flat().join('\n'),
      'metrics.csv': ['time,service,requests_per_sec', ...rows.flat()].join('\n')
    })
    const { facts } = await incident.ask('retries', both)
    expect(facts).toMatchObject({ load_entity: 'rates', load_rises_at: at('08:30') })
    expect(Number(facts['load_after_failure']) / Number(facts['load_before'])).toBeGreaterThan(4)
  })

  it('in traces are calls made again by the same span after a failure', async () => {
    const spans = Array.from({ length: 300 }, (_, i) => {
      const calls = troubled(i * 10) ? 4 : 1
      const span = (id: string, parent: string | null, name: string, offset: number, took: number, error: boolean) =>
        JSON.stringify({
          trace_id: `t${i}`,
          span_id: id + i,
          parent_id: parent,
          service: 'web',
          name,
          start_time: iso(i * 10 + offset),
          duration_ms: took,
          error
        })
      return [
        span('a', null, 'GET /', 0, 900, false),
        ...Array.from({ length: calls }, (_, k) => span(`b${k}-`, `a${i}`, 'call rates', 0.1 + k * 0.2, 150, k < calls - 1))
      ]
    })
    await using incident = await madeIncident({ 'spans.jsonl': spans.flat().join('\n') })
    const { facts } = await incident.ask('retries', both)
    expect(facts).toMatchObject({ top_seen_in: 'spans', top_operation: 'web call rates', most_attempts: 4, backoff: 'immediate' })
  })

  it('are not what a key used once and a repeated healthy page are; keys that come again are counted', async () => {
    const lines = Array.from({ length: 300 }, (_, i) =>
      JSON.stringify({
        time: iso(i * 10),
        method: 'POST',
        uri: '/pay',
        status: 200,
        duration_ms: 20,
        remote_addr: '10.0.0.1',
        idempotency_key: `k${troubled(i * 10) ? i - (i % 2) : i}`
      })
    )
    await using incident = await madeIncident({ 'access.json': lines.join('\n') })
    const { facts } = await incident.ask('retries', both)
    expect(facts).toMatchObject({ attempts_per_intent_window: 1, window_retries: 0, duplicate_keys_share: 0.5 })
  })

  it('cannot be told where nobody says who asked', async () => {
    await using incident = await madeIncident({ 'app.log': `${iso(0)} INFO started\n${iso(2000)} ERROR broke\n` })
    expect(await incident.ask('retries', both)).toMatchObject({ status: 'no_data', facts: { amplification: null } })
  })
})
