import type { DetectorSignal, Incident } from '../../domain/index.ts'
import type { ToolContext } from '../tool.ts'
import type { Grid } from './grid.ts'
import { type Lanes, readLanes } from './read-lanes.ts'

/** Cells kept for one incident: some forty megabytes. A sweep, the backtest after it and an error budget ask for the same. */
const mostCells = 5_000_000

const known = new WeakMap<Incident, Map<string, Promise<Lanes>>>()

/** The inputs of a signal, read once as long as they are among the latest: a dozen thresholds and rules are tried on them. */
export async function lanesOf(context: ToolContext, signal: DetectorSignal, grid: Grid): Promise<Lanes> {
  const kept = known.get(context.incident) ?? new Map<string, Promise<Lanes>>()
  known.set(context.incident, kept)
  const key = JSON.stringify([signal, grid])
  const lanes = kept.get(key) ?? readLanes(context, signal, grid)
  // Asked for last, forgotten last.
  kept.delete(key)
  kept.set(key, lanes)
  lanes.catch(() => kept.delete(key))
  const read = await lanes
  await forgetOldest(kept)
  return read
}

async function forgetOldest(kept: Map<string, Promise<Lanes>>): Promise<void> {
  const sizes = await Promise.all([...kept].map(async ([key, lanes]) => ({ key, cells: await lanes.then(cellsOf, () => 0) })))
  let cells = sizes.reduce((sum, one) => sum + one.cells, 0)
  for (const one of sizes.slice(0, -1)) {
    if (cells <= mostCells) return
    kept.delete(one.key)
    cells -= one.cells
  }
}

const cellsOf = ({ lanes }: Lanes): number => lanes.reduce((sum, { cells }) => sum + cells.length, 0)
