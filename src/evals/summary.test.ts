import { describe, expect, it } from 'vitest'
import type { Sample } from './samples.ts'
import { madeSample } from './testing/made-sample.ts'
import { holdGates, passEverything, summarise } from './summary.ts'

const sample = (cluster: string, correct: boolean, status: 'ok' | 'error' = 'ok'): Sample =>
  madeSample({
    case: cluster,
    cluster,
    correct,
    status,
    ...(status === 'error' ? { error: 'no answer in time', label: null, checks: [] } : {})
  })
const gate = [{ metric: 'correct', atLeast: 0.9 }]

describe('a summary', () => {
  it('says how little a few right answers prove', () => {
    const [summary] = summarise(['a', 'b', 'c', 'd', 'e', 'f'].map((cluster) => sample(cluster, true)))
    expect(summary?.correct).toMatchObject({ estimate: 1, high: 1 })
    expect(summary?.correct.low).toBeLessThan(0.65)
  })

  it('counts errors apart from wrong answers, and faults by their name', () => {
    const [summary] = summarise([sample('a', true), sample('b', false), sample('c', false, 'error')])
    expect(summary).toMatchObject({ cases: 2, errors: 1, correct: { estimate: 0.5 } })
    expect(summary?.labels).toContainEqual({ label: 'SCALING_ONLY', count: 1 })
  })
})

describe('subjects that pass everything', () => {
  it('are named only when they are right on every suite', () => {
    const run = (right: boolean): ReturnType<typeof summarise> => summarise([sample('a', right), sample('b', right)])
    expect(passEverything([run(true), run(true), run(true)])).toEqual(['x'])
    expect(passEverything([run(true), run(false), run(true)])).toEqual([])
  })
})

describe('a gate', () => {
  it('holds, falls, or cannot be judged after an outage', () => {
    const outcome = (samples: Sample[]): object | undefined =>
      summarise(samples).flatMap((summary) => holdGates(gate, summary))[0]
    expect(outcome([sample('a', true), sample('b', true)])).toMatchObject({ held: true, judged: true })
    expect(outcome([sample('a', true), sample('b', false)])).toMatchObject({ held: false, judged: true })
    expect(outcome([sample('a', true), sample('b', true, 'error')])).toMatchObject({ judged: false })
  })
})
