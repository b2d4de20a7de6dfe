import { expect, it } from 'vitest'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const failing = (m: number) => m >= 30 && m < 50

it('of two counts that went together the one that multiplied is attempts; where both rise, or the lesser falls as things fail, it is none', async () => {
  const ask = async (wanted: (m: number) => number, name = 'labels wanted', rising = 'press requests') => {
    await using incident = await madeIncident({
      'press.csv': metricsCsv('08:00', 60, {
        [rising]: (m) => Math.round((failing(m) ? 210 : 40) * wobble(m)),
        [name]: (m) => Math.round(wanted(m))
      })
    })
    return (await incident.ask('retries', both)).facts
  }
  const found = await ask((m) => 40 * wobble(m))
  expect(found['retry_series']).toBe('attempts per intent (press requests ÷ labels wanted)')
  expect(found['retry_series_window']).toBeGreaterThan(4)
  expect((await ask((m) => (failing(m) ? 190 : 40) * wobble(m)))['retry_series'] ?? null).toBeNull()
  expect((await ask((m) => (failing(m) ? 2 : 40) * wobble(m), 'labels printed'))['retry_series'] ?? null).toBeNull()
  expect((await ask((m) => 40 * wobble(m), 'labels refused'))['retry_series'] ?? null).toBeNull()
  // More statements for as many requests are calls that a request makes, however the series is written.
  const statements = await ask((m) => 40 * wobble(m), 'requests_per_min', 'db_statements_per_min')
  expect(statements['retry_series'] ?? null).toBeNull()
})

it('more calls that one run makes of a service though none fails are no attempts, as the same calls after failures are', async () => {
  const ask = async (status: string) => {
    const minutes = Array.from({ length: 60 }, (_, m) => ({
      m,
      time: new Date(Date.parse(at('08:00')) + m * 60_000).toISOString()
    }))
    const rates = minutes.flatMap(({ m, time }) => [
      `${time},shop,request_rate,40`,
      `${time},atlas,request_rate,${failing(m) ? 160 : 40}`
    ])
    const spans = minutes.flatMap(({ m, time }) => {
      const span = (id: string, parent: string | null, service: string, ms: number, said: string) =>
        JSON.stringify({
          trace_id: `t${m}`,
          span_id: `${id}${m}`,
          parent_id: parent === null ? null : `${parent}${m}`,
          service,
          name: service === 'shop' ? 'GET /map' : 'GET /tile',
          start_time: new Date(Date.parse(time) + ms).toISOString(),
          duration_ms: service === 'shop' ? 900 : 40,
          status: said
        })
      const calls = Array.from({ length: failing(m) ? 4 : 1 }, (_, i) =>
        span(`c${i}-`, 'r', 'atlas', 10 + i * 60, failing(m) && i < 3 ? status : 'OK')
      )
      return [span('r', null, 'shop', 0, 'OK'), ...calls]
    })
    await using incident = await madeIncident({
      'rates.csv': `time,service,metric,value\n${rates.join('\n')}\n`,
      'spans.jsonl': spans.join('\n')
    })
    return (await incident.ask('retries', both)).facts
  }
  expect((await ask('OK'))['retry_series'] ?? null).toBeNull()
  expect((await ask('ERROR'))['retry_entity']).toBe('atlas')
})

it('lines about one asker that fail again and again are attempts at one thing, and say how long they waited and took', async () => {
  const lines: string[] = []
  for (let m = 0; m < 50; m++) {
    for (let i = 0; i < 6; i++) {
      const time = (second: number) => new Date(Date.parse(at('08:00')) + m * 60_000 + (i * 9 + second) * 1000).toISOString()
      const device = `lamp-${m * 6 + i}`
      const one = (second: number, level: string, message: string, queued_ms: number) =>
        lines.push(
          JSON.stringify({
            time: time(second),
            service: 'hub',
            level,
            message,
            device_id: device,
            queued_ms,
            work_ms: 290 + (i % 5)
          })
        )
      if (!failing(m)) one(0, 'info', 'switched', i)
      else for (let k = 0; k < 4; k++) one(2 * k, 'warn', 'switch not confirmed, deadline exceeded', 5200 + 10 * k)
    }
  }
  await using incident = await madeIncident({ 'hub.jsonl': lines.join('\n') })
  const { facts } = await incident.ask('retries', both)
  expect(facts).toMatchObject({
    attempts_per_intent_baseline: 1,
    top_seen_in: 'lines',
    wait_name: 'queued_ms',
    work_name: 'work_ms'
  })
  expect(facts['attempts_per_intent_window']).toBeGreaterThan(3)
  expect([facts['wait_window_ms'], facts['work_window_ms']]).toEqual([expect.closeTo(5215, -2), expect.closeTo(292, -1)])
})

it('of what is asked again its own load is taken, where only the door is as busy as ever', async () => {
  await using incident = await madeIncident({
    'board.csv': metricsCsv('08:00', 60, {
      'door rpm': (m) => 40 * wobble(m),
      'press received/min': (m) => Math.round((failing(m) ? 160 : 40) * wobble(m)),
      'door 5xx': (m) => (failing(m) ? 39 : 0)
    })
  })
  const { facts } = await incident.ask('retries', both)
  expect(facts['retry_series_window']).toBeGreaterThan(3)
  expect(facts['load_after_failure']).toBeGreaterThan(3 * Number(facts['load_before']))
})

it('lines and spans tell waiting from work, in words or by what is left of their time', async () => {
  const time = (m: number, s: number) => new Date(Date.parse(at('08:00')) + m * 60_000 + s * 1000).toISOString()
  const said: string[] = []
  const spans: string[] = []
  for (let m = 0; m < 50; m++)
    for (let s = 0; s < 50; s += 10) {
      const waited = failing(m) ? 9000 + s : s
      said.push(`${time(m, s)} INFO press stamped label 7${s} in ${300 + s} ms, waited ${waited} ms`)
      spans.push(
        JSON.stringify({
          trace_id: `t${m}-${s}`,
          span_id: `a${m}-${s}`,
          parent_id: '',
          service: 'press',
          name: 'stamp',
          start: time(m, s),
          duration_ms: 300 + waited,
          attributes: { queue_ms: waited }
        })
      )
    }
  const retried = metricsCsv('08:00', 60, { 'tries per label': (m) => (failing(m) ? 4 : 1) })
  for (const files of [{ 'press.log': said.join('\n') }, { 'traces.jsonl': spans.join('\n') }]) {
    await using incident = await madeIncident({ ...files, 'press.csv': retried })
    const { facts } = await incident.ask('retries', both)
    expect(facts['wait_window_ms']).toBeGreaterThan(9000)
    expect([facts['work_baseline_ms'], facts['work_window_ms']]).toEqual([expect.closeTo(315, -2), expect.closeTo(315, -2)])
  }
})

it('requests that number their attempts are told apart though nobody says who asks, and go unanswered where none is written', async () => {
  const lines = Array.from({ length: 60 * 40 }, (_, i) => {
    const m = Math.floor(i / 40)
    const time = new Date(Date.parse(at('08:00')) + i * 1500).toISOString()
    const tries = failing(m) && i % 8 !== 0 ? 2 + (i % 300) : 1
    const status = failing(m) ? 0 : 200
    return JSON.stringify({
      start_time: time,
      method: 'PUT',
      path: `/lamps/${100 + (i % 50)}/state`,
      response_code: status,
      duration: status ? 40 : 4000,
      x_attempt: tries
    })
  })
  await using incident = await madeIncident({ 'edge.ndjson': lines.join('\n') })
  const { facts } = await incident.ask('retries', both)
  expect(facts).toMatchObject({
    attempts_per_intent_baseline: 1,
    attempts_per_intent_window: 8,
    top_operation: 'PUT /lamps/{id}/state'
  })
  expect(facts['errors_at']).toBe(at('08:30'))
})
