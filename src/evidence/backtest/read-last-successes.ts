import { isSuccess, readJobs } from '../jobs/read-jobs.ts'
import type { ToolContext } from '../tool.ts'
import { type Grid, indexOf } from './grid.ts'
import { gaugeLane, type Lane } from './lane.ts'

/** When a job last ended well, epoch seconds, known at every instant from its first success on. */
export async function readLastSuccesses(
  context: ToolContext,
  job: string,
  grid: Grid
): Promise<{ lanes: readonly Lane[]; sources: readonly string[] }> {
  const successes = (await readJobs(context)).filter((run) => run.name === job && isSuccess(run))
  if (successes.length === 0) return { lanes: [], sources: [] }
  const lane = gaugeLane('value', null, grid.count)
  for (const { end } of successes.sort((a, b) => (a.end ?? 0) - (b.end ?? 0))) {
    if (end === null) continue
    for (let i = Math.max(0, indexOf(grid, end)); i < grid.count; i++) lane.cells[i] = end / 1000
  }
  return { lanes: [lane], sources: [...new Set(successes.map(({ source }) => source))] }
}
