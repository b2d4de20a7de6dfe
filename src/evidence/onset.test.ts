import { expect, it } from 'vitest'
import { onsetOf } from './onset.ts'

const points = (values: readonly number[]) => values.map((value, i) => ({ at: i * 60_000, value, line: i + 1 }))
const [baseline, window] = [
  { from: 0, to: 30 * 60_000 },
  { from: 30 * 60_000, to: 60 * 60_000 }
]

it('sees a share that was nought throughout healthy time rise to hundredths', () => {
  const shares = Array.from({ length: 60 }, (_, i) => (i < 32 ? 0 : 0.78 + (i % 5) / 100))
  expect(onsetOf(points(shares), window, baseline)).toMatchObject({ moved: true, direction: 'up', onset: 32 * 60_000 })
})

it('takes a count that flickers between nought and one for nothing', () => {
  const counts = Array.from({ length: 60 }, (_, i) => (i % 9 === 0 ? 1 : 0))
  expect(onsetOf(points(counts), window, baseline)?.moved).toBe(false)
})

it('sees what climbed with the day fall to nothing, and that it stays there', () => {
  const served = Array.from({ length: 60 }, (_, i) => (i < 32 ? 20 + i / 2 + 3 * (i % 3) : 0))
  const onset = onsetOf(points(served), window, baseline)
  expect([onset?.moved, onset?.direction, onset?.returnedAt]).toEqual([true, 'down', null])
  expect(onset?.onset).toBe(32 * 60_000)
})
