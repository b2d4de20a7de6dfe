import { databaseEvents } from './database-events.ts'
import type { Emitter } from '../emitter.ts'

/** PostgreSQL's stderr log with `log_line_prefix = '%m [%p] '`: a statement is logged when it ends. */
export const postgresLog: Emitter = (context) => ({
  kind: 'lines',
  entries: databaseEvents(context).map(({ at, session, severity, message, more }) => {
    const prefix = `${context.clock.local(at)} ${context.clock.zone === 'UTC' ? 'UTC' : context.clock.offset} [${session}]`
    const lines = [`${prefix} ${severity}:  ${message}`, ...more.map(([label, text]) => `${prefix} ${label}:  ${text}`)]
    return { at, record: true, text: lines.join('\n') }
  })
})
