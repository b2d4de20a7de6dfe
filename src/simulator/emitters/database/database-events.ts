import type { Scenario } from '../../scenario/scenario.ts'
import type { Executed, Served } from '../../world/served.ts'
import { type EmitContext, fill, loggedRequests } from '../emitter.ts'

export interface DatabaseEvent {
  readonly at: number
  readonly session: number
  readonly severity: 'LOG' | 'WARNING' | 'ERROR' | 'FATAL'
  readonly message: string
  /** DETAIL, STATEMENT, HINT lines that belong to it. */
  readonly more: readonly (readonly [string, string])[]
  /** Set for the end of a statement. */
  readonly executed: (Executed & { readonly sql: string; readonly rows: number }) | null
}

const dayMs = 86_400_000
const planFromMs = 4000
/** The database's process that runs jobs. */
const jobSession = 6400

/** The statement as sent: `:name` → the request's value, quoted unless it is a number; `:name+1` → the day after. */
export function sqlOf(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replaceAll(/(?<!:):([a-z_]+)(\+1)?/g, (whole, name: string, next: string | undefined) => {
    const value = parameters[name]
    if (value === undefined) return whole
    const text = next ? new Date(Date.parse(value) + dayMs).toISOString().slice(0, 10) : value
    return /^\d+$/.test(text) ? text : `'${text}'`
  })
}

/** What the database logs: statements of the sampled requests, locks waited for, its housekeeping, and what was done to it. */
export function databaseEvents(context: EmitContext): DatabaseEvent[] {
  const { world, file } = context
  const events = loggedRequests(world, file).flatMap((request) => statementEvents(context, request))
  return [...events, ...jobEvents(context), ...housekeeping(context)].sort((a, b) => a.at - b.at)
}

function statementEvents(context: EmitContext, request: Served): DatabaseEvent[] {
  const { world, random } = context
  const { service, faults } = world.scenario
  return request.statements.flatMap((executed): DatabaseEvent[] => {
    const spec = service.statements.find(({ id }) => id === executed.id)
    if (!spec) return []
    const sql = sqlOf(spec.sql, request.parameters)
    const end = executed.at + executed.tookMs
    const { session } = executed
    if (!executed.finished) return []
    const base = { session, executed: null, more: [] }
    const events: DatabaseEvent[] = lockEvents(context, executed, sql, spec.lock?.name)
    if (executed.fails !== null)
      return [...events, { ...base, at: end, severity: 'ERROR', message: executed.fails, more: [['STATEMENT', sql]] }]
    const rows = random.integer(...spec.rows)
    const took = executed.tookMs.toFixed(3)
    events.push({
      ...base,
      at: end,
      severity: 'LOG',
      message: `duration: ${took} ms  statement: ${sql}`,
      executed: { ...executed, sql, rows }
    })
    const plan = faults.flatMap((fault) =>
      fault.kind === 'bad-plan' && fault.statement === spec.id && fault.plan ? [fault.plan] : []
    )[0]
    const template = executed.plan === 'bad' ? plan?.bad : null
    if (template && executed.tookMs >= planFromMs) {
      const body = fill(template, {
        ms: (executed.tookMs * 0.997).toFixed(3),
        rows,
        read: Math.round((plan?.rowsRead ?? 1) * (0.9 + 0.2 * random.uniform()))
      })
      events.push({
        ...base,
        at: end + 1,
        severity: 'LOG',
        message: `duration: ${took} ms  plan:\n\tQuery Text: ${sql}\n${body
          .split('\n')
          .map((line) => `\t${line}`)
          .join('\n')}`
      })
    }
    return events
  })
}

/** A wait for a row that another transaction has changed, as `log_lock_waits` tells of it. */
function lockEvents({ world }: EmitContext, executed: Executed, sql: string, relation: string | undefined): DatabaseEvent[] {
  if (executed.lockMs < 1000 || relation === undefined) return []
  const transaction = 7_700_000 + Math.floor((executed.at + executed.lockMs) / 60_000) * 37
  const what = `ShareLock on transaction ${transaction}`
  const tuple = `(${Math.floor(executed.at / 977) % 9},${1 + (Math.floor(executed.at / 31) % 60)})`
  const base = { session: executed.session, severity: 'LOG' as const, executed: null }
  const told: DatabaseEvent['more'] = [
    ['CONTEXT', `while updating tuple ${tuple} in relation "${relation}"`],
    ['STATEMENT', sql]
  ]
  const holder = world.scenario.faults.some(({ kind }) => kind === 'lock-holder') ? jobSession : executed.session + 1
  return [
    {
      ...base,
      at: executed.at + 1000,
      message: `process ${executed.session} still waiting for ${what} after 1000.${String(Math.round(executed.at) % 900).padStart(3, '0')} ms`,
      more: [['DETAIL', `Process holding the lock: ${holder}. Wait queue: ${executed.session}.`], ...told]
    },
    {
      ...base,
      at: executed.at + executed.lockMs,
      message: `process ${executed.session} acquired ${what} after ${executed.lockMs.toFixed(3)} ms`,
      more: told
    }
  ]
}

/** What jobs run, by their names. */
export function jobTexts({ faults }: Scenario): ReadonlyMap<string, string> {
  return new Map(
    faults.flatMap((fault) =>
      fault.kind === 'batch'
        ? [[fault.name, fault.sql] as const]
        : fault.kind === 'lock-holder'
          ? [[fault.application, fault.sql] as const]
          : []
    )
  )
}

function jobEvents({ world }: EmitContext): DatabaseEvent[] {
  const texts = jobTexts(world.scenario)
  return world.jobs.flatMap(({ name, statement }, index) => {
    const sql = texts.get(name) ?? name
    if (!statement.finished || statement.tookMs < 500) return []
    const session = jobSession + (name === 'batch' ? index % 4 : 0)
    return [
      {
        at: statement.at + statement.tookMs,
        session,
        severity: 'LOG' as const,
        more: [],
        message: `duration: ${statement.tookMs.toFixed(3)} ms  statement: ${sql}`,
        executed: { ...statement, session, sql, rows: 0 }
      }
    ]
  })
}

function housekeeping({ world, random }: EmitContext): DatabaseEvent[] {
  const events: DatabaseEvent[] = []
  const say = (at: number, session: number, severity: DatabaseEvent['severity'], message: string): void => {
    if (at >= 0 && at < world.durationMs) events.push({ at, session, severity, message, more: [], executed: null })
  }
  for (let at = 140_000; at < world.durationMs; at += 300_000) {
    say(at, 811, 'LOG', 'checkpoint starting: time')
    const buffers = random.integer(300, 2600)
    say(
      at + random.integer(20_000, 90_000),
      811,
      'LOG',
      `checkpoint complete: wrote ${buffers} buffers (${(buffers / 1310).toFixed(1)}%); 0 WAL file(s) added, 0 removed, ${random.integer(1, 4)} recycled`
    )
  }
  for (const { at, logged } of world.scenario.changes) {
    if (logged?.where !== 'database') continue
    say(
      world.at(at),
      6100 + (logged.text.length % 300),
      logged.level === 'ERROR' ? 'ERROR' : logged.level === 'WARNING' ? 'WARNING' : 'LOG',
      logged.text
    )
  }
  for (const { atMs, kind, entity, text } of world.happenings) {
    if (kind === 'terminated') say(atMs, 2100, 'FATAL', 'terminating connection due to administrator command')
    if (kind === 'up' && !text.includes('out of memory')) {
      const { user, name } = world.scenario.service.database
      for (let i = 0; i < 3; i++)
        say(
          atMs - 3000 + 210 * i,
          3000 + random.integer(0, 400),
          'LOG',
          `connection authorized: user=${user} database=${name} application_name=${entity}`
        )
    }
  }
  return events
}
