import { mixSeed } from '../../../queueing/index.ts'
import { type Executed, statementsOf } from '../../world/served.ts'
import type { World } from '../../world/world.ts'
import type { EmitContext, Emitter } from '../emitter.ts'
import { drawnByMysql, drawnByPsql, type Table, writtenAsCsv } from '../table.ts'
import { jobTexts } from './database-events.ts'
import { processorTimeOf } from './processor-time.ts'

/** A statement with all its executions up to a moment. Times are milliseconds. */
export interface StatementSum {
  readonly id: string
  readonly calls: number
  readonly totalMs: number
  readonly processorMs: number
  readonly meanMs: number
  readonly minMs: number
  readonly maxMs: number
  readonly deviationMs: number
  readonly lockMs: number
  readonly rows: number
}

/** What the database has counted since the run began: every execution that had ended by then, whoever asked. */
export function statementSums(world: World, atMs: number): StatementSum[] {
  const byId = new Map<string, { took: number[]; lockMs: number; processorMs: number }>()
  const processorTime = processorTimeOf(world)
  const count = (executed: Executed): void => {
    const { id, at, tookMs, lockMs, finished } = executed
    if (!finished || at + tookMs > atMs) return
    const kept = byId.get(id) ?? { took: [], lockMs: 0, processorMs: 0 }
    byId.set(id, kept)
    kept.took.push(tookMs)
    kept.lockMs += lockMs
    kept.processorMs += processorTime(executed)
  }
  // Of requests that were still in the system at the end, too: the database has counted what they ran.
  for (const { className, visits } of world.run.requests ?? [])
    if (!className.startsWith('job:')) for (const each of statementsOf(visits, world.durationMs)) count(each)
  for (const { statement } of world.jobs) count(statement)
  const { statements } = world.scenario.service
  return [...byId]
    .map(([id, { took, lockMs, processorMs }]) => {
      const totalMs = took.reduce((sum, ms) => sum + ms, 0)
      const meanMs = totalMs / took.length
      const [least, most] = statements.find((spec) => spec.id === id)?.rows ?? [0, 0]
      return {
        id,
        calls: took.length,
        totalMs,
        processorMs,
        meanMs,
        minMs: took.reduce((low, ms) => Math.min(low, ms), Infinity),
        maxMs: took.reduce((high, ms) => Math.max(high, ms), 0),
        deviationMs: Math.sqrt(took.reduce((sum, ms) => sum + (ms - meanMs) ** 2, 0) / took.length),
        lockMs,
        rows: Math.round((took.length * (least + most)) / 2)
      }
    })
    .sort((a, b) => b.totalMs - a.totalMs)
}

/** How each database shows its sums: pg_stat_statements, performance_schema, sys.dm_exec_query_stats. */
const views = {
  postgres: {
    header: 'sampled_at queryid query calls total_exec_time mean_exec_time min_exec_time max_exec_time stddev_exec_time rows',
    placeholder: (index: number) => `$${index}`,
    cells: ({ id, calls, totalMs, meanMs, minMs, maxMs, deviationMs, rows }: StatementSum, sampled: string, text: string) => [
      sampled,
      String(digest(id)),
      text,
      String(calls),
      ...[totalMs, meanMs, minMs, maxMs, deviationMs].map((ms) => ms.toFixed(3)),
      String(rows)
    ],
    draw: drawnByPsql
  },
  mysql: {
    header: 'SAMPLED_AT DIGEST DIGEST_TEXT COUNT_STAR SUM_TIMER_WAIT AVG_TIMER_WAIT MAX_TIMER_WAIT SUM_LOCK_TIME SUM_ROWS_SENT',
    placeholder: () => '?',
    // The performance schema counts in picoseconds.
    cells: ({ id, calls, totalMs, meanMs, maxMs, lockMs, rows }: StatementSum, sampled: string, text: string) => [
      sampled,
      digest(id).toString(16).padStart(8, '0').repeat(4),
      text,
      String(calls),
      ...[totalMs, meanMs, maxMs, lockMs].map((ms) => String(BigInt(Math.round(ms * 1e6)) * 1000n)),
      String(rows)
    ],
    draw: drawnByMysql
  },
  sqlserver: {
    header: 'sampled_at query_hash query_text execution_count total_worker_time total_elapsed_time max_elapsed_time total_rows',
    placeholder: (index: number) => `@p${index}`,
    cells: ({ id, calls, totalMs, processorMs, maxMs, rows }: StatementSum, sampled: string, text: string) => [
      sampled,
      `0x${digest(id).toString(16).padStart(8, '0').toUpperCase().repeat(2)}`,
      text,
      String(calls),
      ...[processorMs, totalMs, maxMs].map((ms) => String(Math.round(ms * 1000))),
      String(rows)
    ],
    draw: writtenAsCsv
  }
} as const

const digest = (id: string): number => mixSeed(17, id)

/** The database's own sums over its statements, at each of the file's moments (without any: at the end), as its client shows them. */
export const statementStatistics: Emitter = (context) => {
  const { world, file, clock } = context
  const view = views[world.scenario.service.database.kind]
  const moments = file.at.length === 0 ? [world.durationMs - 1000] : file.at.map(world.at)
  const table: Table = {
    header: view.header.split(' '),
    rows: moments.flatMap((at) =>
      statementSums(world, at).map((sum) => view.cells(sum, clock.local(at).slice(0, 19), textOf(context, sum.id)))
    )
  }
  return { kind: 'document', text: view.draw(table), records: table.rows.length }
}

/** The statement with its parameters taken out. */
function textOf({ world: { scenario } }: EmitContext, id: string): string {
  const { statements, database } = scenario.service
  const sql = statements.find((spec) => spec.id === id)?.sql ?? jobTexts(scenario).get(id.replace(/^job:/, '')) ?? id
  let count = 0
  return sql.replaceAll(/(?<!:):[a-z_]+(?:\+1)?/g, () => views[database.kind].placeholder(++count))
}
