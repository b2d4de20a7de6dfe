import type { Scalar } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { Grid } from './grid.ts'
import { gaugeLane, type Lane } from './lane.ts'
import type { Lanes } from './read-lanes.ts'
import type { RunsSignal } from './read-run-lanes.ts'
import { endedMs, runsFrom } from './runs-source.ts'

/**
 * The greatest age that a run under way reached since the instant before: what a gauge that is asked every few seconds
 * shows. A log shows a run when it has ended; that it was under way before is known in hindsight, and to who asks the
 * sessions at the time. Between the first and the last run none under way is nought.
 */
export async function readOldest(context: ToolContext, signal: RunsSignal, grid: Grid): Promise<Lanes> {
  const { population, operation, entity, across } = signal
  const parameters: Scalar[] = [population]
  const where = ['population = $1', 'ts IS NOT NULL', 'duration_ms IS NOT NULL']
  if (operation !== null) where.push(`operation = $${parameters.push(operation)}`)
  if (entity !== null) where.push(`entity = $${parameters.push(entity)}`)
  const { start, everyMs, count } = grid
  const runs = `SELECT ${across === 'together' ? 'NULL' : 'entity'} AS whose, source_id, begun, ended,
      greatest(0, CAST(ceil((begun - ${start}) / ${everyMs}.0) AS BIGINT)) AS first_cell,
      least(${count - 1}, CAST(ceil((ended - ${start}) / ${everyMs}.0) AS BIGINT)) AS last_cell
    FROM (SELECT *, ${endedMs} AS ended, ${endedMs} - duration_ms AS begun FROM ${runsFrom(population)} WHERE ${where.join(' AND ')})`
  const covered = await queryRows(
    context,
    `SELECT whose, min(first_cell) AS first, max(last_cell) AS last, min(source_id) AS source FROM (${runs}) GROUP BY 1 ORDER BY 1 NULLS FIRST`,
    parameters
  )
  const rows = await queryRows(
    context,
    `SELECT whose, cell, max(least(ended, ${start} + cell * ${everyMs}) - begun) AS oldest
     FROM (SELECT whose, begun, ended, unnest(range(first_cell, last_cell + 1)) AS cell FROM (${runs}) WHERE last_cell >= first_cell)
     GROUP BY 1, 2 ORDER BY 1 NULLS FIRST, 2`,
    parameters,
    { rows: 2_000_000 }
  )
  const lanes = new Map<string, Lane>()
  for (const row of covered) {
    const whose = row.text('whose')
    const lane = gaugeLane('oldest', whose, count)
    lane.cells.fill(0, Math.max(0, row.number('first') ?? 0), (row.number('last') ?? -1) + 1)
    lanes.set(whose ?? '', lane)
  }
  for (const row of rows) {
    const lane = lanes.get(row.text('whose') ?? '')
    if (lane) lane.cells[row.number('cell') ?? 0] = row.number('oldest') ?? 0
  }
  return { lanes: [...lanes.values()], sources: covered.flatMap((row) => row.text('source') ?? []) }
}
