import type { Attributes, RecordOf } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'
import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { type Calendar, createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'

const banner = /^(?:\/?\S*mysqld\S*, Version:|Tcp port:|Time +Id +Command)/i
const measure = /([A-Za-z_]+): ?([^\s]+)/g

/** MySQL's, MariaDB's and Percona's slow query log: headers that start with `#`, then the statement. */
export const mysqlSlow: Reader = {
  format: 'mysql-slow',
  title: 'MySQL slow query log',
  detect(head) {
    const headers = head.lines.filter((line) => /^# (?:Query_time: |User@Host: )/.test(line)).length
    return headers === 0 ? 0 : 0.97
  },
  zoneOf(head) {
    const times = createTimeFinder()
    const written = head.lines.flatMap((line) => (line.startsWith('# Time: ') ? (times.at(line, 8) ?? []) : []))
    const hasEpoch = head.lines.some((line) => /^SET timestamp=\d+/.test(line))
    return (
      zoneOfTimes(written) ??
      (hasEpoch ? { name: 'UTC', basis: 'offset-in-data', support: 'SET timestamp gives seconds since the epoch.' } : null)
    )
  },
  *read(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let lastTime: { ts: string | null; tsOriginal: string } | null = null
    for (const part of entriesOf(file)) {
      if ('kind' in part) {
        yield part
        continue
      }
      const lines = file.lines.slice(part.firstLine - 1, part.lastLine)
      const record = recordOf(lines, times, calendar, lastTime)
      if (record.tsOriginal !== null) lastTime = { ts: record.ts, tsOriginal: record.tsOriginal }
      yield { kind: 'record', table: 'statements', ...part, record }
    }
  }
}

type Span = { firstLine: number; lastLine: number }

/** An entry begins with the first `#` line after a statement; `# Time` alone opens one too. */
function* entriesOf(file: TextFile): Generator<Span | Extract<ReadItem, { kind: 'structure' | 'blank' }>> {
  let open: (Span & { hasStatement: boolean }) | null = null
  for (const [index, line] of file.lines.entries()) {
    const number = index + 1
    const place = { firstLine: number, lastLine: number }
    if (banner.test(line) || (isBlank(line) && !open)) {
      if (open) yield { firstLine: open.firstLine, lastLine: open.lastLine }
      open = null
      yield { kind: isBlank(line) ? 'blank' : 'structure', ...place }
    } else if (line.startsWith('#') && (open === null || open.hasStatement) && /^# (?!administrator)[A-Z@]/i.test(line)) {
      if (open) yield { firstLine: open.firstLine, lastLine: open.lastLine }
      open = { ...place, hasStatement: false }
    } else if (open) {
      open.lastLine = number
      open.hasStatement ||= !line.startsWith('#') || line.startsWith('# administrator command:')
    } else open = { ...place, hasStatement: true }
  }
  if (open) yield { firstLine: open.firstLine, lastLine: open.lastLine }
}

function recordOf(
  lines: readonly string[],
  times: TimeFinder,
  calendar: Calendar,
  before: { ts: string | null; tsOriginal: string } | null
): RecordOf<'statements'> {
  const measures = new Map<string, string>()
  const statement: string[] = []
  let moment: { ts: string | null; tsOriginal: string } | null = null
  let epoch: string | null = null
  let database: string | null = null
  let user: { name: string; host: string } | null = null
  for (const line of lines) {
    if (line.startsWith('# Time: ')) {
      const time = times.at(line.replace(/^# Time: +/, ''), 0)
      if (time) moment = { ts: calendar.instant(time), tsOriginal: time.original }
    }
    const who = /^# User@Host: (?<name>\S*?)\[[^\]]*\] @ +(?<name2>[^\s[]*) ?\[(?<ip>[^\]]*)\]/.exec(line)?.groups
    if (who) user = { name: who['name'] ?? '', host: who['ip'] || who['name2'] || '' }
    if (line.startsWith('# administrator command:')) {
      statement.push(line.slice(2))
      continue
    }
    if (line.startsWith('#')) {
      for (const [, name = '', value = ''] of line.matchAll(measure))
        if (name !== 'Time' && name !== 'Host') measures.set(name, value)
      continue
    }
    const used = /^use (?:`([^`]+)`|(\w+));$/i.exec(line)
    const stamp = /^SET (?:.*,)?timestamp=(\d+)/i.exec(line)?.[1]
    if (used) database = used[1] ?? used[2] ?? null
    else if (stamp !== undefined) epoch = stamp
    else statement.push(line)
  }
  const taken = (name: string): number | null => {
    const value = numberOf(measures.get(name) ?? null)
    if (value !== null) measures.delete(name)
    return value
  }
  const [seconds, lockSeconds] = [taken('Query_time'), taken('Lock_time')]
  const session = measures.get('Id') ?? measures.get('Thread_id') ?? null
  const schema = measures.get('Schema')
  const when = epoch === null ? (moment ?? before) : { ts: new Date(Number(epoch) * 1000).toISOString(), tsOriginal: epoch }
  const attributes: Attributes = Object.fromEntries([...measures].map(([name, value]) => [name, numberOf(value) ?? value]))
  return {
    ts: when?.ts ?? null,
    tsOriginal: when?.tsOriginal ?? null,
    entity: null,
    statement: statement.join('\n').trim(),
    durationMs: seconds === null ? null : round(seconds * 1000),
    session,
    database: database ?? (schema === undefined || schema === '' ? null : schema),
    userName: user?.name || null,
    rowsReturned: taken('Rows_sent'),
    rowsExamined: taken('Rows_examined'),
    lockMs: lockSeconds === null ? null : round(lockSeconds * 1000),
    plan: null,
    attributes: { ...attributes, ...(user?.host ? { client: user.host } : {}) }
  }
}

/** Seconds with six decimals as milliseconds, without the noise of binary fractions. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
