import { expect, it } from 'vitest'
import { stepIn } from './became-dear.ts'

/** A run every minute, with jitter. */
const runs = (count: number, ms: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => ({ at: index * 60_000, ms: ms(index) * (1 + ((index * 7919) % 100) / 200) }))

it('dates when work became several times as dear and stayed so', () => {
  expect(stepIn(runs(120, (index) => (index < 70 ? 160 : 4000)))).toBe(70 * 60_000)
})

it.each([
  ['whose cost stays', () => 160],
  ['that grows by half', (index: number) => (index < 70 ? 160 : 240)],
  ['that was dear for a while and is quick again', (index: number) => (index >= 40 && index < 70 ? 4000 : 160)],
  ['of which every third run is dear', (index: number) => (index % 3 === 0 ? 4000 : 160)],
  ['that became cheaper', (index: number) => (index < 70 ? 4000 : 160)]
])('sees no step in work %s', (_, ms) => {
  expect(stepIn(runs(120, ms))).toBeNull()
})

it('sees none in a few runs', () => {
  expect(stepIn(runs(30, (index) => (index < 15 ? 160 : 4000)))).toBeNull()
})
