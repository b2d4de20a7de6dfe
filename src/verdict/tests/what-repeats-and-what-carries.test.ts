import { describe, expect, it } from 'vitest'
import type { CauseCategory } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import { madeEvidence } from '../testing/made-evidence.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { onsets, quiet, series } from '../testing/made-surroundings.ts'
import { at, type World } from '../testing/made-world.ts'
import { sceneOf } from '../scene.ts'
import { failsOnOneInstance } from './fails-on-one-instance.ts'
import { newlyFailing } from './dependency-rows.ts'
import { rowsIn } from '../reading.ts'
import { diagnosticTest } from './index.ts'

const none = { population: null, operation: null, entity: null, series: null }

function outcome(world: World, id: string, category: CauseCategory = 'retry-storm'): string {
  const test = diagnosticTest(id)
  if (!test) throw new Error(`there is no test ${id}`)
  const hypothesis = madeHypothesis('H1', category, { subject: none })
  const evidence = evidenceIn(world, [hypothesis])
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(hypothesis.subject, scene), evidence), hypothesis, scene).outcome
}

describe('attempts', () => {
  const paired = { retry_series: 'attempts per intent (tries ÷ orders)', retry_series_baseline: 1, retry_series_window: 9 }
  const world = (clients: number, each: number, more = paired): World => ({
    ...quiet,
    retries: { facts: more },
    demand: { facts: { clients_ratio: clients, requests_per_client_ratio: each } }
  })

  it('are not told by counts where as many more clients came, each of whom asks as ever', () => {
    expect(outcome(world(1.1, 8), 'attempts-multiplied')).toBe('yes')
    expect(outcome(world(8, 1.05), 'attempts-multiplied')).toBe('cannot-tell')
    expect(outcome(world(8, 1.05, { ...paired, retry_series: 'tries_per_order' }), 'attempts-multiplied')).toBe('yes')
  })

  it('are calls too, and make no request ask more often for its own sake', () => {
    const calls = (amplification: number | null): World => ({
      ...quiet,
      retries: { facts: amplification === null ? {} : { amplification } },
      span_trees: { facts: { amplified_by: 'PUT a', amplified_operation: 'GET b', amplified_from: 1, amplified_to: 3 } }
    })
    expect(outcome(calls(null), 'calls-per-request-rose', 'query-amplification')).toBe('yes')
    expect(outcome(calls(1.2), 'calls-per-request-rose', 'query-amplification')).toBe('yes')
    expect(outcome(calls(2.9), 'calls-per-request-rose', 'query-amplification')).toBe('cannot-tell')
  })
})

describe('the way', () => {
  const called = { dependency: 'shelf:5432', seen_in: 'events', baseline_calls: 1, baseline_failed_share: 1 }
  const world = (first: string, facts: Record<string, string> = {}, failure = 'refused', calls = 300): World => ({
    ...quiet,
    dependency_latency: {
      facts: { way_lines: 4, way_first_at: first, way_text: 'duplicate address of shelf', ...facts },
      rows: [{ ...called, window_calls: calls, window_failed_share: 1, failure }]
    }
  })

  it('is broken where those who carry what others send say so as calls begin to fail, whatever the calls say', () => {
    for (const failure of ['refused', 'timeout', 'error', 'reset'])
      expect(outcome(world(at('09:04'), { way_names: 'shelf' }, failure), 'names-or-routes-fail')).toBe('yes')
    expect(outcome(world(at('09:04')), 'names-or-routes-fail')).toBe('yes')
  })

  it('is not told to be where it is said long after, or while no call fails that did not', () => {
    expect(outcome(world(at('09:40')), 'names-or-routes-fail')).toBe('no')
    expect(outcome(world(at('09:04'), {}, 'refused', 2), 'names-or-routes-fail')).not.toBe('yes')
    expect(outcome(world(at('09:04'), {}, 'rate-limited'), 'names-or-routes-fail')).toBe('no')
  })

  it('fails newly for calls of which only those that fail are logged, where far more do', () => {
    const share = (before: number, now: number): number => {
      const row = { ...called, baseline_calls: before, window_calls: now, window_failed_share: 1 }
      const [one] = rowsIn(madeEvidence({ tool: 'dependency_latency', arguments: {} }, { rows: [row] }))
      return one ? newlyFailing(one) : -1
    }
    expect([share(1, 300), share(200, 300)]).toEqual([1, 0])
  })
})

describe('a cache', () => {
  const share = series('shelf', 'hit_ratio', 'cache-hits', 0.98, 0.5, at('09:03'))
  const world = (...rows: ReturnType<typeof series>[]): World => ({
    ...quiet,
    operations: {},
    series_onsets: onsets([series(null, 'p95', 'latency', 100, 9000, at('09:05')), share, ...rows])
  })

  it('that evicts as never before, or holds far less, hands on what it was asked; one that only misses may be filled late', () => {
    const test = 'work-behind-came-more-often'
    expect(outcome(world(), test, 'cache-failure')).toBe('cannot-tell')
    expect(outcome(world(series('shelf', 'evicted_objects/min', 'load', 0, 5000, at('09:03'))), test, 'cache-failure')).toBe(
      'yes'
    )
    expect(outcome(world(series('shelf', 'curr_items', 'other', 9e6, 1e6, at('09:04'))), test, 'cache-failure')).toBe('yes')
    expect(outcome(world(series('shelf', 'used_memory_bytes', 'memory', 9e9, 1e9, at('09:50'))), test, 'cache-failure')).toBe(
      'cannot-tell'
    )
    expect(outcome(world(series('other', 'used_memory_bytes', 'memory', 9e9, 1e9, at('09:04'))), test, 'cache-failure')).toBe(
      'cannot-tell'
    )
  })
})

describe('what fails on one instance alone', () => {
  const skew = (peers: readonly (readonly [string, number])[], facts = {}) =>
    madeEvidence(
      { tool: 'instance_skew', arguments: {} },
      {
        facts: { failures_share: 0.98, ...facts },
        rows: [['desk-5d1b-a', 100] as const, ...peers].map(([instance, value]) => ({
          service: 'desk',
          instance,
          kind: 'instance',
          measure: 'failed %',
          role: 'errors',
          value,
          peers_value: 0,
          ratio: null,
          robust_z: value > 0 ? 200 : -200,
          departs: true
        }))
      }
    )

  it('does not fail of code that its peers run in health, unless it runs another', () => {
    const peers = [
      ['desk-5d1b-b', 0],
      ['desk-5d1b-c', 1]
    ] as const
    expect(failsOnOneInstance(skew(peers), 'desk')?.outcome).toBe('cannot-tell')
    expect(failsOnOneInstance(skew(peers.slice(0, 1)), 'desk')).toBeNull()
    expect(failsOnOneInstance(skew(peers, { failures_share: 0.4 }), 'desk')).toBeNull()
    const older = peers.map(([name, value]) => [name.replace('5d1b', '77aa'), value] as const)
    expect(failsOnOneInstance(skew(older), 'desk')).toBeNull()
  })
})
