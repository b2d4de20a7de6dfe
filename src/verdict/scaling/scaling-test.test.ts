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
    expect(answers(repeated)).toMatchObject({ 'work-per-request': 'against', 'same-load-other-outcome': 'cannot-tell' })
    expect(scalingIn(repeated).wouldScalingHelp).toBe('no')
  })

  it('does not take the busiest hour so far for a lack of capacity where it is hardly busier', () => {
    const none = { facts: { pairs: 0 } }
    const loaded = (ratio: number): World => ({
      matched_load: none,
      demand: { facts: { load_peak: 100 * ratio, load_ratio: ratio } }
    })
    expect(answers(loaded(1.3))['same-load-other-outcome']).toBe('cannot-tell')
    expect(answers(loaded(2))['same-load-other-outcome']).toBe('for')
  })

  it('says yes where a limit was cut as harm began and work waits only since, and not for a time-out that was cut', () => {
    const world = (name: string, waitsFrom: string, cost: World = {}): World => ({
      ...cost,
      limits: { facts: { lowered: true, lowered_name: name, lowered_from: '40', lowered_to: '4', lowered_at: at('09:03') } },
      frame: {
        facts: { incident: true },
        rows: [{ signal: 'p95', kind: 'latency', departs_at: at('09:05') }]
      },
      series_onsets: {
        rows: [
          series(null, 'p95', 'latency', 100, 9000, at('09:05')),
          series(null, 'threads_waiting', 'waiters', 0, 30, waitsFrom)
        ]
      }
    })
    expect(scalingIn(world('threads.max', at('09:05'))).wouldScalingHelp).toBe('yes')
    for (const other of [world('connect-timeout', at('09:05')), world('threads.max', at('08:30'))]) {
      expect(scalingIn(other).wouldScalingHelp).toBe('cannot-tell')
    }
    const { operations } = dearStatement
    expect(scalingIn(world('threads.max', at('09:05'), operations ? { operations } : {})).wouldScalingHelp).toBe('no')
  })

  it('reads the cost of a request from the processor where durations do not tell: it rose with the load, or beyond it', () => {
    const world = (beyond: string | null): World => ({
      demand: { facts: { load_series: 'rps', load_peak: 600, load_ratio: 6 } },
      matched_load: { facts: { pairs: 0 } },
      series_onsets: {
        rows: [
          series(null, 'rps', 'load', 100, 600, at('09:00')),
          {
            ...series(null, 'cpu_percent', 'cpu', 13, 98, at('09:00'), at('09:30')),
            load_explained: 0.9,
            beyond_load_onset: beyond
          }
        ]
      }
    })
    expect(scalingIn(world(null)).wouldScalingHelp).toBe('yes')
    // Full, it works off what waited.
    expect(scalingIn(world(at('10:30'))).wouldScalingHelp).toBe('yes')
    expect(answers(world(at('09:10')))['work-per-request']).toBe('cannot-tell')
  })

  it('says yes where the load would have needed more than there is had each of it cost what it did', () => {
    const world = (before: number, beyond: string | null = null): World => ({
      demand: { facts: { load_series: 'sessions', load_peak: 160, load_ratio: 16 } },
      matched_load: { facts: { pairs: 0 } },
      series_onsets: {
        rows: [
          series(null, 'sessions', 'load', 10, 160, at('09:00')),
          { ...series(null, 'busy workers', 'holders', before, 8, at('09:00'), at('09:05')), beyond_load_onset: beyond },
          // Served as quickly as ever: who found no place was sent away.
          series(null, 'view', 'latency', 900, 905, null),
          series(null, 'refused', 'errors', 0, 44, at('09:06'))
        ]
      }
    })
    expect(answers(world(0.7))).toMatchObject({ 'work-per-request': 'for', 'same-load-other-outcome': 'for' })
    expect(scalingIn(world(0.7)).wouldScalingHelp).toBe('yes')
    // A third of them at work would have carried it, or it filled before more came.
    expect(answers(world(0.2))['work-per-request']).toBe('cannot-tell')
    expect(answers(world(0.7, at('08:50')))['work-per-request']).toBe('cannot-tell')
  })

  it('says no to load that a program made, many times what people ask for', () => {
    const world = (ratio: number): World => ({
      demand: { facts: { load_series: 'rps', load_peak: 100 * ratio, load_ratio: ratio } },
      matched_load: { facts: { pairs: 0 } },
      traffic_makeup: {
        facts: {
          rate_ratio: ratio,
          grown_value: 'fetcher',
          grown_dimension: 'user_agent',
          grown_agent_kind: 'library',
          grown_share: 0.8,
          grown_share_of_added: 0.95,
          grown_share_baseline: 0,
          grown_per_client_per_min: 60,
          others_per_client_per_min: 1
        }
      }
    })
    expect(scalingIn(world(5)).wouldScalingHelp).toBe('no')
    expect(scalingIn(world(1.6)).wouldScalingHelp).toBe('cannot-tell')
  })

  it('tells what is kept from what a crowd holds while it waits: only a restart empties the one', () => {
    const grew = (resets: number, atRestarts: number): World => ({
      resource_trends: {
        facts: { series: 1 },
        rows: [
          {
            entity: null,
            series: 'heap',
            role: 'memory',
            first: 30,
            last: 90,
            slope_per_hour: 30,
            slope_low: 20,
            load_explained: 0,
            grows: true,
            growing_since: at('09:00'),
            resets,
            resets_at_restarts: atRestarts
          }
        ]
      }
    })
    expect(scalingIn({ ...surge, ...grew(2, 2) }).wouldScalingHelp).toBe('delays')
    expect(scalingIn({ ...surge, ...grew(1, 0) }).wouldScalingHelp).toBe('yes')
    // More workers cured; more memory began the program anew, which freed what it had kept.
    const cured = (object: string): World => ({
      ...surge,
      ...grew(0, 0),
      interventions: { rows: [{ time: at('10:30'), kind: 'raise-limit', object }] },
      after_intervention: { facts: { slow_after: 0, latency_before: 9000, latency_after: 200 } }
    })
    expect(scalingIn(cured('workers')).wouldScalingHelp).toBe('yes')
    expect(scalingIn(cured('Xmx')).wouldScalingHelp).toBe('delays')
  })

  it('says that more would only delay what fills whatever its size', () => {
    const grew = { facts: { limit_series: 'disk', limit_reaches_at: at('09:04'), limit_reached_in_window: true } }
    expect(scalingIn({ ...surge, expiry_and_quota: grew }).wouldScalingHelp).toBe('delays')
    const slow = { rows: [{ signal: 'p95', kind: 'latency', departs_at: at('09:05') }] }
    expect(scalingIn({ frame: slow }).wouldScalingHelp).toBe('cannot-tell')
    expect(scalingIn({ frame: slow, expiry_and_quota: grew }).wouldScalingHelp).toBe('delays')
  })

  it('does not hold it against capacity that the load was carried while there was more of it', () => {
    const world = (silent: number, full: string | null): World => ({
      matched_load: dearStatement['matched_load'] ?? {},
      series_onsets: {
        rows: [
          series('east', 'served', 'load', 50, silent, at('09:00')),
          series('west', 'served', 'load', 50, 100, at('09:00')),
          series('west', 'cpu_percent', 'cpu', 40, 90, at('09:00'), full)
        ]
      }
    })
    expect(answers(world(50, at('09:05')))['same-load-other-outcome']).toBe('against')
    expect(answers(world(0, null))['same-load-other-outcome']).toBe('cannot-tell')
    expect(scalingIn(world(0, at('09:05'))).wouldScalingHelp).toBe('yes')
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
