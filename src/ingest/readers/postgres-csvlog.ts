import type { Attributes } from '../../domain/index.ts'
import { levelOf } from '../fields/level.ts'
import { numberOf } from '../fields/fields.ts'
import type { PlacelessRecord, Reader } from '../reader.ts'
import { type Calendar, createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import { csvParts, csvTableOf } from './csv-table.ts'
import { isBlank } from './line-records.ts'
import { zoneOfTimes, streamed } from './line-format.ts'
import { attributesOfServerMessage, boundParameters, rowsOfPlan, statementMessageOf } from './postgres-statement.ts'

/** The columns of csvlog in their order, under the names that jsonlog gives them. */
const columns =
  'timestamp user dbname pid remote session_id line_num ps session_start vxid txid error_severity state_code message detail hint internal_query internal_position context statement cursor_position location application_name backend_type leader_pid query_id'.split(
    ' '
  )
const saysSeverity = /,"?(?:LOG|ERROR|WARNING|FATAL|PANIC|NOTICE|INFO|DEBUG\d?)"?,/
const severity = /^(?:LOG|ERROR|WARNING|FATAL|PANIC|NOTICE|INFO|DEBUG\d?)$/

const severityAt = columns.indexOf('error_severity')
const fewestColumns = 17

/** A row with its severity in the place that it has by the manual, also where an export left out a column before it or some after. */
function alignedRow(cells: readonly string[]): readonly string[] | null {
  const at = cells.findIndex(
    (cell, index) =>
      index > severityAt - 3 && index <= severityAt && severity.test(cell) && /^[0-9A-Z]{5}$/.test(cells[index + 1] ?? '')
  )
  if (at < 0 || cells.length < fewestColumns) return null
  return [...cells.slice(0, at), ...Array.from({ length: severityAt - at }, () => ''), ...cells.slice(at)]
}

/** PostgreSQL's csvlog. */
export const postgresCsvlog: Reader = streamed({
  format: 'postgres-csvlog',
  title: 'PostgreSQL server log (csvlog)',
  detect(head) {
    if (!head.lines.some((line) => saysSeverity.test(line))) return 0
    const { rows } = csvTableOf(head.lines, ',')
    const fits = rows.filter(({ cells }) => alignedRow(cells) !== null)
    return rows.length === 0 ? 0 : 0.98 * (fits.length / rows.length)
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(csvTableOf(head.lines, ',').rows.flatMap(({ cells }) => times.at(cells[0] ?? '', 0) ?? []))
  },
  *stream(file, context) {
    const reading = { times: createTimeFinder(), calendar: createCalendar(context) }
    for (const part of csvParts(file.lines, ',')) {
      const place = { firstLine: part.firstLine, lastLine: 'cells' in part ? part.lastLine : part.firstLine }
      const cells = 'cells' in part ? alignedRow(part.cells) : null
      if (!('cells' in part) && part.what === 'broken') yield { kind: 'rejected', ...place, reason: 'a quote that never closes' }
      else if (cells === null) yield { kind: 'rejected', ...place, reason: 'not a row of csvlog' }
      else
        yield {
          kind: 'record',
          ...place,
          ...recordOf(Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])), reading)
        }
    }
  }
})

/** PostgreSQL's jsonlog. */
export const postgresJsonlog: Reader = streamed({
  format: 'postgres-jsonlog',
  title: 'PostgreSQL server log (jsonlog)',
  detect(head) {
    const filled = head.lines.filter((line) => !isBlank(line))
    const fits = filled.filter(
      (line) => line.startsWith('{') && line.includes('"error_severity":') && line.includes('"backend_type":')
    )
    return filled.length === 0 ? 0 : 0.98 * (fits.length / filled.length)
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(head.lines.flatMap((line) => times.at(objectOf(line)?.['timestamp'] ?? '', 0) ?? []))
  },
  *stream(file, context) {
    const reading = { times: createTimeFinder(), calendar: createCalendar(context) }
    let index = -1
    for (const line of file.lines) {
      index += 1
      const place = { firstLine: index + 1, lastLine: index + 1 }
      const values = objectOf(line)
      if (isBlank(line)) yield { kind: 'blank', ...place }
      else if (values === null) yield { kind: 'rejected', ...place, reason: 'not a JSON object' }
      else yield { kind: 'record', ...place, ...recordOf(values, reading) }
    }
  }
})

function objectOf(line: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(line)
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, String(inner)]))
      : null
  } catch {
    return null
  }
}

function recordOf(
  values: Readonly<Record<string, string>>,
  { times, calendar }: { times: TimeFinder; calendar: Calendar }
): PlacelessRecord {
  const text = (name: string): string | null => values[name] || null
  const time = times.at(text('timestamp') ?? '', 0)
  const message = text('message') ?? ''
  const client = text('remote') ?? text('remote_host')
  const base = { ts: time && calendar.instant(time), tsOriginal: text('timestamp'), entity: null }
  const attributes: Attributes = {}
  for (const name of ['application_name', 'detail', 'hint', 'context', 'state_code', 'query_id'])
    if (text(name) !== null) attributes[name] = text(name)
  if (client !== null) attributes['client'] = client.replace(/:\d+$/, '')
  const execution = text('error_severity') === 'LOG' ? statementMessageOf(message) : null
  if (execution && (execution.statement !== null || execution.plan !== null)) {
    return {
      table: 'statements',
      record: {
        ...base,
        statement: execution.statement ?? '',
        durationMs: execution.durationMs,
        session: text('pid'),
        database: text('dbname'),
        userName: text('user'),
        rowsReturned: execution.plan === null ? null : rowsOfPlan(execution.plan),
        rowsExamined: null,
        lockMs: null,
        plan: execution.plan,
        attributes: { ...attributes, ...boundParameters(text('detail') ?? '') }
      }
    }
  }
  const statement = text('statement')
  return {
    table: 'events',
    record: {
      ...base,
      level: levelOf(text('error_severity')),
      logger: 'postgres',
      thread: text('pid'),
      message,
      attributes: {
        ...attributes,
        severity: text('error_severity'),
        database: text('dbname'),
        user: text('user'),
        session_line: numberOf(text('line_num')),
        ...attributesOfServerMessage([message, text('detail') ?? ''].join('\n')),
        ...(statement === null ? {} : { statement })
      }
    }
  }
}
