import { describe, expect, it } from 'vitest'
import type { CauseCategory, Hypothesis } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, judgedIn, madeHypothesis } from '../testing/made-case.ts'
import { jobInTheWay, sickMachine, wrongCode } from '../testing/made-own.ts'
import { services } from '../testing/made-services.ts'
import { cacheFrom, series, slowPeer } from '../testing/made-surroundings.ts'
import { at, type World } from '../testing/made-world.ts'
import { diagnosticTest } from './index.ts'

const none = { population: null, operation: null, entity: null, series: null }

function outcome(world: World, id: string, category: CauseCategory, subject: Partial<Hypothesis['subject']> = {}): string {
  const test = diagnosticTest(id)
  if (!test) throw new Error(`there is no test ${id}`)
  const hypothesis = madeHypothesis('H1', category, { subject: { ...none, ...subject } })
  const evidence = evidenceIn(world, [hypothesis])
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(hypothesis.subject, scene), evidence), hypothesis, scene).outcome
}

const onsets = (...rows: ReturnType<typeof series>[]): World => ({ series_onsets: { facts: { load_series: 'rps' }, rows } })

describe('what wrongly spoke against the right explanation says nothing:', () => {
  it('callers who fail of one instance fail on their own, which has far more than its share all the same', () => {
    const shared = (share: number, load: number): World => ({
      ...sickMachine,
      instance_skew: {
        facts: { ...sickMachine['instance_skew']?.facts, failures_share: share, load_share: load },
        rows: (sickMachine['instance_skew']?.rows ?? []).map((row) => ({ ...row, role: 'errors' }))
      }
    })
    expect(outcome(shared(0.45, 0.12), 'most-harm-on-one-instance', 'faulty-instance')).toBe('yes')
    expect(outcome(shared(0.45, 0.4), 'most-harm-on-one-instance', 'faulty-instance')).toBe('no')
  })

  it('a processor at rest, of pools that nobody measures', () => {
    const world = { ...slowPeer, holders_waiters: {}, ...onsets(series(null, 'cpu', 'cpu', 10, 12, null)) }
    expect(outcome(world, 'limit-was-reached', 'misconfiguration')).toBe('cannot-tell')
    const pool = { ...slowPeer, holders_waiters: {}, ...onsets(series(null, 'pool_active', 'holders', 2, 3, null)) }
    expect(outcome(pool, 'limit-was-reached', 'misconfiguration')).toBe('no')
  })

  it('latency that stood still, of what follows the load where people are turned away', () => {
    const world = (now: number, onset: string | null): World => ({
      ...slowPeer,
      ...onsets(series(null, 'rps', 'load', 50, 900, at('09:00')), series(null, 'p95', 'latency', 90, now, onset)),
      lead_lag: { facts: { correlation: -0.2, points: 200, lag_seconds: 0 } }
    })
    expect(outcome(world(92, null), 'latency-follows-load', 'demand-surge')).toBe('cannot-tell')
    expect(outcome(world(9000, at('09:05')), 'latency-follows-load', 'demand-surge')).toBe('no')
  })

  it('a call that a run makes too often, of foreign work', () => {
    const trees = (operation: string): World => ({
      span_trees: { facts: { amplified_by: 'GET list', amplified_operation: operation } }
    })
    const accused = { population: 'requests', operation: 'GET list' } as const
    const read = (world: World): string => outcome(world, 'foreign-work-takes-the-resource', 'query-amplification', accused)
    expect(read({ ...jobInTheWay, ...trees('select report') })).toBe('no')
    expect(read({ ...jobInTheWay, ...trees('select plots') })).toBe('yes')
  })

  it('that nobody wrote down who brought the data', () => {
    expect(outcome(wrongCode, 'data-changed-before-harm', 'data-defect', { operation: 'GET list' })).toBe('cannot-tell')
  })
})

describe('a service behind a cache', () => {
  const read = (behind: number, callers: number): string =>
    outcome(
      {
        ...slowPeer,
        series_onsets: cacheFrom(96, 4),
        service_origin: services({ busier: behind }, {}, { busier: callers })
      },
      'work-behind-came-more-often',
      'cache-failure'
    )
  it('is asked more often where its load multiplied and that of its callers did not', () => {
    expect(read(20, 1.4)).toBe('yes')
    expect(read(1.4, 1.4)).toBe('cannot-tell')
  })
})

describe('a processor that is full', () => {
  const read = (own_now_ms: number): string =>
    outcome(
      {
        ...slowPeer,
        service_origin: services({
          own_before_ms: 60,
          own_now_ms,
          resource_role: 'cpu',
          resource_series: 'cpu_pct',
          resource_before: 4,
          resource_now: 99
        })
      },
      'foreign-work-takes-the-resource',
      'batch-interference',
      { entity: 'stock' }
    )

  it('may be another’s work where one’s own takes some times as long, and not where nothing is left of it', () => {
    expect(read(500)).toBe('yes')
    expect(read(19_000)).toBe('cannot-tell')
  })
})

describe('a limit that is measured', () => {
  const read = (before: number, after: number, when: string, id = 'limit-was-lowered-before-onset'): string =>
    outcome(
      {
        ...slowPeer,
        limits: { facts: { lowered: false } },
        holders_waiters: {
          facts: {
            pool: 'connections',
            limit_before: before,
            limit_after: after,
            limit_changed_at: at(when),
            first_full_at: at('09:05')
          }
        }
      },
      id,
      'misconfiguration'
    )

  it('was lowered where it fell far by the time of harm and was reached, though nobody wrote it down', () => {
    expect(read(25, 2, '08:50')).toBe('yes')
    expect(read(25, 2, '08:50', 'limit-changed-as-harm-began')).toBe('yes')
  })

  it('was not where it was raised, breathes, or fell only afterwards', () => {
    expect(read(2, 25, '08:50')).toBe('no')
    expect(read(25, 20, '08:50')).toBe('no')
    expect(read(25, 2, '10:00')).toBe('no')
  })
})

describe('a sign that much else hides', () => {
  it('weighs less where it is not seen than where it is', () => {
    const defect = (): Hypothesis => madeHypothesis('H1', 'code-defect', { subject: { ...none, operation: 'GET list' } })
    const score = (world: World): number => judgedIn(world, [defect()]).judged[0]?.score.dimensions.precedence ?? 0
    const changed = score(wrongCode)
    const unchanged = score({
      ...wrongCode,
      change_candidates: { facts: { candidates: 1 }, rows: [{ title: 'other', able: false }] }
    })
    expect(changed).toBeGreaterThan(0)
    expect(unchanged).toBeLessThan(0)
    expect(changed).toBeGreaterThan(-unchanged)
  })
})
