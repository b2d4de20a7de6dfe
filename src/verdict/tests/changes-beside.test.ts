import { expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { series } from '../testing/made-surroundings.ts'
import { at, type World } from '../testing/made-world.ts'
import { limitWasLoweredBeforeOnset } from './limit-was-lowered-before-onset.ts'

const change = (kind: string, ref: string, clock: string) => ({ kind, ref, title: ref, time: at(clock) })

type Rows = NonNullable<World[string]['rows']>

/** A limit is cut four minutes before harm; beside it whatever else was done, and whatever is measured. */
const outcomeOf = (changes: Rows, rows: Rows = []): string => {
  const lowered = { lowered: true, lowered_by: 'S-1', lowered_name: 'io', lowered_from: '400', lowered_to: '200' }
  const world: World = {
    frame: { facts: { incident: true }, rows: [{ signal: 'p95', kind: 'latency', departs_at: at('09:05') }] },
    limits: { facts: { limits: 1, ...lowered, lowered_at: at('09:01') }, rows: [{ name: 'io', direction: 'lowered' }] },
    changes_around: { facts: { changes: changes.length }, rows: changes },
    series_onsets: { rows }
  }
  const hypothesis = madeHypothesis('H1', 'misconfiguration')
  const evidence = evidenceIn(world, [hypothesis])
  const scene = sceneOf(frame, evidence)
  const found = answersTo(limitWasLoweredBeforeOnset.calls(hypothesis.subject, scene), evidence)
  return limitWasLoweredBeforeOnset.read(found, hypothesis, scene).outcome
}

const own = change('config', 'S-1', '09:01')

it('a limit that was lowered as harm began is accused by its time where nothing else was done', () => {
  expect(outcomeOf([own])).toBe('yes')
  // Committed is not deployed, and two records of one deed are one.
  expect(outcomeOf([own, change('commit', 'c0ffee', '09:02'), change('deploy', 'S-1b', '09:01')])).toBe('yes')
})

it('is not accused by its time alone where another change lies as near', () => {
  expect(outcomeOf([own, change('deploy', 'R-9', '09:02')])).toBe('cannot-tell')
})

it('is accused beside another change where what waits to be let in shows it at work', () => {
  const waiting = series(null, 'waiting', 'waiters', 0, 30, at('09:05'))
  expect(outcomeOf([own, change('deploy', 'R-9', '09:02')], [waiting])).toBe('yes')
})
