import { describe, expect, it } from 'vitest'
import { caseOf } from './agreement.ts'
import { fateOf, ranked, type Scored, standingOf, toldApart } from './fate.ts'
import { madeHypothesis } from './testing/made-case.ts'

const change = (ref: string) => ({ kind: 'deploy', ref, time: '2031-05-05T08:50:00.000Z' }) as const

function scored(id: string, category: Parameters<typeof madeHypothesis>[1], total: number, ref: string): Scored {
  const one = caseOf(madeHypothesis(id, category, { trigger: change(ref) }), [])
  // Seen: what weighs most came out as predicted.
  const most = Math.max(...one.checked.map(({ prediction }) => prediction.weight))
  const checked = one.checked.map((each) => ({ ...each, fit: each.prediction.weight === most ? 1 : 0 }))
  const dimensions = {
    coverage: 1,
    discrimination: 1,
    'dose-response': null,
    intervention: null,
    mechanism: 1,
    precedence: 1
  }
  return {
    hypothesis: one.hypothesis,
    checked,
    score: { total, groundedness: 1, dimensions },
    objections: [],
    gates: [],
    discriminations: []
  }
}

const endedWithIt = [
  { prediction: { test: 'ended-with-its-remedy', expected: 'yes', weight: 2.5 }, result: undefined, fit: 1 } as const
]

describe('two explanations that nothing tells apart', () => {
  it('leave it open when they convict different changes', () => {
    const order = [scored('H1', 'retry-storm', 0.9, 'R-2'), scored('H2', 'misconfiguration', 0.75, 'R-1')]
    expect(standingOf(order, { parts: [] }).lacks).toBe('discrimination')
  })

  it('are told apart where harm ended with what ends the one', () => {
    const plain = scored('H1', 'retry-storm', 0.9, 'R-2')
    const ended = { ...plain, checked: [...plain.checked, ...endedWithIt] }
    expect(standingOf([ended, scored('H2', 'misconfiguration', 0.75, 'R-1')], { parts: [] }).lacks).toBeNull()
  })

  it('are what was set and what it did when they convict one change: the one that tells more leads', () => {
    const order = [scored('H1', 'retry-storm', 0.9, 'R-1'), scored('H2', 'misconfiguration', 0.75, 'R-1')]
    const standing = standingOf(order, { parts: [] })
    expect(standing.lacks).toBeNull()
    expect(order.map((one) => fateOf(one, standing))).toEqual(['accepted', 'contributing'])
  })

  it('are undecided all the same when neither leads', () => {
    const order = [scored('H1', 'retry-storm', 0.9, 'R-1'), scored('H2', 'misconfiguration', 0.85, 'R-1')]
    expect(standingOf(order, { parts: [] }).lacks).toBe('margin')
  })
})

describe('an explanation that fell by its date alone', () => {
  const late = (gate: 'cause-before-effect' | 'not-circular', total: number): Scored => ({
    ...scored('H2', 'lock-contention', total, 'R-1'),
    gates: [{ gate, passed: false, statement: madeHypothesis('H2', 'lock-contention').statement }]
  })
  const leader = scored('H1', 'batch-interference', 0.65, 'R-2')

  it('keeps a far weaker one from being accepted', () => {
    expect(standingOf([leader, late('cause-before-effect', 0.95)], { parts: [] }).lacks).toBe('date')
  })

  it('keeps nothing where it explains little more, or fell by something else', () => {
    expect(standingOf([leader, late('cause-before-effect', 0.7)], { parts: [] }).lacks).toBeNull()
    expect(standingOf([leader, late('not-circular', 0.95)], { parts: [] }).lacks).toBeNull()
  })
})

describe('demand that outgrew capacity', () => {
  const order = [scored('H1', 'demand-surge', 0.9, 'campaign')]
  const part = (answer: 'for' | 'against' | 'cannot-tell') =>
    ({ part: 'work-per-request', answer, statement: madeHypothesis('H1', 'demand-surge').statement }) as const

  it('is concluded where something shows that more capacity would have prevented the harm', () => {
    expect(standingOf(order, { parts: [part('for')] }).lacks).toBeNull()
  })

  it('stays open where something shows that it would not have', () => {
    expect(standingOf(order, { parts: [part('for'), part('against')] }).lacks).toBe('capacity')
  })

  it('stays open where nothing does, however much load there was', () => {
    expect(standingOf(order, { parts: [part('cannot-tell')] }).lacks).toBe('capacity')
  })
})

describe('an explanation of which little is told', () => {
  const weak = scored('H1', 'network-fault', 0.4, 'R-1')
  const unseen = (one: Scored): Scored => ({ ...one, checked: one.checked.map((each) => ({ ...each, fit: 0 })) })
  const other = (total: number): Scored => scored('H2', 'slow-dependency', total, 'R-2')
  const lacks = (...order: readonly Scored[]) => standingOf(order, { parts: [] }).lacks

  it('is accepted where what it stands on is seen whole and no other comes near', () => {
    expect(lacks(weak)).toBeNull()
    expect(lacks(weak, other(0.15))).toBeNull()
    expect(lacks(weak, unseen(other(0.29)))).toBeNull()
  })

  it('stays open beside one that comes near, also where that fell by its date alone', () => {
    expect(lacks(weak, other(0.3))).toBe('score')
    const late = [{ gate: 'cause-before-effect', passed: false, statement: weak.hypothesis.statement } as const]
    expect(lacks(weak, { ...other(0.3), gates: late })).toBe('score')
  })

  it('is not kept open by what is rejected because nothing speaks for it', () => {
    expect(lacks(scored('H1', 'network-fault', 0.52, 'R-1'), other(0.3))).toBeNull()
  })

  it('stays open where what it stands on is not seen, or more came than before', () => {
    expect(lacks(unseen(weak))).toBe('score')
    expect(lacks(scored('H1', 'demand-surge', 0.5, 'campaign'))).toBe('score')
  })
})

describe('what two explanations differ in', () => {
  const told = (id: string, category: 'query-amplification' | 'demand-surge', fits: Record<string, number>): Scored => {
    const one = scored(id, category, id === 'H1' ? 0.8 : 0.6, id)
    return { ...one, checked: one.checked.map((each) => ({ ...each, fit: fits[each.prediction.test] ?? 0 })) }
  }

  it('counts by what each of them stands on, not by how many observations there are', () => {
    const calls = told('H1', 'query-amplification', { 'calls-per-request-rose': 1, 'load-exceeds-history': -0.2 })
    const surge = told('H2', 'demand-surge', { 'calls-per-request-rose': -1, 'load-exceeds-history': 0.2 })
    expect(toldApart(calls, surge)).toBe(true)
    expect(toldApart(surge, calls)).toBe(false)
  })

  it('tells nothing apart where it weighs as much on both sides', () => {
    const alike = { 'same-load-was-healthy': 0.1 }
    expect(toldApart(told('H1', 'query-amplification', alike), told('H2', 'demand-surge', alike))).toBe(false)
  })
})

describe('a sick instance and what is wrong with it', () => {
  const at = (id: string, category: Parameters<typeof scored>[1], total: number, entity: string): Scored => {
    const one = scored(id, category, total, id)
    return { ...one, hypothesis: { ...one.hypothesis, subject: { ...one.hypothesis.subject, entity } } }
  }
  const sick = at('H1', 'faulty-instance', 0.9, 'web-2')

  it('are one story, told by what is wrong where that explains as much', () => {
    const order = ranked([sick, at('H2', 'resource-leak', 0.85, 'web')])
    const standing = standingOf(order, { parts: [] })
    expect(order.map((one) => [one.hypothesis.category, fateOf(one, standing)])).toEqual([
      ['resource-leak', 'accepted'],
      ['faulty-instance', 'contributing']
    ])
  })

  it('are told by the instance where what is wrong explains far less, is elsewhere, or would be wrong with all', () => {
    for (const other of [
      at('H2', 'resource-leak', 0.7, 'web'),
      at('H2', 'resource-leak', 0.85, 'orders'),
      at('H2', 'code-defect', 0.85, 'web-2')
    ])
      expect(ranked([sick, other])[0]?.hypothesis.category).toBe('faulty-instance')
  })

  it('stay apart while what is wrong is not seen', () => {
    const leak = at('H2', 'resource-leak', 0.85, 'web')
    const unseen = { ...leak, checked: leak.checked.map((each) => ({ ...each, fit: 0 })) }
    expect(ranked([sick, unseen])[0]?.hypothesis.category).toBe('faulty-instance')
  })
})

describe('a cache that fell and the statement behind it', () => {
  const behind = (id: string, category: Parameters<typeof scored>[1], total: number, fits: Record<string, number>): Scored => {
    const one = scored(id, category, total, id)
    const checked = one.checked.map((each) => ({ ...each, fit: fits[each.prediction.test] ?? each.fit }))
    return { ...one, checked, hypothesis: { ...one.hypothesis, subject: { ...one.hypothesis.subject, operation: 'list' } } }
  }
  const cache = behind('H1', 'cache-failure', 0.7, { 'cache-fell-before-harm': 0.7 })

  it('are one story, told by the cache, where the statement was not slow before the harm', () => {
    const order = ranked([cache, behind('H2', 'inefficient-query', 0.65, { 'slow-before-harm': -0.2 })])
    const standing = standingOf(order, { parts: [] })
    expect(order.map((one) => fateOf(one, standing))).toEqual(['accepted', 'contributing'])
  })

  it('are one story with the setting of the cache, however near that comes', () => {
    const touched = behind('H1', 'cache-failure', 0.8, { 'cache-touched-by-change': 0.8 })
    const setting = scored('H2', 'misconfiguration', 0.85, 'H1')
    const order = ranked([touched, setting])
    const standing = standingOf(order, { parts: [] })
    expect(order.map((one) => [one.hypothesis.id, fateOf(one, standing)])).toEqual([
      ['H1', 'accepted'],
      ['H2', 'contributing']
    ])
  })

  it('stay rivals where it was', () => {
    const order = ranked([cache, behind('H2', 'inefficient-query', 0.65, { 'slow-before-harm': 0.6 })])
    expect(standingOf(order, { parts: [] }).lacks).toBe('margin')
  })
})
