import { describe, expect, it } from 'vitest'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { fullDisk, repeated, series } from '../testing/made-surroundings.ts'
import { at, dearStatement, healthy, surge, type World } from '../testing/made-world.ts'
import { readScaling } from './scaling-test.ts'

const hypotheses = [madeHypothesis('H1', 'inefficient-query'), madeHypothesis('H2', 'demand-surge')]
const scalingIn = (world: World) => readScaling(frame, hypotheses, evidenceIn(world, hypotheses))
const answers = (world: World) => Object.fromEntries(scalingIn(world).parts.map(({ part, answer }) => [part, answer]))

describe('the scaling test', () => {
  it('answers five parts and says no for work that became dear', () => {
    const { wouldScalingHelp, parts, statement } = scalingIn(dearStatement)
    expect(parts).toHaveLength(5)
    expect(wouldScalingHelp).toBe('no')
    expect(Object.keys(statement.values)).not.toHaveLength(0)
  })

  it('says yes for a surge at an unchanged cost', () => {
    expect(scalingIn(surge).wouldScalingHelp).toBe('yes')
  })

  it('says that more would only delay when the simulation does', () => {
    const delaying = { facts: { ...dearStatement['counterfactual']?.facts, scaling_delays: true } }
    expect(scalingIn({ ...dearStatement, counterfactual: delaying }).wouldScalingHelp).toBe('delays')
  })

  it('leaves the parts that need rates untold where the materials do not obey Little’s law', () => {
    const drawn: World = {
      ...dearStatement,
      littles_law: { facts: { obeys: 'no', points: 5, drawn_series: 'waiting' } },
      counterfactual: { facts: { calibrated: false, why_not: 'drawn' } }
    }
    expect(answers(drawn)).toMatchObject({
      'hold-time': 'cannot-tell',
      counterfactual: 'cannot-tell',
      'work-per-request': 'against'
    })
    expect(scalingIn(drawn).physics).toMatchObject({ obeys: 'no', statement: { text: expect.stringContaining('waiting') } })
  })

  it('does not take an unchanged cost for a word for scaling where the load was ordinary, or was repetitions', () => {
    expect(answers(fullDisk)['work-per-request']).toBe('cannot-tell')
    expect(scalingIn(fullDisk).wouldScalingHelp).not.toBe('yes')
    expect(answers(repeated)).toMatchObject({ 'work-per-request': 'cannot-tell', 'same-load-other-outcome': 'cannot-tell' })
    expect(scalingIn(repeated).wouldScalingHelp).not.toBe('yes')
  })

  it('says that more would only delay what fills whatever its size', () => {
    const grew = { facts: { limit_series: 'disk', limit_reaches_at: at('09:04'), limit_reached_in_window: true } }
    expect(scalingIn({ ...surge, expiry_and_quota: grew }).wouldScalingHelp).toBe('delays')
  })

  it('does not hold it against capacity that the load was carried while there was more of it', () => {
    const loads = (silent: number) => [
      series('east', 'served', 'load', 50, silent, at('09:00')),
      series('west', 'served', 'load', 50, 100, at('09:00'))
    ]
    const world = (silent: number): World => ({
      matched_load: dearStatement['matched_load'] ?? {},
      series_onsets: { rows: loads(silent) }
    })
    expect(answers(world(50))['same-load-other-outcome']).toBe('against')
    expect(answers(world(0))['same-load-other-outcome']).toBe('cannot-tell')
  })

  it('says no where work fails at once with nobody waiting and processors at rest, as long as the load was ordinary', () => {
    const world = (waiting: number, cpu: number, load: number): World => ({
      demand: { facts: { load_series: 'rps', load_peak: 100 * load, load_ratio: load } },
      series_onsets: {
        rows: [
          series(null, 'p95', 'latency', 100, 90, null),
          series(null, 'error_percent', 'errors', 0, 40, at('09:05')),
          series(null, 'waiting', 'waiters', 0, waiting, null),
          series(null, 'cpu_percent', 'cpu', 6, cpu, null)
        ]
      }
    })
    expect(scalingIn(world(0, 7, 1)).wouldScalingHelp).toBe('no')
    for (const other of [world(9, 7, 1), world(0, 80, 1), world(0, 7, 3)]) expect(answers(other)['hold-time']).toBe('cannot-tell')
  })

  it('says no where the slow time is waiting for locks, or an instance fails alone among its peers', () => {
    const locks = (share: number): World => ({
      lock_waits: { facts: { waits: 40, share_of_slow_time: share } }
    })
    expect(scalingIn(locks(0.9)).wouldScalingHelp).toBe('no')
    expect(scalingIn(locks(0.3)).wouldScalingHelp).toBe('cannot-tell')
    const row = {
      instance: 'east',
      kind: 'instance',
      measure: 'errors',
      role: 'errors',
      departs: true,
      robust_z: 9
    }
    const skew = (value: number, peers: number): World => ({
      instance_skew: {
        facts: { instances: 3 },
        rows: [{ ...row, value, peers_value: peers, ratio: value / peers }]
      }
    })
    expect(scalingIn(skew(80, 1)).wouldScalingHelp).toBe('no')
    expect(scalingIn(skew(80, 40)).wouldScalingHelp).toBe('cannot-tell')
  })

  it('counts what was tried', () => {
    const tried: World = {
      ...dearStatement,
      interventions: { rows: [{ time: at('10:30'), kind: 'raise-limit' }] },
      after_intervention: {
        facts: { slow_after: 4 },
        rows: [1, 2, 3].map((i) => ({ time: at(`11:0${i}`), duration_ms: 9000, waiters: 0 }))
      }
    }
    expect(answers(tried)['what-was-tried']).toBe('against')
  })

  it('cannot tell from nothing, and has nothing to prevent without an incident', () => {
    expect(scalingIn({}).wouldScalingHelp).toBe('cannot-tell')
    expect(scalingIn(healthy).wouldScalingHelp).toBe('no')
  })
})
