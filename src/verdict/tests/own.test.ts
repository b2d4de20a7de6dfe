import { describe, expect, it } from 'vitest'
import type { CauseCategory, Hypothesis } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { type Made, madeEvidence } from '../testing/made-evidence.ts'
import { evidenceIn, frame, judgedIn, madeHypothesis } from '../testing/made-case.ts'
import * as own from '../testing/made-own.ts'
import { at, dearStatement, limitCut, locked, surge, type World } from '../testing/made-world.ts'
import { diagnosticTest } from './index.ts'

const none = { population: null, operation: null, entity: null, series: null }
const subjects: Partial<Record<CauseCategory, Hypothesis['subject']>> = {
  'faulty-instance': { ...none, entity: 'desk-2' },
  'batch-interference': { ...none, population: 'statements', operation: 'select report' },
  'query-amplification': { ...none, population: 'requests', operation: 'GET list' },
  'code-defect': { ...none, operation: 'GET list' },
  'data-defect': { ...none, operation: 'GET list', entity: 'pier' }
}
const classes = [
  'faulty-instance',
  'memory-leak',
  'resource-leak',
  'batch-interference',
  'abusive-traffic',
  'query-amplification',
  'code-defect',
  'data-defect',
  'demand-surge'
] as const
const everything = classes.map((category, i) =>
  madeHypothesis(`H${i + 1}`, category, { subject: subjects[category] ?? none, onset: at('09:04') })
)

function outcomeIn(world: World, id: string, subject: Hypothesis['subject'] = none): string {
  const test = diagnosticTest(id)
  if (!test) throw new Error(`there is no test ${id}`)
  const evidence = evidenceIn(world, everything)
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(subject, scene), evidence), { subject, onset: at('09:05') }, scene).outcome
}

describe('a test of the service’s own', () => {
  it.each([
    ['instance-departs-from-peers', own.sickMachine, 'yes'],
    ['instance-departs-from-peers', own.wrongCode, 'no'],
    ['most-harm-on-one-instance', own.sickMachine, 'yes'],
    ['instance-departed-before-harm', own.sickMachine, 'yes'],
    ['memory-grows-until-it-is-full', own.keptMemory, 'yes'],
    ['memory-grows-until-it-is-full', own.keptConnections, 'no'],
    ['collecting-takes-the-time', own.keptMemory, 'yes'],
    ['collecting-takes-the-time', own.sickMachine, 'no'],
    ['memory-moved-before-harm', own.keptMemory, 'yes'],
    ['held-resource-grows-unreturned', own.keptConnections, 'yes'],
    ['held-resource-grows-unreturned', own.sickMachine, 'no'],
    ['full-while-what-it-serves-idles', own.keptConnections, 'yes'],
    ['full-while-what-it-serves-idles', dearStatement, 'no'],
    ['foreign-work-takes-the-resource', own.jobInTheWay, 'yes'],
    ['foreign-work-takes-the-resource', dearStatement, 'no'],
    ['others-slowed-alike', own.jobInTheWay, 'yes'],
    ['others-slowed-alike', own.sickMachine, 'no'],
    ['few-clients-made-the-load', own.harvester, 'yes'],
    ['few-clients-made-the-load', own.crowd, 'no'],
    ['asks-unlike-people', own.harvester, 'yes'],
    ['asks-unlike-people', own.crowd, 'no'],
    ['calls-per-request-rose', own.oneByOne, 'yes'],
    ['calls-per-request-rose', own.wrongCode, 'no'],
    ['fault-is-in-own-code', own.wrongCode, 'yes'],
    ['fault-is-in-own-code', own.sickMachine, 'no'],
    ['one-value-has-all-failures', own.wrongRecord, 'yes'],
    ['one-value-has-all-failures', own.wrongCode, 'no']
  ] as const)('%s reads its evidence', (id, world, outcome) => {
    expect(outcomeIn(world, id)).toBe(outcome)
  })

  it('takes no change for guilty that names nothing of what is accused', () => {
    const list = { ...none, operation: 'GET pier' }
    expect(outcomeIn(own.wrongCode, 'code-changed-before-harm', list)).toBe('yes')
    expect(outcomeIn(own.wrongCode, 'code-changed-before-harm', { ...none, operation: 'GET harbour' })).toBe('no')
    expect(outcomeIn(own.wrongRecord, 'data-changed-before-harm', list)).toBe('yes')
    expect(outcomeIn(own.wrongRecord, 'code-changed-before-harm', list)).toBe('no')
  })

  it('does not blame an instance that had to take over from others', () => {
    const load = (entity: string, before: number, now: number) => ({
      entity,
      series: 'served',
      role: 'load',
      baseline_median: before,
      window_median: now,
      onset: at('09:04'),
      direction: now > before ? 'up' : 'down',
      resolution_seconds: 60
    })
    const rows = [load('desk-1', 30, 0), load('desk-2', 30, 90), load('desk-3', 30, 0)]
    const world = { ...own.sickMachine, series_onsets: { facts: {}, rows } }
    expect(outcomeIn(world, 'instance-departs-from-peers', { ...none, entity: 'desk-2' })).toBe('no')
  })

  it('takes the worst of several sick ones for no sick machine, unless its peers are well or nothing shows it like them', () => {
    const row = (measure: string, value: number, peers: number, before: number, departs: boolean) => ({
      service: 'desk',
      instance: 'desk-2',
      kind: 'instance',
      measure,
      role: 'latency',
      value,
      peers_value: peers,
      peers_before: before,
      ratio: value / peers,
      robust_z: 50,
      departs,
      onset: at('09:04')
    })
    const world = (...rows: ReturnType<typeof row>[]) => ({
      ...own.sickMachine,
      instance_skew: { facts: { instances: 3, departing: 1, worst_instance: 'desk-2' }, rows }
    })
    const [far, like] = [row('median', 3000, 400, 100, true), row('p95', 1600, 1500, 200, false)]
    expect(outcomeIn(world(far, like), 'instance-departs-from-peers')).toBe('no')
    expect(outcomeIn(world({ ...far, peers_before: 390 }, like), 'instance-departs-from-peers')).toBe('yes')
    expect(outcomeIn(world(far, { ...like, peers_before: 1400 }), 'instance-departs-from-peers')).toBe('yes')
    expect(outcomeIn(world(far), 'instance-departs-from-peers')).toBe('yes')
  })

  it('dates harm by the limit that was lowered', () => {
    const late = { facts: { ...limitCut['limits']?.facts, lowered_at: at('10:00') } }
    expect(outcomeIn(limitCut, 'limit-changed-as-harm-began')).toBe('yes')
    expect(outcomeIn({ ...limitCut, limits: late }, 'limit-changed-as-harm-began')).toBe('no')
  })

  it('takes nobody for alone while a queue stands before another door', () => {
    const queue = { series: 'threads_queued', role: 'queue', direction: 'up', onset: at('09:04'), effect_size: 9 }
    const runs = {
      facts: { slow: 3, slow_without_waiters: 3, slow_without_waiters_max_ms: 9, slow_without_waiters_at: at('09:05') },
      rows: [{ waiters: 0 }]
    }
    const subject = { ...none, population: 'requests' as const, operation: 'GET list' }
    const test = diagnosticTest('slow-without-waiters')
    const world = (rows: (typeof queue)[]) => ({ ...limitCut, operation_runs: runs, series_onsets: { facts: {}, rows } })
    const read = (rows: (typeof queue)[]) => {
      const evidence = evidenceIn(world(rows), [madeHypothesis('H1', 'inefficient-query', { subject })])
      const scene = sceneOf(frame, evidence)
      return test?.read(answersTo(test.calls(subject, scene), evidence), { subject, onset: null }, scene).outcome
    }
    expect(read([queue])).toBe('cannot-tell')
    expect(read([])).toBe('yes')
  })

  it('does not take what fell by itself for a leak', () => {
    const [row] = own.keptConnections['resource_trends']?.rows ?? []
    const trends = { facts: { series: 4 }, rows: [{ ...row, resets_at_restarts: 0 }] }
    expect(outcomeIn({ ...own.keptConnections, resource_trends: trends }, 'held-resource-grows-unreturned')).toBe('no')
  })

  it.each([
    ['takes what rises by many between restarts for a leak', 12, 'yes'],
    ['takes nothing for a leak of which one more is held, or not, when a restart comes', 0.7, 'no']
  ] as const)('%s', (_, slope, outcome) => {
    const [row] = own.keptConnections['resource_trends']?.rows ?? []
    const rises = { slope_per_hour: slope, slope_low: slope, resets: 4, resets_at_restarts: 4, reached_at: null }
    const times = { growing_since: at('05:00'), last_reset_at: at('09:00') }
    const trends = { facts: { series: 4 }, rows: [{ ...row, ...rises, ...times }] }
    expect(outcomeIn({ ...own.keptConnections, resource_trends: trends }, 'held-resource-grows-unreturned')).toBe(outcome)
  })

  it('does not tell the cost of work from its duration at a processor that a crowd fills', () => {
    const cpu = { series: 'db_cpu', role: 'cpu', saturated_at: at('09:10'), onset: at('09:04') }
    const crowded = { ...own.jobInTheWay, demand: own.crowd['demand'] ?? {}, series_onsets: { facts: {}, rows: [cpu] } }
    expect(outcomeIn(crowded, 'unit-cost-rose')).toBe('cannot-tell')
    expect(outcomeIn({ ...crowded, demand: limitCut['demand'] ?? {} }, 'unit-cost-rose')).not.toBe('cannot-tell')
  })
})

describe('a class of the service’s own', () => {
  it.each([
    ['faulty-instance', own.sickMachine],
    ['memory-leak', own.keptMemory],
    ['resource-leak', own.keptConnections],
    ['batch-interference', own.jobInTheWay],
    ['abusive-traffic', own.harvester],
    ['query-amplification', own.oneByOne],
    ['data-defect', own.wrongRecord],
    ['demand-surge', own.crowd]
  ] as const)('%s is accepted where it is at work', (category, world) => {
    expect(judgedIn(world, everything).verdict.rootCause?.category).toBe(category)
  })

  it('is not accepted where another is: a dear statement, a lock, a lowered limit', () => {
    const others = everything.filter(({ category }) => category !== 'demand-surge')
    for (const world of [dearStatement, locked, limitCut, surge]) expect(judgedIn(world, others).verdict.rootCause).toBeNull()
  })
})

describe('health', () => {
  const still = { facts: {}, rows: [series('p95', 'latency'), series('failed', 'errors')] }
  const alerts = { signal: '3 alerts', kind: 'alert', departs_at: at('09:10') }
  const status = (world: World): string => judgedIn({ ...surge, operation_runs: {}, ...world }, everything).verdict.status

  it('is not doubted for alerts alone, when harm was measured and stood still', () => {
    const noisy = { facts: { abnormal: true, healthy_minutes: 200 }, rows: [alerts] }
    expect(status({ frame: noisy, series_onsets: still })).toBe('no-incident')
    expect(status({ frame: noisy, series_onsets: { facts: {}, rows: [series('p95', 'latency')] } })).not.toBe('no-incident')
  })

  it('is not doubted for what people write either, unless the logs tell of a failing that healthy time did not know', () => {
    const complaints = { signal: '4 reports', kind: 'report', departs_at: at('09:20') }
    const told = { facts: { abnormal: true, healthy_minutes: 200 }, rows: [alerts, complaints] }
    const logs = (level: string, before: number, now: number) => ({
      facts: {},
      rows: [{ template: 'total of <*> is wrong', level, baseline_count: before, window_count: now }]
    })
    const verdict = (lines: Made): string => {
      const world = { ...surge, operation_runs: {}, frame: told, series_onsets: still }
      return judgedIn(world, everything, [madeEvidence({ tool: 'log_templates', arguments: {} }, lines)]).verdict.status
    }
    expect(verdict(logs('warning', 10, 90))).toBe('no-incident')
    expect(verdict(logs('error', 0, 2))).toBe('no-incident')
    expect(verdict(logs('error', 0, 60))).not.toBe('no-incident')
    expect(verdict(logs('error', 5, 900))).not.toBe('no-incident')
    expect(status({ frame: told, series_onsets: still })).not.toBe('no-incident')
  })

  it('is not doubted for requests that are wrong as often as ever, where more people ask', () => {
    const noisy = { facts: { abnormal: true, healthy_minutes: 200 }, rows: [alerts] }
    const more = { onset: at('09:00'), effect_size: 5 }
    const refused = (part: object) => ({
      facts: {},
      rows: [series('p95', 'latency'), series('http_5xx', 'errors'), { ...series('http_4xx', 'errors'), ...more, ...part }]
    })
    expect(status({ frame: noisy, series_onsets: refused({ load_explained: 0.5 }) })).toBe('no-incident')
    expect(status({ frame: noisy, series_onsets: refused({ load_explained: 0.5, beyond_load_onset: at('09:05') }) })).not.toBe(
      'no-incident'
    )
  })

  it('is not proven by silence: with nothing measured and no health known there may be an incident', () => {
    const silent = { facts: { abnormal: false, healthy_minutes: 0 } }
    expect(status({ frame: silent, series_onsets: { facts: {}, rows: [series('cpu', 'cpu')] } })).not.toBe('no-incident')
    expect(status({ frame: silent, series_onsets: still })).toBe('no-incident')
  })

  it('is not proven by a record that has a hole where the alert was raised', () => {
    const silent = { facts: { abnormal: false, healthy_minutes: 0 } }
    const minutes = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => ({ time: at(`09:${String(from + i).padStart(2, '0')}`), load: 50 }))
    const load = (rows: ReturnType<typeof minutes>) => madeEvidence({ tool: 'demand', arguments: {} }, { facts: {}, rows })
    const alert = madeEvidence(
      { tool: 'alerts_timeline', arguments: {} },
      { facts: {}, rows: [{ time: at('09:25'), name: 'buffers fill' }] }
    )
    const verdict = (rows: ReturnType<typeof minutes>): string =>
      judgedIn({ ...surge, operation_runs: {}, demand: {}, frame: silent, series_onsets: still }, everything, [load(rows), alert])
        .verdict.status
    expect(verdict([...minutes(0, 20), ...minutes(40, 60)])).not.toBe('no-incident')
    expect(verdict(minutes(0, 60))).toBe('no-incident')
    expect(verdict([...minutes(0, 24), ...minutes(27, 60)])).toBe('no-incident')
    expect(verdict([...minutes(0, 5), ...minutes(20, 60)])).toBe('no-incident')
  })
})

function series(name: string, role: string) {
  return {
    series: name,
    role,
    onset: null,
    effect_size: 0.2,
    direction: 'up',
    baseline_median: 1,
    window_median: 1,
    load_explained: null,
    beyond_load_onset: null,
    saturated_at: null,
    resolution_seconds: 60
  }
}
