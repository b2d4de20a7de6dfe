import type { Emitter } from '../emitter.ts'
import { csvCell } from '../table.ts'
import { databaseEvents } from './database-events.ts'
import { processorTimeOf } from './processor-time.ts'

const columns =
  'EventClass,TextData,ApplicationName,LoginName,CPU,Reads,Writes,Duration,SPID,StartTime,EndTime,DatabaseName,RowCounts'

/** A trace of SQL Server saved as a table: batches as they completed, `CPU` in milliseconds and `Duration` in microseconds. */
export const sqlServerTrace: Emitter = (context) => {
  const { clock, world } = context
  const { database, statements, application } = world.scenario.service
  const processorTime = processorTimeOf(world)
  return {
    kind: 'lines',
    entries: [
      { at: null, record: false, text: columns },
      ...databaseEvents(context).flatMap(({ at, executed }) => {
        if (executed === null) return []
        const { sql, tookMs, session, rows, id, plan } = executed
        const spec = statements.find((statement) => statement.id === id)
        const reads = plan === 'bad' ? 40_000 + Math.round(tookMs * 11) : 6 + rows * 4 + (session % 7)
        const cells = [
          'SQL:BatchCompleted',
          sql,
          spec === undefined ? 'SQLAgent - TSQL JobStep' : application,
          spec === undefined ? 'NT SERVICE\\SQLSERVERAGENT' : database.user,
          Math.round(processorTime(executed)),
          reads,
          /^\s*(?:insert|update|delete)/i.test(sql) ? 3 + (session % 5) : 0,
          Math.round(tookMs * 1000),
          session % 400,
          clock.local(executed.at),
          clock.local(at),
          database.name,
          rows
        ]
        return [{ at, record: true, text: cells.map((cell) => csvCell(String(cell))).join(',') }]
      })
    ]
  }
}
