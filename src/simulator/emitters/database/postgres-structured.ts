import { addressOf, portOf } from '../addresses.ts'
import type { EmitContext, Emitter } from '../emitter.ts'
import { csvCell } from '../table.ts'
import { databaseEvents } from './database-events.ts'

/** The columns of csvlog in their order; jsonlog has the same under other names, and leaves out what is empty. */
const columns =
  'timestamp user dbname pid remote session_id line_num ps session_start vxid txid error_severity state_code message detail hint internal_query internal_position context statement cursor_position location application_name backend_type leader_pid query_id'.split(
    ' '
  )
const states: readonly (readonly [RegExp, string])[] = [
  [/administrator command/, '57P01'],
  [/statement timeout|user request/, '57014'],
  [/lock timeout/, '55P03'],
  [/deadlock/, '40P01'],
  [/No space left|could not (?:extend|write)/, '53100'],
  [/too many (?:clients|connections)|connection slots/, '53300']
]
const checkpointer = 811

/** What each event has in each column. */
function rowsOf(context: EmitContext): { at: number; values: Readonly<Record<string, string>> }[] {
  const { world, clock } = context
  const { database, instances } = world.scenario.service
  const lines = new Map<number, number>()
  const zone = clock.zone === 'UTC' ? 'UTC' : clock.offset
  return databaseEvents(context).map(({ at, session, severity, message, more, executed }) => {
    const line = (lines.get(session) ?? 0) + 1
    lines.set(session, line)
    const isClient = session !== checkpointer
    const begun = Math.max(-3_600_000, Math.floor(at / 1_800_000) * 1_800_000 - 1000 * (session % 600))
    const instance = instances[Math.floor((session - 2100) / 400)]?.name ?? instances[0]?.name ?? ''
    const belongs = Object.fromEntries(more.map(([label, text]) => [label.toLowerCase(), text]))
    const sql = executed?.sql ?? belongs['statement'] ?? ''
    const values = {
      timestamp: `${clock.local(at)} ${zone}`,
      ...(isClient ? { user: database.user, dbname: database.name } : {}),
      pid: String(session),
      ...(isClient ? { remote: `${addressOf(world, instance)}:${portOf(session)}` } : {}),
      session_id: `${Math.floor(clock.epoch(begun) / 1000).toString(16)}.${session.toString(16)}`,
      line_num: String(line),
      ps: /still waiting for/.test(message) ? `${firstWord(sql)} waiting` : firstWord(sql),
      session_start: `${clock.local(begun).slice(0, 19)} ${zone}`,
      ...(isClient ? { vxid: `${session % 90}/${line}`, txid: '0' } : { txid: '0' }),
      error_severity: severity,
      state_code: severity === 'LOG' ? '00000' : (states.find(([pattern]) => pattern.test(message))?.[1] ?? 'XX000'),
      message: message.replaceAll('\n\t', '\n'),
      ...(belongs['detail'] === undefined ? {} : { detail: belongs['detail'] }),
      ...(belongs['hint'] === undefined ? {} : { hint: belongs['hint'] }),
      ...(belongs['context'] === undefined ? {} : { context: belongs['context'] }),
      ...(belongs['statement'] === undefined ? {} : { statement: belongs['statement'] }),
      ...(isClient ? { application_name: instance } : {}),
      backend_type: isClient ? 'client backend' : 'checkpointer',
      query_id: '0'
    }
    return { at, values }
  })
}

const firstWord = (sql: string): string => (/^\s*(\w+)/.exec(sql)?.[1] ?? '').toUpperCase()

/** PostgreSQL's csvlog: 26 columns, no header; a statement of several lines stays one quoted cell. */
export const postgresCsvlog: Emitter = (context) => ({
  kind: 'lines',
  entries: rowsOf(context).map(({ at, values }) => ({
    at,
    record: true,
    text: columns.map((name) => (quoted.has(name) ? quotedCell(values[name]) : csvCell(values[name] ?? ''))).join(',')
  }))
})

/** Texts are quoted whether they need it or not; what is empty never is. */
const quoted = new Set([
  'user',
  'dbname',
  'remote',
  'ps',
  'message',
  'detail',
  'context',
  'statement',
  'application_name',
  'backend_type'
])

function quotedCell(value: string | undefined): string {
  return value === undefined || value === '' ? '' : `"${value.replaceAll('"', '""')}"`
}

const numbers = new Set(['pid', 'line_num', 'txid', 'query_id'])

/** PostgreSQL's jsonlog, one object a line. */
export const postgresJsonlog: Emitter = (context) => ({
  kind: 'lines',
  entries: rowsOf(context).map(({ at, values }) => {
    const { remote, ...rest } = values
    const [host, port] = remote?.split(':') ?? []
    const pairs = Object.entries({ ...rest, ...(host === undefined ? {} : { remote_host: host, remote_port: Number(port) }) })
    const shown = pairs
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, numbers.has(name) ? Number(value) : value])
    return { at, record: true, text: JSON.stringify(Object.fromEntries(shown)) }
  })
})
