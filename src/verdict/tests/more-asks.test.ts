import { describe, expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { at, dearStatement, type World } from '../testing/made-world.ts'
import { unitCostRose } from './unit-cost-rose.ts'

const subject = { population: 'events', operation: 'till closed', entity: null, series: null } as const

function readWith(asks: Readonly<Record<string, string | number>>): string {
  const runs = {
    runs: 90,
    slow: 40,
    fast: 50,
    added_in: 'db_ms',
    added_in_share: 0.9,
    added_in_slow_ms: 400,
    added_in_fast_ms: 40
  }
  const world: World = { ...dearStatement, operations: { facts: {}, rows: [] }, operation_runs: { facts: { ...runs, ...asks } } }
  const evidence = evidenceIn(world, [madeHypothesis('H1', 'inefficient-query', { subject })])
  const scene = sceneOf(frame, evidence)
  return unitCostRose.read(answersTo(unitCostRose.calls(subject, scene), evidence), { subject, onset: at('09:00') }, scene)
    .outcome
}

describe('time that slow runs spend on what they ask', () => {
  it.each([
    ['is of dearer work where runs state no number of asks', {}, 'yes'],
    [
      'is of more work where they ask more often',
      { asks_slow: 40, asks_fast: 4, asks_each_slow_ms: 10, asks_each_fast_ms: 10 },
      'no'
    ],
    [
      'is of more work where many crowd each other a little',
      { asks_slow: 180, asks_fast: 3, asks_each_slow_ms: 20, asks_each_fast_ms: 15 },
      'no'
    ],
    ['may be of both', { asks_slow: 40, asks_fast: 4, asks_each_slow_ms: 40, asks_each_fast_ms: 10 }, 'cannot-tell'],
    [
      'is of dearer work where that grew more',
      { asks_slow: 8, asks_fast: 4, asks_each_slow_ms: 300, asks_each_fast_ms: 10 },
      'yes'
    ],
    [
      'may be of either where fast runs need not ask at all',
      { asks_slow: 4, asks_fast: 0, asks_each_slow_ms: 100 },
      'cannot-tell'
    ]
  ])('%s', (_, asks, outcome) => {
    expect(readWith('asks_slow' in asks ? { asks: 'db_reads', ...asks } : {})).toBe(outcome)
  })
})
