import type { Attributes } from '../../domain/index.ts'
import { levelOf } from '../fields/level.ts'
import { attributesOfMessage } from '../fields/message-attributes.ts'
import type { PlacelessRecord, Reader, ReadItem, TextFile } from '../reader.ts'
import { type Calendar, createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { shareOfHeads, zoneOfTimes, streamed } from './line-format.ts'
import { readLineRecords, withoutColours } from './line-records.ts'
import { attributesOfServerMessage, boundParameters, rowsOfPlan, statementMessageOf } from './postgres-statement.ts'
import { isSameExecution, type StatementItem, toldTwice } from './postgres-told-twice.ts'

interface Head {
  readonly time: WrittenTime
  readonly severity: string
  readonly message: string
  readonly session: string | null
  readonly user: string | null
  readonly database: string | null
  readonly application: string | null
  readonly client: string | null
}

const severities = 'LOG|ERROR|WARNING|FATAL|PANIC|NOTICE|INFO|DEBUG\\d?'
/** Lines that complete the message before them. */
const completions = 'DETAIL|HINT|STATEMENT|CONTEXT|QUERY|LOCATION'
const line = new RegExp(`^(?<prefix>.{0,300}?)(?<![\\w"'])(?<severity>${severities}|${completions}): {1,2}(?<message>.*)$`)
const isCompletion = new RegExp(`^(?:${completions})$`)

/**
 * The server's stderr log with any `log_line_prefix` that holds a time: statements with durations (the plan that follows a
 * statement is joined to it), lock waits, checkpoints, autovacuum and errors with their details.
 */
export const postgresStderr: Reader = streamed({
  format: 'postgres-stderr',
  title: 'PostgreSQL server log (stderr)',
  detect(head) {
    const heads = headsOf(head)
    const typical = heads.filter(({ severity, session }) => severity !== 'INFO' && session !== null)
    return typical.length === 0 ? 0 : 0.97 * shareOfHeads(head, heads.length) * Math.min(1, (typical.length * 2) / heads.length)
  },
  zoneOf: (head) => zoneOfTimes(headsOf(head).map(({ time }) => time)),
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let session: string | null = null
    const items = readLineRecords<Head>(file.lines, {
      begin(text) {
        const head = headOf(withoutColours(text), times)
        if (head === null || (isCompletion.test(head.severity) && head.session === session)) return null
        session = head.session
        return head
      },
      orphan: () => 'text before the first line with a time and severity',
      finish: (head, more) => recordOf(head, more, calendar)
    })
    yield* joinPlans(items)
  }
})

function headsOf(head: TextFile): Head[] {
  const times = createTimeFinder()
  return head.lines.flatMap((text) => headOf(withoutColours(text), times) ?? [])
}

const prefixName = (names: string): RegExp => new RegExp(`(?:^|[\\s,(\\[])(?:${names})=([^\\s,)\\]]+)`)
const namedIn = {
  user: prefixName('user|u'),
  database: prefixName('db|database|d'),
  application: prefixName('app|application|a'),
  client: prefixName('client|host|h|r')
}

function headOf(text: string, times: TimeFinder): Head | null {
  const groups = line.exec(text)?.groups
  if (!groups) return null
  const prefix = groups['prefix'] ?? ''
  const time = times.at(prefix, 0) ?? times.within(prefix, prefix.length)
  if (!time || time.original.length < 8) return null
  const rest = prefix.slice(0, time.start) + prefix.slice(time.end)
  const pair = /(?<![\w.])([\w-]{1,63})@([\w-]{1,63})(?![\w.])/.exec(rest)
  const hasNames = rest.includes('=')
  const named = (name: RegExp): string | null => (hasNames ? (name.exec(rest)?.[1] ?? null) : null)
  return {
    time,
    severity: groups['severity'] ?? '',
    message: groups['message'] ?? '',
    session:
      /\[(?:\d+-\d+\] \[)?(\d+)(?:-\d+)?\]/.exec(rest)?.[1] ??
      /\b([0-9a-f]{7,8}\.[0-9a-f]+)\b/.exec(rest)?.[1] ??
      /(?:^|[\s,])(?:pid|p)=(\d+)/.exec(rest)?.[1] ??
      / (\d{2,7})\b/.exec(rest)?.[1] ??
      null,
    user: named(namedIn.user) ?? pair?.[1] ?? null,
    database: named(namedIn.database) ?? pair?.[2] ?? null,
    application: named(namedIn.application),
    client: named(namedIn.client) ?? /(\d+\.\d+\.\d+\.\d+)(?:\(\d+\))?/.exec(rest)?.[1] ?? null
  }
}

function recordOf(head: Head, more: readonly string[], calendar: Calendar): PlacelessRecord {
  const { body, completed } = splitCompletions(head.message, more)
  // Spelt out, not spread: what follows a spread is put into an object one by one, at ten times the price.
  const ts = calendar.instant(head.time)
  const tsOriginal = head.time.original
  const said: Attributes = {
    ...(head.application === null ? {} : { application: head.application }),
    ...(head.client === null ? {} : { client: head.client })
  }
  const execution = head.severity === 'LOG' ? statementMessageOf(body) : null
  if (execution && (execution.statement !== null || execution.plan !== null)) {
    const parameters = boundParameters(completed['detail'] ?? '')
    const phase = execution.phase === 'statement' || execution.phase === null ? {} : { phase: execution.phase }
    return {
      table: 'statements',
      record: {
        ts,
        tsOriginal,
        entity: null,
        statement: execution.statement ?? '',
        durationMs: execution.durationMs,
        session: head.session,
        database: head.database,
        userName: head.user,
        rowsReturned: execution.plan === null ? null : rowsOfPlan(execution.plan),
        rowsExamined: null,
        lockMs: null,
        plan: execution.plan,
        attributes: { ...said, ...phase, ...parameters }
      }
    }
  }
  const [message = '', ...rest] = body.split('\n')
  return {
    table: 'events',
    record: {
      ts,
      tsOriginal,
      entity: null,
      level: levelOf(head.severity),
      logger: 'postgres',
      thread: head.session,
      message,
      attributes: {
        ...said,
        severity: head.severity,
        ...(head.user === null ? {} : { user: head.user }),
        ...(head.database === null ? {} : { database: head.database }),
        ...attributesOfMessage(message),
        ...attributesOfServerMessage([body, ...Object.values(completed)].join('\n')),
        ...(rest.length === 0 ? {} : { more: rest.join('\n') }),
        ...completed
      }
    }
  }
}

/** The message with the lines that continue it, and what DETAIL, HINT, STATEMENT … say about it. */
function splitCompletions(first: string, more: readonly string[]): { body: string; completed: Record<string, string> } {
  const body = [first]
  const completed: Record<string, string> = {}
  let current: string | null = null
  for (const text of more) {
    const groups = line.exec(text)?.groups
    if (groups && isCompletion.test(groups['severity'] ?? '')) {
      current = (groups['severity'] ?? '').toLowerCase()
      completed[current] = groups['message'] ?? ''
    } else if (current !== null) completed[current] += `\n${text.replace(/^\t/, '')}`
    else body.push(text.replace(/^\t/, ''))
  }
  return { body: body.join('\n'), completed }
}

/** Items that may stand between a statement and its plan: as many as are held before they are passed on. */
const joinedWithin = 10_000

/**
 * A plan or a duration that the same session logs after its statement is given to the statement too; the line stays an
 * event of its own, because other sessions' lines may stand between.
 */
function* joinPlans(items: Iterable<ReadItem>): Generator<ReadItem> {
  const open = new Map<string, StatementItem>()
  let held: ReadItem[] = []
  for (const item of items) {
    held.push(join(item, open))
    if (held.length < 2 * joinedWithin) continue
    for (const old of held.slice(0, joinedWithin)) {
      if (old.kind === 'record' && old.table === 'statements' && open.get(old.record.session ?? '') === old)
        open.delete(old.record.session ?? '')
      yield old
    }
    held = held.slice(joinedWithin)
  }
  yield* held
}

/** Joins an item to the statement before it where it belongs to that; returns what stands for the item. */
function join(item: ReadItem, open: Map<string, StatementItem>): ReadItem {
  if (item.kind !== 'record') return item
  if (item.table === 'statements' && item.record.session !== null) {
    const before = open.get(item.record.session)
    if (before && isSameExecution(before, item)) return toldTwice(before, item)
    open.set(item.record.session, item)
  }
  if (item.table !== 'events' || item.record.thread === null) return item
  const before = open.get(item.record.thread)
  if (!before) return item
  const said = item.record.message
  const plan = /plan:/i.test(said)
    ? /^(?:query )?plan:\s*(\S[\s\S]*)$/i.exec([said, item.record.attributes['more'] ?? ''].join('\n').trim())?.[1]
    : undefined
  if (plan !== undefined && before.record.plan === null) {
    before.record.plan = plan
    before.record.rowsReturned ??= rowsOfPlan(plan)
    before.record.attributes['planLine'] = item.firstLine
  }
  const alone = before.record.durationMs === null ? /^duration: ([\d.]+) ms$/.exec(said)?.[1] : undefined
  if (alone !== undefined) {
    before.record.durationMs = Number(alone)
    before.record.attributes['durationLine'] = item.firstLine
  }
  return item
}
