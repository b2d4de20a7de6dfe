import { type Doing, doingAt } from '../../world/doing.ts'
import { addressOf } from '../addresses.ts'
import type { EmitContext, Emitter } from '../emitter.ts'
import { drawnByMysql, drawnByPsql, type Table, writtenAsCsv } from '../table.ts'
import { jobTexts, sqlOf } from './database-events.ts'

/** A session of the database at a moment. */
interface Session {
  readonly at: number
  readonly pid: number
  readonly instance: string
  readonly application: string
  readonly state: 'active' | 'waiting' | 'idle in transaction' | 'idle'
  readonly sinceMs: number
  readonly sql: string
  readonly blockedBy: number | null
}

const jobSession = 6400

/** What each session does at that moment, idle connections of the pools among them. */
export function sessionsAt(context: EmitContext, at: number): Session[] {
  const { world } = context
  const doings = doingAt(world, at)
  const jobs = jobTexts(world.scenario)
  const ofJobs = doings.filter(({ className, what }) => className.startsWith('job:') && (what === 'statement' || what === 'lock'))
  const fromJobs = ofJobs.map(({ className, what, sinceMs }, index): Session => {
    const name = className.slice('job:'.length)
    const state = what === 'lock' ? 'waiting' : 'active'
    const sql = jobs.get(name) ?? name
    return { at, pid: jobSession + index, instance: 'db', application: name, state, sinceMs, sql, blockedBy: null }
  })
  const holder = fromJobs.find(({ state }) => state === 'active')?.pid ?? null
  const ofPools = world.scenario.service.instances.flatMap(({ name }, index) => {
    const used = new Set<number>()
    const pidOf = (wanted: number): number => {
      let pid = wanted
      while (used.has(pid)) pid += 1
      used.add(pid)
      return pid
    }
    const busy = doings
      .filter(({ instance, connected }) => instance === name && connected)
      .map((doing): Session => ({
        ...sessionOf(context, doing, holder),
        at,
        instance: name,
        application: name
      }))
      .map((session) => ({ ...session, pid: pidOf(session.pid) }))
    const limit = world.run.resources[`pool@${name}`]?.series.limit[Math.floor(at / 60_000)] ?? 0
    const idle = Array.from({ length: Math.max(0, Math.round(limit) - busy.length) }, (_, i): Session => ({
      at,
      pid: pidOf(2100 + index * 400 + i * 3),
      instance: name,
      application: name,
      state: 'idle',
      sinceMs: at - 1000 * (1 + ((i * 7) % 40)),
      sql: 'COMMIT',
      blockedBy: null
    }))
    return [...busy, ...idle]
  })
  return [...fromJobs, ...ofPools]
}

function sessionOf({ world }: EmitContext, { served, what, subject, sinceMs }: Doing, holder: number | null) {
  const { statements } = world.scenario.service
  const lastRun = served?.statements.findLast(({ at }) => at <= sinceMs)
  const id =
    what === 'lock'
      ? (statements.find(({ lock }) => lock?.name === subject)?.id ?? '')
      : what === 'statement'
        ? subject
        : (lastRun?.id ?? '')
  const spec = statements.find((statement) => statement.id === id)
  return {
    pid: lastRun?.session ?? 2100,
    state: what === 'lock' ? ('waiting' as const) : what === 'statement' ? ('active' as const) : ('idle in transaction' as const),
    sinceMs,
    sql: spec === undefined ? 'BEGIN' : sqlOf(spec.sql, served?.parameters ?? {}),
    blockedBy: what === 'lock' ? holder : null
  }
}

/** pg_stat_activity, SHOW PROCESSLIST and sys.dm_exec_requests with its sessions, each with a column for the moment. */
const views = {
  postgres: {
    header: 'sampled_at pid application_name client_addr state wait_event_type wait_event query_start blocked_by query',
    cells: ({ pid, application, state, blockedBy, sql }: Session, sampled: string, since: string, address: string) => [
      sampled,
      String(pid),
      application,
      address,
      state === 'waiting' ? 'active' : state,
      ...(state === 'waiting' ? ['Lock', 'transactionid'] : state === 'active' ? ['', ''] : ['Client', 'ClientRead']),
      since,
      blockedBy === null ? '{}' : `{${blockedBy}}`,
      sql
    ],
    draw: drawnByPsql
  },
  mysql: {
    header: 'SAMPLED_AT ID USER HOST COMMAND TIME STATE INFO',
    cells: ({ pid, instance, state, sinceMs, at, sql }: Session, sampled: string, _: string, address: string) => [
      sampled,
      String(pid),
      instance,
      `${address}:${40_000 + pid}`,
      state === 'idle' || state === 'idle in transaction' ? 'Sleep' : 'Query',
      String(Math.floor((at - sinceMs) / 1000)),
      state === 'waiting' ? 'Waiting for table metadata lock' : state === 'active' ? 'executing' : '',
      state === 'idle' || state === 'idle in transaction' ? 'NULL' : sql
    ],
    draw: drawnByMysql
  },
  sqlserver: {
    header: 'sampled_at session_id host_name status wait_type wait_time blocking_session_id start_time query_text',
    cells: ({ pid, instance, state, sinceMs, at, blockedBy, sql }: Session, sampled: string, since: string) => [
      sampled,
      String(pid % 1000),
      instance,
      state === 'waiting' ? 'suspended' : state === 'active' ? 'running' : 'sleeping',
      state === 'waiting' ? 'LCK_M_IX' : '',
      state === 'waiting' ? String(Math.round(at - sinceMs)) : '0',
      String((blockedBy ?? 0) % 1000),
      since,
      sql
    ],
    draw: writtenAsCsv
  }
} as const

/** Who is connected and what each waits for, at each of the file's moments, as the database's client shows it. */
export const sessionActivity: Emitter = (context) => {
  const { world, file, clock } = context
  const view = views[world.scenario.service.database.kind]
  const table: Table = {
    header: view.header.split(' '),
    rows: file.at.map(world.at).flatMap((at) =>
      sessionsAt(context, at).map((session) => {
        const address = session.instance === 'db' ? '127.0.0.1' : addressOf(world, session.instance)
        return view.cells(session, clock.local(at).slice(0, 19), clock.local(session.sinceMs), address)
      })
    )
  }
  return { kind: 'document', text: view.draw(table), records: table.rows.length }
}
