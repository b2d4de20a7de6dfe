import { describe, expect, it } from 'vitest'
import type { CauseCategory } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import { testableCategories } from '../predictions/index.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, judgedIn, madeHypothesis } from '../testing/made-case.ts'
import * as ground from '../testing/made-ground.ts'
import * as around from '../testing/made-surroundings.ts'
import { at, surge, type World } from '../testing/made-world.ts'
import { diagnosticTest } from './index.ts'

const none = { population: null, operation: null, entity: null, series: null }
const suspects: Partial<Record<CauseCategory, typeof none | { entity: string }>> = {
  'slow-dependency': { ...none, entity: 'ledger.example' },
  'network-fault': { ...none, entity: 'ledger.example' },
  'expired-certificate': { ...none, entity: 'ledger.example' },
  'quota-exhaustion': { ...none, entity: 'disk-full' },
  'retry-storm': { ...none, entity: 'retries' },
  'cache-failure': { ...none, entity: 'lists' },
  'platform-outage': { ...none, entity: 'b, c' }
}
const everything = testableCategories.map((category, i) =>
  madeHypothesis(`H${i + 1}`, category, {
    ...(suspects[category] ? { subject: { ...none, ...suspects[category] } } : {}),
    onset: at('09:04')
  })
)

function answerIn(world: World, id: string, entity: string | null = 'ledger.example'): string {
  const test = diagnosticTest(id)
  if (!test) throw new Error(`there is no test ${id}`)
  const evidence = evidenceIn(world, everything)
  const scene = sceneOf(frame, evidence)
  const subject = { ...none, entity }
  return test.read(answersTo(test.calls(subject, scene), evidence), { subject, onset: at('09:05') }, scene).outcome
}

describe('a test of what lies around the service', () => {
  it.each([
    ['dependency-is-slower', around.slowPeer, 'yes'],
    ['dependency-is-slower', around.outdated, 'no'],
    ['dependency-is-slower', around.ownFault, 'no'],
    ['dependency-is-slower', around.noNames, 'no'],
    ['dependency-is-slower', around.starving, 'cannot-tell'],
    ['dependency-is-slower', around.fullDisk, 'cannot-tell'],
    ['dependency-covers-slow-time', around.slowPeer, 'yes'],
    ['dependency-covers-slow-time', around.ownFault, 'no'],
    ['dependency-covers-slow-time', around.asQuickAsEver, 'cannot-tell'],
    ['callers-own-time-kept', around.slowPeer, 'yes'],
    ['callers-own-time-kept', around.starving, 'no'],
    ['dependency-moved-before-harm', around.slowPeer, 'yes'],
    ['several-dependencies-fail-alike', around.noNames, 'yes'],
    ['several-dependencies-fail-alike', around.slowPeer, 'no'],
    ['names-or-routes-fail', around.noNames, 'yes'],
    ['names-or-routes-fail', around.outdated, 'no'],
    ['names-or-routes-fail', around.ownFault, 'no'],
    ['certificate-expired', around.outdated, 'yes'],
    ['certificate-expired', around.fullDisk, 'no'],
    ['certificate-expired', around.datedOnly, 'yes'],
    ['certificate-expired', around.datedBeside, 'cannot-tell'],
    ['quota-was-used-up', around.fullDisk, 'yes'],
    ['quota-was-used-up', around.outdated, 'no'],
    ['growth-reached-its-limit', around.fullDisk, 'yes'],
    ['errors-name-what-ended', around.fullDisk, 'yes'],
    ['errors-name-what-ended', around.slowPeer, 'cannot-tell'],
    ['ended-when-harm-began', around.fullDisk, 'yes'],
    ['ended-when-harm-began', around.outdatedBeside(3), 'yes'],
    ['ended-when-harm-began', around.outdatedBeside(400), 'no'],
    ['failing-is-quick', around.outdated, 'yes'],
    ['failing-is-quick', around.slowPeer, 'no'],
    ['attempts-multiplied', around.repeated, 'yes'],
    ['attempts-multiplied', around.slowPeer, 'no'],
    ['load-rose-after-failing', around.repeated, 'yes'],
    ['load-rose-after-failing', around.slowPeer, 'no'],
    ['requests-per-client-rose', around.repeated, 'yes'],
    ['requests-per-client-rose', surge, 'no'],
    ['more-people-came', surge, 'yes'],
    ['more-people-came', around.repeated, 'no'],
    ['more-people-came', around.slowPeer, 'cannot-tell'],
    ['cache-hits-fell', around.emptyCache, 'yes'],
    ['cache-hits-fell', around.slowPeer, 'cannot-tell'],
    ['cache-hits-fell', around.ownBuffers, 'cannot-tell'],
    ['cache-fell-before-harm', around.emptyCache, 'yes'],
    ['work-behind-came-more-often', around.emptyCache, 'yes'],
    ['several-instances-lost-together', around.lostZone, 'yes'],
    ['instances-lost-before-harm', around.lostZone, 'yes'],
    ['platform-told-of-outage', around.lostZone, 'yes'],
    ['platform-told-of-outage', around.slowPeer, 'no'],
    ['several-instances-lost-together', ground.lostService, 'yes'],
    ['several-instances-lost-together', ground.untoldService, 'cannot-tell'],
    ['instances-lost-before-harm', ground.lostService, 'yes'],
    ['platform-told-of-outage', ground.lostService, 'yes'],
    ['attempts-cost-the-same', ground.storm, 'yes'],
    ['attempts-cost-the-same', ground.dearerAttempts, 'no'],
    ['attempts-cost-the-same', around.slowPeer, 'cannot-tell'],
    ['began-with-an-interruption', ground.storm, 'yes'],
    ['began-with-an-interruption', ground.dearerAttempts, 'cannot-tell']
  ] as const)('%s reads its evidence', (id, world, outcome) => {
    expect(answerIn(world, id)).toBe(outcome)
  })

  it.each([
    ['attempts per order', 6, 'yes'],
    ['attempts per order', 1.2, 'no'],
    ['client_retries', 6, 'no']
  ] as const)('hears who counted %s for himself (%f), where keys are new with each attempt', (series, now, outcome) => {
    const facts = { attempts_per_intent_baseline: 1, attempts_per_intent_window: 1, retry_series: series }
    const retries = { facts: { ...facts, retry_series_baseline: 1, retry_series_window: now } }
    expect(answerIn({ ...around.slowPeer, retries }, 'attempts-multiplied')).toBe(outcome)
  })
})

describe('a log of slow statements only', () => {
  const world = (runs: number, usualMs: number, left = 4): World => ({
    ...around.emptyCache,
    series_onsets: around.cacheFrom(96, left),
    operations: {
      facts: { slow_only_ms: 2000 },
      rows: [
        { ...around.statement('SELECT on lists', 20, runs), baseline_median_ms: usualMs, median_ms: 9000 },
        { ...around.statement('GET /lists', 400, 400), population: 'requests' }
      ]
    }
  })

  it.each([
    ['counts a statement that is dear in health too, where it comes as often as the cache misses', world(400, 3500), 'yes'],
    ['counts none of which health shows only the end that it keeps', world(400, 2100), 'cannot-tell'],
    ['says nothing where far more come than the cache misses', world(4000, 3500), 'cannot-tell'],
    ['says nothing where hardly more come', world(40, 3500), 'cannot-tell'],
    ['says nothing beside a cache that kept its hits', world(400, 3500, 95), 'cannot-tell']
  ] as const)('%s', (_, made, outcome) => {
    expect(answerIn(made, 'work-behind-came-more-often')).toBe(outcome)
  })
})

describe('a statement that no healthy time shows, and that takes minutes', () => {
  const world = (label: string, runs: number, left: number): World => ({
    ...around.emptyCache,
    series_onsets: around.cacheFrom(96, left),
    operations: {
      facts: {},
      rows: [
        { ...around.statement(label, 0, runs), median_ms: 60_000, baseline_median_ms: null },
        around.statement('SELECT on pages', 200, 200),
        { ...around.statement('GET /lists', 400, 400), population: 'requests' }
      ]
    }
  })

  it.each([
    ['is what a cache answered before, where a sample misses so few', world('SELECT on lists', 45, 4), 'yes'],
    ['is none of it where a cache that missed as seldom would have shown it', world('SELECT on lists', 390, 4), 'no'],
    ['is none of it where it writes', world('ALTER lists', 45, 4), 'no'],
    ['is none of it where the cache kept its hits', world('SELECT on lists', 45, 95), 'no']
  ] as const)('%s', (_, made, outcome) => {
    expect(answerIn(made, 'work-behind-came-more-often')).toBe(outcome)
  })
})

describe('of all the classes', () => {
  it.each([
    ['slow-dependency', around.slowPeer],
    ['network-fault', around.noNames],
    ['expired-certificate', around.outdated],
    ['expired-certificate', around.datedOnly],
    ['quota-exhaustion', around.fullDisk],
    ['retry-storm', around.repeated],
    ['cache-failure', around.emptyCache],
    ['platform-outage', around.lostZone],
    ['platform-outage', ground.lostService],
    ['inefficient-query', around.ownFault]
  ] as const)('%s is accepted where it is at work', (category, world) => {
    expect(judgedIn(world, everything).verdict.rootCause?.category ?? null).toBe(category)
  })

  it('what is slow but takes hardly any of the time that was added is no cause', () => {
    const { judged, verdict } = judgedIn(around.slowBeside, everything)
    expect(verdict.rootCause?.category ?? null).not.toBe('slow-dependency')
    expect(judged.find(({ category }) => category === 'slow-dependency')?.score.total).toBeLessThanOrEqual(0.5)
  })

  it('no certificate is accepted for its date, where what failed gives another reason', () => {
    expect(judgedIn(around.datedBeside, everything).verdict.rootCause?.category ?? null).not.toBe('expired-certificate')
  })

  it('none around the service is accepted where its own statement is dear, or where it starves', () => {
    for (const world of [around.ownFault, around.starving, surge]) {
      const accepted = judgedIn(world, everything).judged.filter(({ fate }) => fate === 'accepted')
      expect(accepted.filter(({ category }) => category in suspects)).toEqual([])
    }
  })

  it('a cache that fell is not believed while nothing behind it is seen to be asked more', () => {
    const world = { ...around.emptyCache, operations: {} }
    const cache = judgedIn(world, everything).judged.find(({ category }) => category === 'cache-failure')
    expect(cache?.score.total).toBeLessThanOrEqual(0.5)
  })

  it('a cache that fell is believed where what stands behind it is asked more since, and not where it was before, nor for a full processor', () => {
    const behind = (since: string, name = 'queries_per_s', role = 'load') => {
      const { series_onsets: onsets } = around.emptyCache
      const measured = around.series('store', name, role, 12, 97, at(since))
      const world = {
        ...around.emptyCache,
        operations: {},
        series_onsets: { ...onsets, rows: [...(onsets?.rows ?? []), measured] }
      }
      return judgedIn(world, everything).judged.find(({ category }) => category === 'cache-failure')?.score.total ?? 0
    }
    expect(behind('09:05')).toBeGreaterThan(0.6)
    expect(behind('08:40')).toBeLessThanOrEqual(0.5)
    expect(behind('09:05', 'cpu_percent', 'cpu')).toBeLessThanOrEqual(0.5)
  })
})
