import { describe, expect, it } from 'vitest'
import type { Subject } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, judgedIn, madeHypothesis } from '../testing/made-case.ts'
import { calm, changes, services } from '../testing/made-services.ts'
import { onsets, series } from '../testing/made-surroundings.ts'
import { at, dearStatement, type World } from '../testing/made-world.ts'
import { diagnosticTest } from './index.ts'

const none: Subject = { population: null, operation: null, entity: null, series: null }
const all = (
  ['code-defect', 'slow-dependency', 'network-fault', 'batch-interference', 'misconfiguration', 'query-amplification'] as const
).map((category, i) => madeHypothesis(`H${i + 1}`, category, { subject: { ...none, entity: 'stock' } }))

function answerIn(world: World, id: string, entity: string | null = 'stock'): string {
  const test = diagnosticTest(id)
  if (!test) throw new Error(`there is no test ${id}`)
  const evidence = evidenceIn(world, all)
  const scene = sceneOf(frame, evidence)
  const subject = { ...none, entity }
  return test.read(answersTo(test.calls(subject, scene), evidence), { subject, onset: at('09:05') }, scene).outcome
}

const busy = {
  resource_role: 'cpu',
  resource_series: 'cpu_percent',
  resource_before: 10,
  resource_now: 90,
  own_before_ms: 5,
  own_now_ms: 900
}
const heavier = changes({
  ref: 'a1b2c3d',
  can_produce: 'code-defect',
  matches_component: 'itself',
  reason: 'may compute for long'
})
const anyCode = changes({ ref: 'a1b2c3d', can_produce: 'code-defect', matches_component: 'itself' })
const ofCaller = changes({
  ref: 'f00ba47',
  can_produce: 'code-defect',
  matches_component: 'caller',
  able: false,
  reason: 'may compute for long'
})

const computing: World = { ...calm, service_origin: services(busy), change_candidates: heavier }
const taken: World = { ...calm, service_origin: services(busy), change_candidates: ofCaller }
/** The same, where nothing says how much was asked of it. */
const uncounted: World = { ...taken, service_origin: services({ ...busy, busier: null }) }
/** No change shows it, and the one thread of an instance stands still for seconds, or is a little late. */
const turning = (now: number): World => ({
  ...taken,
  series_onsets: onsets([
    series('stock-0', 'event_loop_lag_ms', 'queue', 9, now, at('09:05'), at('09:05')),
    series(null, 'p95_ms', 'latency', 50, 900, at('09:05'), at('09:05'))
  ])
})
const blocked = turning(9000)
const starved = turning(60)
/** The same, but a caller asks it for much more. */
const asked: World = {
  ...taken,
  service_origin: services(busy, {}, { called_more: 'stock', calls_before: 0.6, calls_now: 3.6 })
}
const throwing: World = {
  ...calm,
  service_origin: services({ failures_share: 1 }, { own_lines: 90, own_line: 'no price', own_line_kind: 'program' }),
  error_kinds: {
    facts: {},
    rows: [
      {
        exception: 'NullPointerException',
        kind: 'program',
        entity: 'stock-5d77c9f8b6-39f56',
        baseline_count: 0,
        window_count: 90
      }
    ]
  },
  change_candidates: changes({ ref: 'a1b2c3d', can_produce: 'code-defect', matches_component: 'itself', named: 'price' })
}
const late: World = { ...calm, service_origin: services({}, { way_share: 0.8 }) }
const lossy: World = {
  ...calm,
  service_origin: services({
    resource_role: 'network',
    resource_series: 'tcp_retransmits',
    resource_before: 0.2,
    resource_now: 14
  })
}
const chatty: World = { ...calm, service_origin: services({ called_more: 'search', calls_before: 1, calls_now: 30 }) }
const set: World = {
  ...calm,
  service_origin: services({ failures_share: 1 }),
  change_candidates: changes({
    ref: 'CFG-1',
    can_produce: 'misconfiguration',
    matches_component: 'itself',
    reason: 'lowers timeout',
    old: '2000',
    new: '150'
  })
}
const raised: World = {
  ...set,
  change_candidates: changes({
    ref: 'CFG-2',
    can_produce: 'misconfiguration',
    matches_component: 'itself',
    reason: 'raises timeout, a time-out',
    old: '2s',
    new: '3s'
  })
}
const callsOf = (window_max_ms: number) => ({
  dependency_latency: { facts: {}, rows: [{ dependency: 'bank', seen_in: 'spans', baseline_p95_ms: 80, window_max_ms }] }
})
const paused = { gc_pauses: { facts: { peak_share_paused: 0.3, baseline_share_paused: 0.01 } } }
const crowd = { demand: { facts: { load_ratio: 9 } } }
/** Nobody knows services apart. */
const single = dearStatement

describe('where several services are told apart', () => {
  it.each([
    ['harm-begins-in-the-accused', computing, 'stock', 'yes'],
    ['harm-begins-in-the-accused', computing, 'stock-5d77c9f8b6-39f56', 'yes'],
    ['harm-begins-in-the-accused', computing, 'cart', 'no'],
    ['harm-begins-in-the-accused', computing, 'bank.example', 'cannot-tell'],
    ['harm-begins-in-the-accused', single, 'stock', 'cannot-tell'],
    ['accused-departed-by-the-harm', computing, 'stock', 'yes'],
    ['accused-has-its-own-reason', computing, 'stock', 'yes'],
    ['accused-has-its-own-reason', throwing, 'stock', 'yes'],
    ['accused-has-its-own-reason', chatty, 'stock', 'yes'],
    ['accused-has-its-own-reason', computing, 'cart', 'yes'],
    ['accused-has-its-own-reason', computing, 'bank.example', 'no'],
    ['accused-has-its-own-reason', late, 'stock', 'yes'],
    ['fault-is-in-own-code', throwing, 'stock', 'yes'],
    ['fault-is-in-own-code', computing, 'stock', 'yes'],
    ['fault-is-in-own-code', taken, 'stock', 'cannot-tell'],
    ['code-changed-before-harm', computing, 'stock', 'yes'],
    ['code-changed-before-harm', throwing, 'stock', 'yes'],
    ['code-changed-before-harm', { ...computing, change_candidates: anyCode }, 'stock', 'no'],
    ['code-changed-before-harm', taken, 'stock', 'no'],
    ['foreign-work-takes-the-resource', taken, 'stock', 'yes'],
    ['foreign-work-takes-the-resource', uncounted, 'stock', 'cannot-tell'],
    ['foreign-work-takes-the-resource', asked, 'stock', 'no'],
    ['fault-is-in-own-code', blocked, 'stock', 'yes'],
    ['fault-is-in-own-code', starved, 'stock', 'cannot-tell'],
    ['foreign-work-takes-the-resource', blocked, 'stock', 'no'],
    ['foreign-work-takes-the-resource', starved, 'stock', 'yes'],
    ['names-or-routes-fail', lossy, 'stock', 'yes'],
    ['names-or-routes-fail', late, 'stock', 'yes'],
    ['calls-per-request-rose', chatty, 'stock', 'yes'],
    ['limit-was-lowered-before-onset', set, 'stock', 'yes'],
    ['names-or-routes-fail', { ...late, ...paused }, 'stock', 'cannot-tell'],
    ['names-or-routes-fail', { ...late, ...crowd }, 'stock', 'cannot-tell'],
    ['foreign-work-takes-the-resource', { ...taken, ...crowd }, 'stock', 'cannot-tell'],
    ['limit-was-lowered-before-onset', { ...raised, ...callsOf(90) }, 'stock', 'cannot-tell'],
    ['limit-was-lowered-before-onset', { ...raised, ...callsOf(2900) }, 'stock', 'yes'],
    ['limit-was-lowered-before-onset', computing, 'stock', 'no']
  ] as const)('%s answers for the accused', (id, world, entity, outcome) => {
    expect(answerIn(world, id, entity)).toBe(outcome)
  })

  const first = (world: World): string | undefined => judgedIn(world, all).judged[0]?.category

  it('the origin’s own code is believed before "a dependency was slow", when its change can do it', () => {
    expect(first(computing)).toBe('code-defect')
    expect(first(throwing)).toBe('code-defect')
  })

  it('nobody’s change is convicted where none of the origin can do it: then something else takes the processor', () => {
    expect(first(taken)).toBe('batch-interference')
    const accused = madeHypothesis('H1', 'code-defect', {
      subject: { ...none, entity: 'stock' },
      component: 'stock',
      trigger: { kind: 'deploy', ref: 'f00ba47', time: at('08:59') }
    })
    const [judged] = judgedIn(taken, [accused]).judged
    expect(judged?.gates.find(({ gate }) => gate === 'change-can-produce')?.passed).toBe(false)
  })

  it('packets lost on the way, more calls, and a lowered time-out are told from one another', () => {
    expect(first(lossy)).toBe('network-fault')
    expect(first(chatty)).toBe('query-amplification')
    expect(first(set)).toBe('misconfiguration')
  })

  it('does not take repetitions of what fails for another way of working', () => {
    const counted = { facts: { calls_per_request_baseline: 5, calls_per_request_window: 14 } }
    expect(answerIn({ ...calm, work_per_request: counted }, 'calls-per-request-rose', null)).toBe('yes')
    const again = { facts: { amplification: 2.4 } }
    expect(answerIn({ ...calm, work_per_request: counted, retries: again }, 'calls-per-request-rose', null)).toBe('cannot-tell')
    const hedged = {
      facts: { amplified_by: 'PUT /seat', amplified_operation: 'POST /check', amplified_from: 1, amplified_to: 2.6 }
    }
    const sent = (most_attempts: number) => ({ facts: { amplification: 2.9, most_attempts } })
    const told = (most: number): string =>
      answerIn({ ...calm, span_trees: hedged, retries: sent(most) }, 'calls-per-request-rose', null)
    expect(told(3)).toBe('cannot-tell')
    expect(told(40)).toBe('yes')
  })

  it('says nothing, and weighs nothing, where one service alone is known', () => {
    const [alone] = judgedIn(single, [madeHypothesis('H1', 'inefficient-query')]).judged
    expect(alone?.tests.filter(({ test }) => /accused/.test(test))).toEqual([])
    expect(alone?.score.total).toBeGreaterThan(0.6)
  })
})

it('a service that itself waits for another is not what is slow', () => {
  const call = (dependency: string, callers: string, added_ms: number) => ({
    dependency,
    callers,
    added_ms,
    seen_in: 'spans',
    baseline_calls: 90,
    window_calls: 90,
    baseline_median_ms: 20,
    window_median_ms: 900,
    ratio: 45
  })
  const chain = (added: number): World => ({
    ...calm,
    service_origin: services({}),
    dependency_latency: { facts: {}, rows: [call('stock', 'cart', 1000), call('ledger', 'stock', added)] }
  })
  expect(answerIn(chain(900), 'accused-has-its-own-reason')).toBe('yes')
  const quiet = chain(90)
  expect(answerIn(quiet, 'accused-has-its-own-reason')).toBe('yes')
  expect(judgedIn(quiet, all).verdict.rootCause?.category ?? null).not.toBe('slow-dependency')
})

it('what a statement says of its own waiting for locks comes before the share of all that was slow', () => {
  const blocked = { waits: 34, share_of_slow_time: 0.02, blocked_operation: 'select ?', blocked_share: 0.99 }
  const world: World = { ...calm, lock_waits: { facts: blocked, rows: [] } }
  const test = diagnosticTest('lock-waits-cover-slow-time')
  const evidence = evidenceIn(world, all)
  const of = (operation: string | null) =>
    test?.read(
      answersTo(test.calls(none, sceneOf(frame, evidence)), evidence),
      { subject: { ...none, operation }, onset: null },
      sceneOf(frame, evidence)
    ).outcome
  expect([of('select ?'), of(null), of('select another')]).toEqual(['yes', 'yes', 'no'])
})
