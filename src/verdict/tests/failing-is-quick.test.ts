import { expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { series, slowPeer } from '../testing/made-surroundings.ts'
import { at } from '../testing/made-world.ts'
import { failingIsQuick } from './failing-is-quick.ts'

const subject = { population: null, operation: null, entity: null, series: null }

it.each([
  ['the service that fails', 'door', 'yes'],
  ['an instance of it', 'door-1', 'yes'],
  ['the whole', null, 'yes'],
  ['another service', 'prices', 'cannot-tell']
] as const)('work that fails is quick by the latency of %s', (_, measured, expected) => {
  const rows = [series('door', 'errors', 'errors', 0, 6, at('09:05')), series(measured, 'p95_ms', 'latency', 55, 55, null)]
  const world = { ...slowPeer, series_onsets: { facts: { load_series: 'rps' }, rows } }
  const hypothesis = { subject, onset: at('09:05') }
  const scene = sceneOf(frame, evidenceIn(world, [madeHypothesis('H1', 'code-defect', hypothesis)]))
  expect(failingIsQuick.read([], hypothesis, scene).outcome).toBe(expected)
})

it('is not said of what found no place in a queue: that is refused at once, whatever keeps the others waiting', () => {
  const rows = [
    series('door', 'errors', 'errors', 0, 6, at('09:05')),
    series('door', 'p95_ms', 'latency', 55, 55, null),
    series('door', 'waiting', 'queue', 0, 40, at('09:04'))
  ]
  const hypothesis = { subject, onset: at('09:05') }
  const world = { ...slowPeer, series_onsets: { facts: { load_series: 'rps' }, rows } }
  const scene = sceneOf(frame, evidenceIn(world, [madeHypothesis('H1', 'code-defect', hypothesis)]))
  expect(failingIsQuick.read([], hypothesis, scene).outcome).toBe('cannot-tell')
})

it.each([
  [90, 'certificate-expired', 'cannot-tell'],
  [20, 'certificate-expired', 'no'],
  [90, 'connections-used-up', 'no']
] as const)('work that became slow, while %i of 100 errors name %s: %s', (naming, top_kind, expected) => {
  const rows = [series('door', 'errors', 'errors', 0, 6, at('09:05')), series('door', 'p95_ms', 'latency', 55, 900, at('09:05'))]
  const ended = { facts: { top_kind, error_lines: 100, error_lines_naming_top: naming } }
  const world = { ...slowPeer, series_onsets: { facts: { load_series: 'rps' }, rows }, expiry_and_quota: ended }
  const hypothesis = { subject, onset: at('09:05') }
  const evidence = evidenceIn(world, [madeHypothesis('H1', 'expired-certificate', hypothesis)])
  const scene = sceneOf(frame, evidence)
  const found = answersTo(failingIsQuick.calls(subject, scene), evidence)
  expect(failingIsQuick.read(found, hypothesis, scene).outcome).toBe(expected)
})
