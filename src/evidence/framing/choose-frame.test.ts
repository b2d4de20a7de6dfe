import { expect, it } from 'vitest'
import { clustersOf } from './choose-frame.ts'
import type { Departure } from './signal.ts'

const minute = 60_000
/** Beyond doubt throughout where it is at its worst, or from the minute that is said. */
const departs = (
  signal: string,
  group: Departure['group'],
  from: number,
  to: number,
  strength: number,
  plainFrom: number | null = strength >= 2 ? from : null
): Departure => ({
  signal,
  kind: group,
  group,
  from: from * minute,
  to: to * minute,
  strength,
  plainFrom: plainFrom === null ? null : plainFrom * minute,
  returned: true
})
const failing = departs('failed requests', 'failure', 35, 55, 5)

it('slowness beyond doubt begins the trouble since it was that, not since it crept up', () => {
  expect(clustersOf([departs('p95', 'slowness', 2, 55, 8, 14), failing])[0]).toMatchObject({ from: 14 * minute })
})

it('slowness beyond doubt by two measures begins the trouble, however much later the first is turned away', () => {
  const slow = [departs('p95', 'slowness', 10, 55, 8), departs('time of work', 'slowness', 12, 57, 4)]
  expect(clustersOf([...slow, failing])[0]).toMatchObject({ from: 10 * minute, abnormal: true })
})

it('one measure that drifted long before does not', () => {
  expect(clustersOf([departs('p95', 'slowness', 10, 55, 1.2), failing])[0]).toMatchObject({ from: 35 * minute })
})

it('two troubles of one signal with a lull between them are one', () => {
  const night = departs('refused', 'failure', 0, 40, 5)
  const day = departs('refused', 'failure', 80, 400, 5)
  expect(clustersOf([night, day])).toMatchObject([{ from: 0, to: 400 * minute }])
  expect(clustersOf([night, departs('p95', 'slowness', 80, 400, 5)])).toHaveLength(2)
  expect(clustersOf([night, departs('refused', 'failure', 300, 400, 5)])).toHaveLength(2)
})

it('a burst of failures ends no slowness that three measures show for hours', () => {
  const slow = [
    departs('p95', 'slowness', 10, 130, 8),
    departs('p50', 'slowness', 10, 125, 6),
    departs('mean', 'slowness', 12, 120, 5)
  ]
  expect(clustersOf([...slow, failing])[0]).toMatchObject({ from: 10 * minute, to: 125 * minute })
  expect(clustersOf([...slow.slice(1), failing])[0]).toMatchObject({ to: 55 * minute })
})

it('one of several measures that creeps up with the load does not begin it, where alerts confirm what two agree on', () => {
  const slow = [
    departs('p95', 'slowness', 10, 200, 9),
    departs('mean', 'slowness', 110, 200, 6),
    departs('p50', 'slowness', 112, 200, 5)
  ]
  expect(clustersOf([...slow, departs('alert', 'alert', 140, 155, 1)])[0]).toMatchObject({ from: 110 * minute })
})

it.each([
  [[42], 1],
  [[], 2],
  [[60], 2]
])('what comes back after a restart that ended it is the same trouble: restarts at %s', (restarts, troubles) => {
  const again = [departs('refused', 'failure', 0, 40, 5), departs('refused', 'failure', 70, 120, 5)]
  expect(
    clustersOf(
      again,
      restarts.map((at) => (at - 2) * minute)
    )
  ).toHaveLength(troubles)
})
