import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DetectorClause, DetectorSignal, Evidence, ProvenDetector } from '../src/domain/index.ts'
import { at, madeIncident, type MadeIncident } from '../src/evidence/testing/made-incident.ts'
import { prometheusFiles } from '../src/resilience/prometheus/files.ts'
import { hasPromtool, promtool } from './promtool.ts'

/** Three instances, of which `web-b` is ill from the 60th to the 100th minute; a disk that fills; counters that run faster. */
const minutes = Array.from({ length: 160 }, (_, minute) => minute)
const instances = ['web-a', 'web-b', 'web-c']
const isIll = (minute: number): boolean => minute >= 60 && minute < 100
/** When the feed last succeeded, as of a minute. */
const freshMinute = (minute: number): number => (isIll(minute) ? 55 : minute - (minute % 5))
const start = Date.parse(at('10:00'))
const timeOf = (minute: number, seconds = 0): string => new Date(start + minute * 60_000 + seconds * 1000).toISOString()

const series = [
  'timestamp,instance,metric,value',
  ...minutes.flatMap((m) => [
    ...instances.map((name) => `${timeOf(m)},${name},latency_ms,${100 + (m % 7) + (name === 'web-b' && isIll(m) ? 900 : 0)}`),
    `${timeOf(m)},db,buffer_hit_percent,${isIll(m) ? 70 - (m % 3) : 98 + (m % 2)}`,
    `${timeOf(m)},db,disk_used_percent,${m < 60 ? 40 + (m % 2) / 10 : 40 + (m - 60) / 2}`,
    `${timeOf(m)},db,reads_total,${m < 60 ? m * 10 : 600 + (m - 60) * 90}`,
    // A replica falls behind, and a feed is brought up to date every five minutes until nothing comes any more.
    `${timeOf(m)},replica,replica_lag_seconds,${isIll(m) ? (m - 59) * 30 : m % 3}`,
    `${timeOf(m)},feeds,slots_last_success_timestamp_seconds,${(start + freshMinute(m) * 60_000) / 1000}`,
    `${timeOf(m)},web,asked_total,${m * 10}`,
    `${timeOf(m)},web,open_calls,${isIll(m) ? 40 : 4 + (m % 2)}`,
    `${timeOf(m)},web,open_requests,${8 + (m % 2)}`
  ])
].join('\n')

/** A request every ten seconds, instance after instance; one in two goes to each route. */
const access = Array.from({ length: 960 }, (_, i) => {
  const ill = isIll(i / 6) && i % 3 === 1
  return JSON.stringify({
    timestamp: new Date(start + i * 10_000).toISOString(),
    instance: instances[i % 3],
    method: 'GET',
    path: i % 2 === 0 ? '/book' : '/search',
    status: ill && i % 2 === 0 ? 503 : 200,
    duration_ms: ill ? 4000 : 90
  })
}).join('\n')

/** Bookings come to a stop while searches go on: what is asked for per booking rises. */
const trace = minutes
  .flatMap((m) =>
    [
      ...Array.from({ length: isIll(m) ? 9 : 3 }, (_, i) => ['GET', '/api/slots', i * 5] as const),
      ['POST', '/api/bookings', 40] as const
    ].map(([method, path, second]) =>
      JSON.stringify({ timestamp: timeOf(m, second), method, path, status: 200, duration_ms: 30 })
    )
  )
  .join('\n')

const logLine = (minute: number, second: number, said: string): string =>
  `${timeOf(minute, second).replace('T', ' ').replace('Z', '')} [main] ${said}`

const log = minutes
  .flatMap((m) => [
    ...(m % 5 === 0 && freshMinute(m) === m ? [logLine(m, 2, 'INFO  a.b.Jobs - Export of slots finished in 1200 ms')] : []),
    ...Array.from({ length: isIll(m) ? 6 : 1 }, (_, i) =>
      logLine(m, 7 + i, `WARN  a.b.Pool - pool busy: ${m + i} requests waiting`)
    )
  ])
  .join('\n')

type Metric = Extract<DetectorSignal, { of: 'metric' }>
const metric = (name: string, across: Metric['across'], over: Metric['over']): Metric => ({
  of: 'metric',
  series: name,
  entity: null,
  across,
  over
})
type Runs = Extract<DetectorSignal, { of: 'runs' }>
const runs = (measure: Runs['measure'], slowMs: number | null = null, across: Runs['across'] = 'together'): Runs => ({
  of: 'runs',
  population: 'requests',
  operation: null,
  entity: null,
  measure,
  across,
  slowMs
})
const lines: DetectorSignal = { of: 'lines', template: null, levels: ['warning'], entity: null }
const above = (signal: DetectorSignal, threshold: number, windowSeconds = 300): DetectorClause => ({
  signal,
  windowSeconds,
  comparison: 'above',
  threshold,
  unit: 'value'
})
const below = (signal: DetectorSignal, threshold: number, windowSeconds = 300): DetectorClause => ({
  ...above(signal, threshold, windowSeconds),
  comparison: 'below'
})

/** Both windows of a burn rate, on the share of time in which something is older than its bound. */
const stale = (by: 'age' | 'instant' | 'job', name: string): DetectorClause[] =>
  [3600, 300].map((windowSeconds) =>
    above({ of: 'stale-share', by, name, entity: null, bound: 600, holdSeconds: 120 }, 0.072, windowSeconds)
  )

/** Every kind of signal and every way to put values together that a rule can be made of. */
const kinds: readonly (readonly [name: string, clauses: DetectorClause[], forSeconds: number])[] = [
  ['MeanOfAll', [above(metric('latency_ms', 'mean', 'mean'), 200)], 60],
  ['SumOfAll', [above(metric('latency_ms', 'sum', 'mean'), 600)], 0],
  ['Greatest', [above(metric('latency_ms', 'max', 'max'), 500)], 120],
  ['Least', [below(metric('buffer_hit_percent', 'min', 'min'), 90)], 60],
  ['Gap', [above(metric('latency_ms', 'gap', 'mean'), 300)], 60],
  ['Skew', [above(metric('latency_ms', 'skew', 'mean'), 2)], 60],
  ['Growth', [above(metric('disk_used_percent', 'max', 'growth'), 10, 1800)], 300],
  ['Forecast', [above(metric('disk_used_percent', 'max', 'forecast'), 50, 1800)], 300],
  ['Rate', [above(metric('reads_total', 'sum', 'rate'), 0.5)], 60],
  ['RatioOfRates', [above({ of: 'metric-ratio', series: 'reads_total', per: 'asked_total', over: 'rate' }, 3)], 60],
  ['RatioOfMeans', [above({ of: 'metric-ratio', series: 'open_calls', per: 'open_requests', over: 'mean' }, 2)], 60],
  ['PerMinute', [above(runs('per-minute'), 11)], 60],
  ['FailedShare', [above(runs('failed-share'), 0.03)], 60],
  ['SlowShare', [above(runs('slow-share', 1000), 0.06)], 0],
  ['BadShare', [above(runs('bad-share', 1000), 0.02, 3600), above(runs('bad-share', 1000), 0.06)], 0],
  ['MeanTime', [above(runs('mean-ms'), 200)], 60],
  ['Busy', [above(runs('busy'), 0.1, 120)], 60],
  ['Oldest', [above(runs('oldest-ms'), 1500, 60)], 0],
  ['OneFails', [above(runs('failed-share', null, 'gap'), 0.3)], 60],
  ['OneIsSlower', [above(runs('mean-ms', null, 'skew'), 10)], 60],
  [
    'SlotsPerBooking',
    [
      above(
        {
          of: 'runs-ratio',
          population: 'requests',
          operation: 'GET /api/slots',
          perPopulation: 'requests',
          perOperation: 'POST /api/bookings'
        },
        5
      )
    ],
    60
  ],
  ['StaleReplica', stale('age', 'replica_lag_seconds'), 0],
  ['StaleFeed', stale('instant', 'slots_last_success_timestamp_seconds'), 0],
  ['StaleExport', stale('job', 'export of slots'), 0],
  ['Lines', [above(lines, 3, 120)], 0],
  ['Expiry', [below({ of: 'expiry', subject: 'bookings.example', at: timeOf(75 + 1440) }, 1, 60)], 0]
]

let incident: MadeIncident
let folder: string
beforeAll(async () => {
  incident = await madeIncident({ 'series.csv': series, 'access.jsonl': access, 'api.jsonl': trace, 'app.log': log })
  folder = await mkdtemp(join(tmpdir(), 'inquest-rules-'))
})
afterAll(async () => {
  await incident[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

describe('every kind of rule', () => {
  const evidence = new Map<string, Evidence>()
  const proven: ProvenDetector[] = []

  it.each(kinds)('fires in the backtest while the incident lasts: %s', async (name, clauses, forSeconds) => {
    const rule = { clauses, forSeconds, everySeconds: 60 }
    const tried = await incident.ask('backtest', { rule, window: { from: at('11:00'), to: at('11:40') } })
    expect(tried.facts['first_firing_at']).not.toBeNull()
    evidence.set(tried.id, tried)
    proven.push(detectorOf(name, rule, tried))
  })

  it.skipIf(!hasPromtool)('fires in Prometheus at the second of the backtest (SKIPPED without promtool)', async () => {
    expect(proven.map(({ detector }) => detector.name)).toEqual(kinds.map(([name]) => name))
    for (const { name, content } of prometheusFiles(proven, evidence, '# made for a test'))
      await writeFile(join(folder, name), content)
    expect(await promtool(folder, 'check', 'rules', 'rules.yaml')).toMatchObject({ passed: true })
    expect(await promtool(folder, 'test', 'rules', 'rules.test.yaml')).toEqual({
      passed: true,
      output: expect.stringContaining('SUCCESS')
    })
  })

  it.skipIf(!hasPromtool)('is caught when it fires an evaluation late (SKIPPED without promtool)', async () => {
    const late = proven.map((one) => {
      const rule = { ...one.detector.rule, forSeconds: one.detector.rule.forSeconds + 60 }
      return { ...one, detector: { ...one.detector, rule } }
    })
    for (const { name, content } of prometheusFiles(late, evidence, '# made for a test'))
      await writeFile(join(folder, name), content)
    const { passed, output } = await promtool(folder, 'test', 'rules', 'rules.test.yaml')
    expect(passed).toBe(false)
    for (const [name] of kinds) expect(output).toContain(`alertname=\\"${name}\\"`)
  })
})

const said = { template: 'made for a test', values: {}, supports: [], text: 'made for a test' }

function detectorOf(name: string, rule: ProvenDetector['detector']['rule'], tried: Evidence): ProvenDetector {
  const lead = { minutes: null, statement: said }
  return {
    detector: {
      id: name,
      name,
      title: name,
      stage: 'cause',
      rule,
      severity: 'ticket',
      tell: 'nobody',
      firstAction: 'Nothing.',
      runbook: null,
      hypothesis: null
    },
    why: said,
    backtest: {
      evidence: tried.id,
      firedAt: String(tried.facts['first_firing_at']),
      fired: said,
      afterOnset: lead,
      overHarm: lead,
      overReport: lead,
      overAlert: lead,
      falseAlarmsPerDay: null,
      falseAlarms: said,
      tradeOff: []
    },
    misses: []
  }
}
