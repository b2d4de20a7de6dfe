import { addressOf } from '../addresses.ts'
import type { EmitContext, Emitter } from '../emitter.ts'
import { type DatabaseEvent, databaseEvents } from './database-events.ts'

/** PostgreSQL's stderr log: a statement is logged when it ends; what belongs to a message stands below it, under its own label. */
function stderr(prefixOf: (event: DatabaseEvent, context: EmitContext, line: number) => string): Emitter {
  return (context) => {
    const counts = new Map<number, number>()
    return {
      kind: 'lines',
      entries: databaseEvents(context).map((event) => {
        const { at, session, severity, message, more } = event
        const lines = [[severity, message] as const, ...more].map(([label, text]) => {
          const line = (counts.get(session) ?? 0) + 1
          counts.set(session, line)
          return `${prefixOf(event, context, line)}${label}:  ${text}`
        })
        return { at, record: true, text: lines.join('\n') }
      })
    }
  }
}

const zoneOf = ({ clock }: EmitContext): string => (clock.zone === 'UTC' ? 'UTC' : clock.offset)

/** `log_line_prefix = '%m [%p] '` */
export const postgresLog = stderr(({ at, session }, context) => `${context.clock.local(at)} ${zoneOf(context)} [${session}] `)

/** `log_line_prefix = '%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h '`, as reports on logs ask for. */
export const postgresLogFull = stderr(({ at, session }, context, line) => {
  const { database, instances } = context.world.scenario.service
  const isOwn = session === 811
  const instance = instances[Math.floor((session - 2100) / 400)]?.name ?? '[unknown]'
  const client = isOwn ? '' : addressOf(context.world, instance)
  const [user, name, application] = isOwn ? ['', '', ''] : [database.user, database.name, instance]
  const stamp = `${context.clock.local(at).slice(0, 19)} ${zoneOf(context)}`
  return `${stamp} [${session}]: [${line}-1] user=${user},db=${name},app=${application},client=${client} `
})
