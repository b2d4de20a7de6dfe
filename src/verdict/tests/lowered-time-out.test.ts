import { describe, expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { at, limitCut, type World } from '../testing/made-world.ts'
import { limitWasLoweredBeforeOnset } from './limit-was-lowered-before-onset.ts'
import { limitWasReached } from './limit-was-reached.ts'
import { revertCured } from './revert-cured.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'

const subject = { population: null, operation: null, entity: 'waitAtMost', series: 'client.timeout' }
const lowered = (to: string): World => ({
  ...limitCut,
  holders_waiters: {},
  limits: {
    facts: {
      lowered: true,
      lowered_name: 'client.timeout',
      lowered_from: to === '4' ? '9' : '4s',
      lowered_to: to,
      lowered_at: at('07:00')
    },
    rows: []
  }
})
const ending = (plateau: number, failedBefore = 0, usual: number | null = null) => ({
  facts: {},
  rows: [
    {
      dependency: 'maps',
      window_calls: 90,
      baseline_p95_ms: usual,
      baseline_failed_share: failedBefore,
      window_failed_share: 0.4,
      plateau_ms: plateau,
      timeout: 'plateau'
    }
  ]
})

function readIn(world: World, test: DiagnosticTest, onset: string, component = 'waitAtMost') {
  const evidence = evidenceIn(world, [madeHypothesis('H1', 'misconfiguration', { subject, onset })])
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(subject, scene), evidence), { subject, onset, component }, scene)
}

describe('a time-out that was lowered', () => {
  it.each([
    ['where calls are given up just when it is over', '400', 403, 0, true],
    ['also where the number is of seconds', '4', 4010, 0, true],
    ['not where they end later: another waits', '400', 5000, 0, false],
    ['not where they were given up as often before', '400', 403, 0.4, false]
  ])('is used up %s', (_, to, plateau, before, is) => {
    const read = readIn({ ...lowered(to), dependency_latency: ending(plateau, before) }, limitWasReached, at('07:00'))
    expect(read.statement.text.includes('which is what client.timeout was lowered to')).toBe(is)
  })
})

describe('a time-out that was lowered while all became slow', () => {
  const slowNow = (median: number) => ({
    facts: {},
    rows: [
      {
        population: 'requests',
        operation: 'GET /map',
        label: 'GET /map',
        runs: 200,
        baseline_runs: 180,
        baseline_median_ms: 100,
        median_ms: median
      }
    ]
  })

  it.each([
    ['did not make it slow', 2000, undefined, 'no'],
    ['did not make it slow where calls were never near its end before', 2000, ending(4010, 0, 200), 'no'],
    ['may be tried again where calls were', 2000, ending(4010, 0, 3900), 'yes'],
    ['is what it was where nothing is much slower', 180, undefined, 'yes']
  ])('%s', (_, median, calls, outcome) => {
    const world = { ...lowered('4'), operations: slowNow(median), ...(calls ? { dependency_latency: calls } : {}) }
    expect(readIn(world, limitWasLoweredBeforeOnset, at('07:00')).outcome).toBe(outcome)
  })
})

describe('a roll-back', () => {
  const deed = { time: at('09:30'), kind: 'rollback', object: 'desk-svc', undoes: true }
  const world: World = {
    ...limitCut,
    interventions: { facts: { interventions: 1 }, rows: [deed] },
    after_intervention: { facts: { slow_after: 8, slow_after_max_ms: 9000 } },
    change_candidates: {
      facts: {},
      rows: [{ time: at('08:55'), acts_at: at('08:55'), kind: 'deploy', entity: 'desk-svc', ref: '9.1' }]
    }
  }

  it('of what was done before this began, and cured nothing, speaks against what it names', () => {
    expect(readIn(world, revertCured, at('08:58'), 'the pool of desk-svc').outcome).toBe('no')
    expect(readIn(world, revertCured, at('08:58'), 'the threads of what serves').outcome).toBe('cannot-tell')
  })

  it('of what was done after this began says nothing of it', () => {
    expect(readIn(world, revertCured, at('07:00')).outcome).toBe('cannot-tell')
  })
})
