import type { DetectorSignal, Scalar } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { type Grid, indexSql } from './grid.ts'
import { counterLane, type Lane, type LanePart } from './lane.ts'
import type { Lanes } from './read-lanes.ts'
import { readOldest } from './read-oldest.ts'
import { endedMs, runsFrom } from './runs-source.ts'

export type RunsSignal = Pick<
  Extract<DetectorSignal, { of: 'runs' }>,
  'population' | 'operation' | 'entity' | 'measure' | 'slowMs' | 'across'
>

const partsOf: Readonly<Record<Exclude<RunsSignal['measure'], 'oldest-ms'>, readonly LanePart[]>> = {
  'per-minute': ['all'],
  'failed-share': ['all', 'failed'],
  'slow-share': ['all', 'fast'],
  'bad-share': ['all', 'fast_ok'],
  'mean-ms': ['all', 'ms'],
  busy: ['ms']
}

/** Counters of runs on a grid, per entity where entities are compared. */
export async function readRunLanes(context: ToolContext, signal: RunsSignal, grid: Grid): Promise<Lanes> {
  const { population, operation, entity, measure, slowMs, across } = signal
  if (measure === 'oldest-ms') return readOldest(context, signal, grid)
  const parameters: Scalar[] = [population]
  const where = ['population = $1', 'ts IS NOT NULL']
  if (operation !== null) where.push(`operation = $${parameters.push(operation)}`)
  if (entity !== null) where.push(`entity = $${parameters.push(entity)}`)
  if (measure === 'busy' || measure === 'mean-ms' || measure === 'slow-share') where.push('duration_ms IS NOT NULL')
  const whose = across === 'together' ? 'NULL' : 'entity'
  const fast = `coalesce(duration_ms <= ${slowMs ?? 0}, true)`
  const rows = await queryRows(
    context,
    `SELECT ${whose} AS whose, ${indexSql(grid, endedMs)} AS cell, count(*) AS "all", count(*) FILTER (failed) AS failed,
            count(*) FILTER (${fast}) AS fast, count(*) FILTER (NOT failed AND ${fast}) AS fast_ok,
            sum(duration_ms) AS ms, min(source_id) AS source
     FROM ${runsFrom(population)} WHERE ${where.join(' AND ')}
     GROUP BY 1, 2 ORDER BY 1 NULLS FIRST, 2`,
    parameters,
    { rows: 2_000_000 }
  )
  const lanes = new Map<string, Lane[]>()
  for (const row of rows) {
    const name = row.text('whose')
    const own = lanes.get(name ?? '') ?? partsOf[measure].map((part) => counterLane(part, name, grid.count))
    lanes.set(name ?? '', own)
    const cell = row.number('cell') ?? -1
    if (cell < 0 || cell >= grid.count) continue
    for (const { part, cells } of own) cells[cell] = row.number(part) ?? 0
  }
  return { lanes: [...lanes.values()].flat(), sources: rows.flatMap((row) => row.text('source') ?? []) }
}
