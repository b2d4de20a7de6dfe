import { describe, expect, it } from 'vitest'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { fullDisk, repeated } from '../testing/made-surroundings.ts'
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
