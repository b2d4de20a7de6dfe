import { expect, it } from 'vitest'
import type { Scalar } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { surge } from '../testing/made-world.ts'
import { harmFollowsTheAdded } from './harm-follows-the-added.ts'

const subject = { population: null, operation: null, entity: 'network 7', series: null }

function answer(facts: Readonly<Record<string, Scalar>>): string {
  const grown = { grown_value: 'network 7', grown_per_min: 90, grown_per_min_before: 0, grown_per_min_after: 0, ...facts }
  const made = [madeHypothesis('H1', 'abusive-traffic', { subject })]
  const evidence = evidenceIn(
    { ...surge, traffic_makeup: { facts: grown }, interventions: { facts: { interventions: 0 } } },
    made
  )
  const scene = sceneOf(frame, evidence)
  return harmFollowsTheAdded.read(answersTo(harmFollowsTheAdded.calls(subject, scene), evidence), { subject, onset: null }, scene)
    .outcome
}

it('those who came with harm and went with it may be to blame', () => {
  expect(answer({})).toBe('yes')
})

it('those who asked as much in good health before it, or after it though nothing was done, are not', () => {
  expect(answer({ grown_per_min_before: 85 })).toBe('no')
  expect(answer({ grown_per_min_after: 85 })).toBe('no')
  expect(answer({ grown_per_min_before: 40 })).toBe('cannot-tell')
})
