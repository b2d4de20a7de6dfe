import { databaseEvents } from './database-events.ts'
import type { Emitter } from '../emitter.ts'

const longQueryMs = 2000

/** MySQL's slow query log with `long_query_time = 2`. */
export const mysqlSlowLog: Emitter = (context) => {
  const { database, instances } = context.world.scenario.service
  const host = instances[0]?.name ?? 'app'
  const reads = new Map(
    context.world.scenario.faults.flatMap((fault) =>
      fault.kind === 'bad-plan' && fault.plan ? [[fault.statement, fault.plan.rowsRead] as const] : []
    )
  )
  const head = [
    `/usr/sbin/mysqld, Version: 8.0.36 (MySQL Community Server - GPL). started with:`,
    'Tcp port: 3306  Unix socket: /var/run/mysqld/mysqld.sock',
    'Time                 Id Command    Argument'
  ].join('\n')
  return {
    kind: 'lines',
    entries: [
      { at: null, record: false, text: head },
      ...databaseEvents(context).flatMap(({ at, session, executed }) => {
        if (executed === null || executed.tookMs < longQueryMs) return []
        const examined =
          executed.plan === 'bad' ? Math.round((reads.get(executed.id) ?? 1000) * (0.9 + (at % 200) / 1000)) : executed.rows * 12
        const stamp = new Date(context.clock.epoch(at)).toISOString().replace('Z', '000Z')
        const text = [
          `# Time: ${stamp}`,
          `# User@Host: ${database.user}[${database.user}] @ ${host} [10.20.0.11]  Id: ${session}`,
          `# Query_time: ${(executed.tookMs / 1000).toFixed(6)}  Lock_time: ${(executed.lockMs / 1000).toFixed(6)} Rows_sent: ${executed.rows}  Rows_examined: ${examined}`,
          `SET timestamp=${Math.floor(context.clock.epoch(executed.at) / 1000)};`,
          `${executed.sql};`
        ].join('\n')
        return [{ at, record: true, text }]
      })
    ]
  }
}
