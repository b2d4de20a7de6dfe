import type { DetectorSignal } from '../../domain/index.ts'
import { epochMsOf, type Scalar } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { type Grid, indexSql, instantAt } from './grid.ts'
import { counterLane, gaugeLane, type Lane } from './lane.ts'
import { readLastSuccesses } from './read-last-successes.ts'
import { readRunLanes } from './read-run-lanes.ts'

export interface Lanes {
  readonly lanes: readonly Lane[]
  readonly sources: readonly string[]
}

/** Rows of one answer: an entity and a grid's cell each. */
const mostRows = 2_000_000

/** The inputs of a signal on a grid. Empty lanes when the materials hold nothing of it. */
export async function readLanes(context: ToolContext, signal: DetectorSignal, grid: Grid): Promise<Lanes> {
  switch (signal.of) {
    case 'metric':
      return readMetric(context, signal.series, signal.entity, signal.over, 'value', grid)
    case 'metric-ratio': {
      const value = await readMetric(context, signal.series, null, signal.over, 'value', grid)
      const per = await readMetric(context, signal.per, null, signal.over, 'per', grid)
      return { lanes: [...value.lanes, ...per.lanes], sources: [...value.sources, ...per.sources] }
    }
    case 'runs':
      return readRunLanes(context, signal, grid)
    case 'runs-ratio': {
      const { population, operation, perPopulation, perOperation } = signal
      const counted = { measure: 'per-minute', slowMs: null, entity: null, across: 'together' } as const
      const top = await readRunLanes(context, { ...counted, population, operation }, grid)
      const bottom = await readRunLanes(context, { ...counted, population: perPopulation, operation: perOperation }, grid)
      const named = (lanes: readonly Lane[], part: 'top' | 'bottom'): Lane[] => lanes.map((lane) => ({ ...lane, part }))
      return {
        lanes: [...named(top.lanes, 'top'), ...named(bottom.lanes, 'bottom')],
        sources: [...top.sources, ...bottom.sources]
      }
    }
    case 'lines':
      return readLines(context, signal, grid)
    case 'stale-share': {
      const { by, name, entity } = signal
      return by === 'job' ? readLastSuccesses(context, name, grid) : readMetric(context, name, entity, 'max', 'value', grid)
    }
    case 'expiry': {
      const lane = gaugeLane('value', null, grid.count)
      const endsAt = epochMsOf(signal.at)
      for (let i = 0; i < grid.count; i++) lane.cells[i] = (endsAt - instantAt(grid, i)) / 86_400_000
      return { lanes: [lane], sources: [] }
    }
  }
}

/** Several points between two evaluations are one sample, put together as the window will put samples together. */
const withinCell = {
  mean: 'avg(value)',
  max: 'max(value)',
  min: 'min(value)',
  growth: 'avg(value)',
  forecast: 'avg(value)',
  rate: 'arg_max(value, ts)'
}

async function readMetric(
  context: ToolContext,
  series: string,
  entity: string | null,
  over: keyof typeof withinCell,
  part: 'value' | 'per',
  grid: Grid
): Promise<Lanes> {
  const parameters: Scalar[] = [series, ...(entity === null ? [] : [entity])]
  const whose = entity === null ? '' : 'AND entity = $2'
  const known = await readStepMs(context, parameters, whose)
  const rows = await queryRows(
    context,
    `SELECT entity, ${indexSql(grid, `epoch_ms(ts) + ${known}`)} AS cell, ${withinCell[over]} AS value, min(source_id) AS source FROM metrics
     WHERE series = $1 AND value IS NOT NULL AND ts IS NOT NULL ${whose}
     GROUP BY 1, 2 ORDER BY 1 NULLS FIRST, 2`,
    parameters,
    { rows: mostRows }
  )
  const lanes = new Map<string, Lane>()
  for (const row of rows) {
    const whose = row.text('entity')
    const lane = lanes.get(whose ?? '') ?? gaugeLane(part, whose, grid.count)
    lanes.set(whose ?? '', lane)
    const cell = row.number('cell') ?? -1
    if (cell >= 0 && cell < grid.count) lane.cells[cell] = row.number('value') ?? Number.NaN
  }
  return { lanes: [...lanes.values()], sources: rows.flatMap((row) => row.text('source') ?? []) }
}

/** Steps above a minute are summaries of their time, and known when it is over; finer samples are known at once. */
const summaryMs = 60_000
const longestStepMs = 3_600_000

/** How long after its time a sample of the series is known: a summary's time may be its beginning, and nobody says. */
async function readStepMs(context: ToolContext, parameters: readonly Scalar[], whose: string): Promise<number> {
  const [row] = await queryRows(
    context,
    `SELECT median(step) AS step FROM (
       SELECT epoch_ms(ts) - lag(epoch_ms(ts)) OVER (PARTITION BY entity ORDER BY ts) AS step FROM metrics
       WHERE series = $1 AND value IS NOT NULL AND ts IS NOT NULL ${whose})`,
    parameters
  )
  const step = row?.number('step') ?? 0
  return step > summaryMs ? Math.min(longestStepMs, Math.round(step)) : 0
}

async function readLines(
  context: ToolContext,
  { template, levels, entity }: Extract<DetectorSignal, { of: 'lines' }>,
  grid: Grid
): Promise<Lanes> {
  const parameters: Scalar[] = []
  const where = ['ts IS NOT NULL']
  if (template !== null) where.push(`template = $${parameters.push(template)}`)
  if (levels !== null) where.push(`level IN (${levels.map((level) => `$${parameters.push(level)}`).join(', ')})`)
  if (entity !== null) where.push(`entity = $${parameters.push(entity)}`)
  const rows = await queryRows(
    context,
    `SELECT ${indexSql(grid, 'epoch_ms(ts)')} AS cell, count(*) AS lines, min(source_id) AS source FROM events
     WHERE ${where.join(' AND ')} GROUP BY 1 ORDER BY 1`,
    parameters,
    { rows: mostRows }
  )
  const lane = counterLane('all', null, grid.count)
  for (const row of rows) {
    const cell = row.number('cell') ?? -1
    if (cell >= 0 && cell < grid.count) lane.cells[cell] = row.number('lines') ?? 0
  }
  // Where there are logs, a line that is not in them was not written; where there are none, nobody knows.
  const [logs] = rows.length > 0 ? [] : await queryRows(context, 'SELECT count(*) AS lines FROM events')
  const known = rows.length > 0 || (logs?.number('lines') ?? 0) > 0
  return { lanes: known ? [lane] : [], sources: rows.flatMap((row) => row.text('source') ?? []) }
}
