import { epochMsOf, instantOf, type TimeWindow } from '../../domain/index.ts'
import { grouped } from '../../foundation/index.ts'
import { attributesFrom } from '../attribute-of.ts'
import { queryRows, type Row } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { LockWait } from './lock-wait.ts'
import { namedObject } from './named-object.ts'

/** What lists of a database's sessions, taken again and again, show of those at work in a window. */
export interface SampledSessions {
  /** Sessions at work, summed over the moments. */
  readonly active: number
  readonly moments: number
  /** Of these the share that waited for a lock, in the window and before it; null before where nobody was seen at work. */
  readonly lockShare: number
  readonly usualShare: number | null
  readonly source: string
  /** Who waited at which moment, in the window. */
  readonly waits: readonly LockWait[]
}

/** Names of what a view of sessions says, in the words of several products (ASH, `pg_stat_activity`, `sys.dm_exec_requests`, processlist). */
const keys = {
  session: /^(?:session_?id|sid|pid|spid|thread_?id|processlist_?id|process_?id|backend_?id|agent_?id|connection_?id|id)$/i,
  moment: /^(?:sample|sampled|snap|snapshot|collect|collection|collected|capture|captured|taken|polled)[\w ]*$/i,
  state: /^(?:session_?state|state|status|command)$/i,
  wait: /^(?:wait_?event(?:_?type)?|wait_?type|wait_?info|wait_?class|last_?wait_?type|event|state|wait|lock_?mode|wait_?object)$/i,
  blocker: /^(?:final_)?block(?:ing|er|ed_by)(?:_?(?:session|pid|pids|spid|sid|thread|process|trx))?(?:_?id)?s?$/i,
  object: /^(?:current_?obj(?:ect)?#?|object(?:_?name|_?id)?|obj#?|p1_?p2|p2|relation|table(?:_?name)?|wait_?resource|resource)$/i
} as const

/** In RE2, over the attributes as they stand: a view of sessions says who is blocked, or in what state and on what a session waits. */
const viewOfSessions =
  '(?i)"(final_)?block(ing|er|ed_by)[a-z_]*":|"(wait_?event|wait_?type|wait_?class|wait_?info|session_?state)":|"state": ?"[^"]*lock'

/** Waiting for what another session holds, by the names that databases have for it. A latch is none: it is held for microseconds. */
const lockWait =
  /\benq: ?(?:T[XMO]|UL|SQ)\b|row lock contention|library cache (?:lock|pin)|\bLCK_M_|^Lock$|\bLock:|wait\/lock\/|\b(?:row|table|metadata|record|transaction|relation|tuple|advisory|application)[ _]?lock|waiting (?:for|on)[^|]*\block\b|^(?:transactionid|tuple|relation|advisory|virtualxid)$|^lock[ -]?wait$|^Application$/i
/** Nobody asked these for anything just then, or they belong to the server. */
const idle =
  /^(?:idle\b(?! in transaction \(aborted\)).*|sleep(?:ing)?|inactive|dormant|background|daemon|binlog dump.*|uow[ _-]waiting|connected|killed)$/i

/** Fewer moments are single looks, which lists of processes tell of. */
const fewestMoments = 3
const mostRows = 60_000

export async function sampledSessions(context: ToolContext, window: TimeWindow): Promise<SampledSessions | null> {
  // Seldom is there any: the sources are found before their rows are read.
  const sources = await queryRows(
    context,
    `SELECT DISTINCT source_id FROM (SELECT source_id, attributes FROM events UNION ALL SELECT source_id, attributes FROM statements)
     WHERE regexp_matches(attributes::VARCHAR, $1) ORDER BY source_id`,
    [viewOfSessions]
  )
  if (sources.length === 0) return null
  const rows = await queryRows(
    context,
    `SELECT * FROM (
       SELECT ts, message, NULL AS session, attributes, source_id, first_line FROM events
       UNION ALL SELECT ts, statement, session, attributes, source_id, first_line FROM statements)
     WHERE ts < $1::TIMESTAMP AND source_id IN (${sources.map((_, i) => `$${i + 2}`).join(', ')})
     ORDER BY ts, source_id, first_line LIMIT ${mostRows}`,
    [window.to, ...sources.map((row) => row.text('source_id'))],
    { rows: mostRows }
  )
  const views = grouped(
    rows.flatMap((row) => sampledOf(row) ?? []),
    ({ source }) => source
  )
  const read = [...views].flatMap(([source, samples]) => summedUp(source, samples, window) ?? [])
  const [most] = read.sort((a, b) => b.active - a.active)
  if (!most) return null
  const names = new Map<string, string>()
  for (const object of new Set(most.waits.flatMap((wait) => wait.object ?? [])))
    names.set(object, await namedObject(context, object))
  return { ...most, waits: most.waits.map((wait) => ({ ...wait, object: names.get(wait.object ?? '') ?? null })) }
}

interface Sample {
  readonly at: number
  readonly isActive: boolean
  readonly waits: boolean
  readonly session: string
  readonly blocker: string | null
  readonly object: string | null
  readonly operation: string | null
  readonly source: string
  readonly line: number | null
}

function sampledOf(row: Row): Sample | null {
  const attributes = Object.entries(attributesFrom(row.text('attributes'))).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[key, String(value).trim()]] : []
  )
  const first = (pattern: RegExp): string | null =>
    attributes.find(([key, value]) => pattern.test(key) && value !== '')?.[1] ?? null
  const session = row.text('session') ?? first(keys.session)
  const at = Date.parse(row.text('ts') ?? '')
  if (session === null || Number.isNaN(at)) return null
  const blocker = nobody.test(first(keys.blocker) ?? '') ? null : first(keys.blocker)
  // What a session waits for is the message where the column is called an event.
  const message = row.text('message') ?? ''
  const operation = isStatement.test(message) ? message : null
  const waitsFor = [
    ...attributes.filter(([key]) => keys.wait.test(key)).map(([, value]) => value),
    ...(operation === null ? [message] : [])
  ]
  const states = attributes.filter(([key]) => keys.state.test(key)).map(([, value]) => value)
  const waits =
    waitsFor.some((text) => text.length < 80 && lockWait.test(text)) ||
    (blocker !== null && waitsFor.every((text) => says.test(text)))
  return {
    at,
    isActive: waits || !states.some((state) => idle.test(state)),
    waits,
    session,
    blocker,
    object: first(keys.object),
    operation,
    source: row.text('source_id') ?? '',
    line: row.number('first_line')
  }
}

const isStatement = /^\s*(?:select|insert|update|delete|merge|alter|truncate|lock|with|call|exec)\b/i

/** That a session is at work, and not what it waits for. */
const says = /^(?:active|suspended|running|waiting|executing|blocked|query|)$/i

const nobody = /^(?:|0|null|none|\{\}|\[\])$/i

function summedUp(source: string, samples: readonly Sample[], window: TimeWindow): SampledSessions | null {
  const [from, to] = [epochMsOf(window.from), epochMsOf(window.to)]
  const working = samples.filter(({ isActive }) => isActive)
  const inside = working.filter(({ at }) => at >= from && at < to)
  const before = working.filter(({ at }) => at < from)
  const moments = new Set(inside.map(({ at }) => at)).size
  if (moments < fewestMoments) return null
  const waiting = inside.filter(({ waits }) => waits)
  return {
    active: inside.length,
    moments,
    lockShare: waiting.length / inside.length,
    usualShare: before.length === 0 ? null : before.filter(({ waits }) => waits).length / before.length,
    source,
    waits: waiting.map(({ at, session, blocker, object, operation, line }): LockWait => ({
      kind: 'wait',
      time: instantOf(at),
      waitMs: null,
      waiter: session,
      holder: blocker,
      object,
      operation,
      source,
      line
    }))
  }
}
