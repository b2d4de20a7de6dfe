/** The process behind the door: opens a DuckDB file at a time, answers queries from its parent, and dies with it. */
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { openEngine, QueryFailure, runQuery } from './engine.ts'
import { startMemoryWatch } from './memory-watch.ts'
import type { DoorReply, DoorRequest, DoorSettings } from './protocol.ts'

let engine: DuckDBInstance | null = null
/** Connection of each query that has not ended; null until there is one, because a cancellation may come before it. */
const running = new Map<number, DuckDBConnection | null>()
const cancelled = new Set<number>()
/** An interrupt that falls between two steps of the engine is lost, so it is repeated until the query has ended. */
const interruptEveryMs = 50

function reply(message: DoorReply): void {
  process.send?.(message)
}

let watched = false

async function open(settings: DoorSettings): Promise<void> {
  try {
    if (!watched) await startMemoryWatch(settings.processBytes)
    watched = true
    engine = await openEngine(settings)
    reply({ kind: 'opened' })
  } catch (thrown) {
    reply({ kind: 'unopened', message: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

async function answer({ id, sql, parameters, rows }: Extract<DoorRequest, { kind: 'query' }>): Promise<void> {
  if (engine === null) return
  running.set(id, null)
  const connection = await engine.connect()
  running.set(id, connection)
  try {
    const result = await runQuery(connection, sql, parameters, rows)
    if (!cancelled.has(id)) reply({ kind: 'result', id, result })
    else reply({ kind: 'failed', id, reason: 'interrupted', message: 'The query was cancelled.' })
  } catch (thrown) {
    const failure = thrown instanceof QueryFailure ? thrown : new QueryFailure('sql-error', String(thrown))
    reply({ kind: 'failed', id, reason: failure.reason, message: failure.message })
  } finally {
    running.delete(id)
    cancelled.delete(id)
    connection.closeSync()
  }
}

function cancel(id: number): void {
  if (!running.has(id)) return
  cancelled.add(id)
  running.get(id)?.interrupt()
  setTimeout(() => {
    cancel(id)
  }, interruptEveryMs)
}

function close(): void {
  engine?.closeSync()
  engine = null
  reply({ kind: 'closed', residentBytes: process.memoryUsage.rss() })
}

process.on('message', (request: DoorRequest) => {
  if (request.kind === 'open') void open(request.settings)
  else if (request.kind === 'query') void answer(request)
  else if (request.kind === 'cancel') cancel(request.id)
  else close()
})

// Not process.exit(): that would wait for the engine's threads.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
