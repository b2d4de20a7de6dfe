import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('09:00'), to: at('10:00') }, baseline: { from: at('08:00'), to: at('09:00') } }
const iso = (minute: number) => new Date(Date.parse(at('08:00')) + minute * 60_000).toISOString()
const latency = {
  'metrics.csv': metricsCsv('08:00', 120, {
    requests_per_min: (minute) => 100 * wobble(minute),
    response_time_ms: (minute) => (minute >= 72 && minute < 100 ? 900 : 50) * wobble(minute)
  })
}
const scanning = (minute: number) => minute >= 70 && minute < 100

describe('who uses the host', () => {
  it('is read from exports by process: what started, when, and how much of the harm it overlaps', async () => {
    const rows = Array.from({ length: 120 }, (_, minute) => [
      `${iso(minute)},db-1,10,postgres,${(30 * wobble(minute)).toFixed(1)},1000`,
      `${iso(minute)},db-1,11,sshd,0.1,10`,
      ...(scanning(minute) ? [`${iso(minute)},db-1,99,virus-scan,${(80 * wobble(minute)).toFixed(1)},50`] : [])
    ]).flat()
    await using made = await madeIncident({
      ...latency,
      'processes.csv': ['timestamp,host,pid,process,cpu_percent,rss_mb', ...rows].join('\n')
    })
    const { facts } = await made.ask('host_processes', both)
    expect(facts).toMatchObject({
      top_actor: 'virus-scan',
      top_kind: 'process',
      top_resource: 'cpu',
      top_started_at: at('09:10'),
      top_ended_at: at('09:40')
    })
    expect([1, 2]).toContain(facts['top_minutes_before_harm'])
    expect(facts['top_share']).toBeGreaterThan(0.5)
    expect(facts['top_overlap']).toBeCloseTo(28 / 48, 1)
    const postgres = rowsOf(await made.ask('host_processes', both)).find(
      ({ actor, resource }) => actor === 'postgres' && resource === 'cpu'
    )
    expect(postgres).toMatchObject({ started: false, grew: false })
  })

  it('is read from what top printed, which no log reader knows', async () => {
    const printed = Array.from({ length: 120 }, (_, minute) => [
      `top - ${iso(minute).slice(11, 19)} up 3 days,  2 users,  load average: 1.0, 0.5, 0.2`,
      '    PID USER   PR  NI  S  %CPU  %MEM     TIME+ COMMAND',
      `    101 pg     20   0  R  30.0   2.0   0:10.00 postgres`,
      ...(scanning(minute) ? ['    201 root   20   0  D  90.0   1.0   0:10.00 pg_dump'] : []),
      ''
    ]).flat()
    await using made = await madeIncident({ ...latency, 'top.txt': printed.join('\n') })
    expect((await made.ask('host_processes', both)).facts).toMatchObject({ top_actor: 'pg_dump', top_started_at: at('09:10') })
  })

  it('is read from series labelled with a process', async () => {
    const sample = (name: string, minute: number, value: number) =>
      `proc_cpu_percent{instance="db-1",process="${name}"} ${value} ${Date.parse(iso(minute))}`
    const lines = Array.from({ length: 120 }, (_, minute) => [
      sample('postgres', minute, 30),
      sample('backup', minute, scanning(minute) ? 70 : 0)
    ]).flat()
    await using made = await madeIncident({ ...latency, 'procs.prom': ['# TYPE proc_cpu_percent gauge', ...lines].join('\n') })
    expect((await made.ask('host_processes', both)).facts).toMatchObject({
      top_actor: 'backup',
      top_started_at: at('09:10'),
      top_kind: 'process'
    })
  })

  it('is read from jobs that logs tell of, and what else slowed with them', async () => {
    const log = [
      `${at('09:10')} INFO Starting nightly export of permits`,
      `${at('09:40')} INFO Nightly export of permits completed in 1800 s`,
      `${at('08:10')} INFO Starting cache refresh`,
      `${at('08:11')} INFO Cache refresh completed`
    ]
    const requests = Array.from({ length: 120 }, (_, minute) =>
      JSON.stringify({
        timestamp: iso(minute),
        method: 'GET',
        path: '/permits',
        status: 200,
        duration_ms: scanning(minute) ? 700 : 40
      })
    )
    await using made = await madeIncident({ ...latency, 'jobs.log': log.join('\n'), 'requests.jsonl': requests.join('\n') })
    expect((await made.ask('host_processes', both)).facts).toMatchObject({
      top_actor: 'nightly export of permits',
      top_kind: 'job',
      top_started_at: at('09:10'),
      top_ended_at: at('09:40'),
      operations_compared: 1,
      operations_slowed: 1
    })
  })
})

it('says what was searched when nobody is named', async () => {
  await using none = await madeIncident({ 'app.log': '2031-05-06 08:00:01 INFO started\n2031-05-06 08:40:01 ERROR broke\n' })
  expect(await none.ask('host_processes', both)).toMatchObject({
    status: 'no_data',
    reading: expect.stringContaining('were searched')
  })
})

it('knows a job by the service that runs nothing else, though its lines do not call it one', async () => {
  const rows = [
    `${iso(70)},bonus-batch,INFO,starting monthly recalculation`,
    `${iso(85)},bonus-batch,INFO,half of it is through`,
    `${iso(100)},bonus-batch,INFO,done`
  ]
  await using made = await madeIncident({ ...latency, 'logs.csv': ['timestamp,service,level,message', ...rows].join('\n') })
  expect(rowsOf(await made.ask('host_processes', both)).find(({ kind }) => kind === 'job')).toMatchObject({
    actor: 'bonus-batch',
    started_at: at('09:10'),
    ended_at: at('09:40')
  })
})
