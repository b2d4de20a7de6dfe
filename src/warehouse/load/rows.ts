import { type RecordOf, seriesRoleOf } from '../../domain/index.ts'
import type { ReadItem } from '../../ingest/index.ts'
import type { EventDetails } from '../enrichment/events.ts'
import { statementDetails } from '../enrichment/statement.ts'
import type { Cell } from './appending.ts'

type RecordItem = Extract<ReadItem, { kind: 'record' }>

/** The cells that every record begins with. */
export function provenanceCells(recordId: number, sourceId: string, { firstLine, lastLine, record }: RecordItem): Cell[] {
  return [recordId, sourceId, firstLine, lastLine, record.ts, record.tsOriginal, record.entity, record.attributes]
}

export function statementCells(record: RecordOf<'statements'>): Cell[] {
  const { fingerprint, parameters, tables, verb } = statementDetails(record.statement, record.attributes)
  return [
    record.statement,
    fingerprint,
    record.session,
    record.database,
    record.userName,
    record.plan,
    record.durationMs,
    record.rowsReturned,
    record.rowsExamined,
    record.lockMs,
    parameters,
    tables,
    verb
  ]
}

export function spanCells(record: RecordOf<'spans'>): Cell[] {
  return [record.traceId, record.spanId, record.parentId, record.name, record.durationMs, record.failed]
}

/** Sessions by what they do are those of a database, which are held; sessions of people do nothing that has a name. */
const roleOf = ({ series, unit, entity }: RecordOf<'metrics'>): string =>
  /^(?:\w+[_ .])?(?:sessions?|connections?|backends?|count)$/i.test(series) &&
  /(?:^|[ _/])(?:idle(?: in transaction)?|sleep(?:ing)?|active)(?:$|[ _/])/i.test(entity ?? '')
    ? 'holders'
    : seriesRoleOf(series, unit)

/** Series come again with every point. */
const roles = new Map<string, string>()

export function metricCells(record: RecordOf<'metrics'>): Cell[] {
  const key = `${record.series}\n${record.unit ?? ''}\n${record.entity ?? ''}`
  const role = roles.get(key) ?? roleOf(record)
  if (roles.size < 20_000) roles.set(key, role)
  return [record.series, record.value, record.unit, role]
}

export function alertCells(record: RecordOf<'alerts'>): Cell[] {
  return [
    record.name,
    record.severity,
    record.status,
    record.metric,
    record.description,
    record.value,
    record.threshold,
    record.resolvedAt
  ]
}

export function reportCells(record: RecordOf<'reports'>): Cell[] {
  return [
    record.channel,
    record.reference,
    record.author,
    record.priority,
    record.category,
    record.subject,
    record.text,
    record.status,
    record.official
  ]
}

export function changeCells(record: RecordOf<'changes'>): Cell[] {
  return [record.kind, record.ref, record.title, record.author, record.content]
}

export function eventCells(record: RecordOf<'events'>, details: EventDetails): Cell[] {
  return [
    record.level,
    record.logger,
    record.thread,
    record.message,
    details.template,
    details.templateId,
    details.parameters,
    details.durationMs,
    details.namedParameters
  ]
}

export function requestCells(
  record: RecordOf<'requests'>,
  route: string,
  parameters: Readonly<Record<string, string>> | null
): Cell[] {
  return [
    record.client,
    record.method,
    record.target,
    route,
    record.referrer,
    record.userAgent,
    record.userName,
    record.status,
    record.bytes,
    record.durationMs,
    parameters
  ]
}
