import type { DetectorSignal } from '../../domain/index.ts'
import { type Grid, instantAt } from './grid.ts'
import type { Lane } from './lane.ts'
import { maxOver } from './windowed.ts'

/** How old the oldest of several things is at every instant, in the signal's unit; NaN where nothing says so. */
export function agesOf(
  { by, holdSeconds }: Extract<DetectorSignal, { of: 'stale-share' }>,
  lanes: readonly Lane[],
  grid: Grid
): Float64Array {
  const hold = Math.max(1, Math.round((holdSeconds * 1000) / grid.everyMs))
  const latest = lanes.map(({ cells }) => maxOver(cells, hold))
  return new Float64Array(grid.count).map((_, i) => {
    const known = latest.map((values) => values[i] ?? Number.NaN).filter((value) => !Number.isNaN(value))
    if (known.length === 0) return Number.NaN
    return by === 'age' ? Math.max(...known) : instantAt(grid, i) / 1000 - Math.min(...known)
  })
}
