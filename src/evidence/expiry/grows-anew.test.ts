import fc from 'fast-check'
import { expect, it } from 'vitest'
import { growsAnew } from './grows-anew.ts'

const hour = 3_600_000
const series = (n: number, value: (i: number) => number) =>
  Array.from({ length: n }, (_, i) => ({ at: i * hour, value: value(i), line: i }))
const breath = (i: number): number => 0.4 * Math.sin(i * 2.4) + 0.3 * Math.cos(i * 0.26)

it.each([
  ['what is used fills', (i: number) => 40 + breath(i) + Math.max(0, i - 72) * 0.3],
  ['what is free is used up', (i: number) => 84 + breath(i) - Math.max(0, i - 72) * 0.35],
  ['a store that is cleaned each night fills once it is not', (i: number) => (i < 72 ? 20 + (i % 24) * 0.1 : 20 + (i - 72) * 0.4)]
])('growth that began at a moment is dated by the bend: %s', (_, value) => {
  const found = growsAnew(series(240, value))
  expect(Math.abs((found?.since ?? 0) / hour - 72)).toBeLessThanOrEqual(8)
})

it.each([
  ['it grew all along', (i: number) => 40 + breath(i) + i * 0.25],
  ['it grew all along, and faster of late', (i: number) => 40 + i * 0.1 + Math.max(0, i - 100) * 0.2],
  ['it stands', (i: number) => 40 + breath(i)],
  ['it stepped up once', (i: number) => (i < 120 ? 40 : 80) + breath(i)],
  ['it breathes by the day', (i: number) => 40 + 10 * Math.sin((i * Math.PI) / 12)]
])('no new growth is seen where %s', (_, value) => {
  expect(growsAnew(series(240, value))).toBeNull()
})

it('the bend is found wherever it lies, at any slope and scale', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 160 }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.boolean(),
      (bend, scale, up) => {
        const found = growsAnew(series(240, (i) => scale * (500 + (up ? 1 : -1) * Math.max(0, i - bend))))
        expect(Math.abs((found?.since ?? 0) / hour - bend)).toBeLessThanOrEqual(2)
      }
    ),
    { numRuns: 30 }
  )
})
