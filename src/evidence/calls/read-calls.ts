import { epochMsOf, type TimeWindow } from '../../domain/index.ts'
import { type AttributeMap, attributeNumber, attributesFrom, attributeText } from '../attribute-of.ts'
import { callLine, coarseCallWords, failureIn } from '../language/call-lines.ts'
import { queryRows, type Row } from '../query-rows.ts'
import { requestsWith } from '../requests-with.ts'
import type { ToolContext } from '../tool.ts'
import type { Forest, SpanNode } from '../traces/read-spans.ts'
import { callerOf, hostOfUrl, peerOfAttributes, peerOfSpan } from './peer.ts'

/** One call to something else, as one kind of source saw it. */
export interface Call {
  readonly peer: string
  /** Service, instance or logger that made it, as far as it is said. */
  readonly caller: string | null
  /** Start where known, ms since the epoch; a log line's own time otherwise. */
  readonly at: number
  readonly durationMs: number | null
  readonly failed: boolean
  /** How it failed: a word of `CallFailure`, an HTTP status, or null. */
  readonly how: string | null
  /** `upstream`: what stands behind a proxy, which is the service itself as often as not. `series`: points of a metric, no single calls. */
  readonly seenIn: 'spans' | 'events' | 'requests' | 'upstream' | 'statements' | 'series'
  readonly source: string
  readonly line: number
  /** The span and the request of the caller it was made for, in traces. */
  readonly span: SpanNode | null
  readonly requestOf: SpanNode | null
}

/** More calls of one kind of source than this are thinned, evenly by the hash of their number. */
const mostCalls = 30_000
const upstreamNames = '(?i)upstream|backend|"response_ms"|"server"|peer|target_processing_time'
/** What no trace tells of. */
export const apart = { span: null, requestOf: null }

/** Calls that spans stand for. */
export function callsOfSpans({ spans }: Pick<Forest, 'spans'>): Call[] {
  return spans.flatMap((span): Call[] => {
    const peer = peerOfSpan(span)
    if (peer === null) return []
    const requestOf = callerOf(span)
    const text = attributeText(span.attributes, [
      'error.type',
      'error.message',
      'exception.message',
      'exception.type',
      'status.message',
      'error'
    ])
    const status = attributeText(span.attributes, ['http.status_code', 'http.response.status_code', 'rpc.grpc.status_code'])
    const how = span.failed ? (text === null ? status : (failureIn(text, true) ?? text.slice(0, 80))) : null
    const { at, durationMs, failed, source, line } = span
    return [
      {
        peer,
        caller: span.parent?.entity ?? span.entity,
        at,
        durationMs,
        failed,
        how,
        seenIn: 'spans',
        source,
        line,
        span,
        requestOf
      }
    ]
  })
}

/** Calls that log lines tell of, between two times. */
export async function callsOfEvents(context: ToolContext, between: TimeWindow): Promise<Call[]> {
  const named =
    '"[^"]*(?i:peer|dependency|downstream|upstream|target_service|remote_service|external|provider|vendor|http\\.url|url\\.full)[^"]*" ?:'
  const rows = await thinned(
    context,
    'events',
    'level, logger, left(message, 1500) AS text, duration_ms, attributes',
    `(regexp_matches(message, '${coarseCallWords.replaceAll("'", "''")}') OR regexp_matches(attributes::VARCHAR, '${named}'))`,
    between
  )
  return rows.flatMap((row): Call[] => {
    const attributes = attributesFrom(row.text('attributes'))
    const level = row.text('level')
    const grave = level === 'error' || level === 'fatal' || level === 'warning'
    const text = [row.text('text') ?? '', attributeText(attributes, ['exception', 'causedBy', 'error']) ?? ''].join(' ')
    const said = callLine(text, row.text('logger'), grave)
    const peer = peerOfAttributes(attributes) ?? said?.peer ?? null
    const status = attributeNumber(attributes, ['status', 'status_code', 'http.status_code'])
    const durationMs = row.number('duration_ms') ?? durationOf(attributes)
    const refused = status !== null && (status >= 500 || status === 429)
    // A line that names in a field alone whom it asked may mention a time-out that it keeps.
    const how = said?.failure ?? (grave ? failureIn(text, true) : null) ?? (refused ? String(status) : null)
    if (peer === null || (durationMs === null && how === null)) return []
    return [
      {
        ...placeOf(row),
        peer,
        caller: row.text('entity') ?? row.text('logger'),
        durationMs,
        failed: how !== null,
        how,
        seenIn: 'events',
        ...apart
      }
    ]
  })
}

/** Calls that access logs tell of: the time that a proxy waited for what stands behind it, and requests to other hosts. */
export async function callsOfRequests(context: ToolContext, between: TimeWindow): Promise<Call[]> {
  const sources = await requestsWith(context, upstreamNames, true)
  if (sources === 'false') return []
  const rows = await thinned(
    context,
    'requests',
    `route, CASE WHEN target LIKE '%://%' THEN left(target, 300) END AS target, status, duration_ms, attributes`,
    `${sources} AND (target LIKE '%://%' OR regexp_matches(attributes::VARCHAR, '${upstreamNames}'))`,
    between
  )
  return rows.flatMap((row): Call[] => {
    const attributes = attributesFrom(row.text('attributes'))
    const host = hostOfUrl(row.text('target') ?? '')
    const waited = upstreamMs(attributes)
    const peer =
      host ??
      peerOfAttributes(attributes) ??
      attributeText(attributes, ['server', 'backend_name', 'target_ip', 'target']) ??
      (waited === null ? null : 'upstream')
    const durationMs = host === null ? waited : row.number('duration_ms')
    const status = row.number('status') ?? 0
    const failed = status >= 500 || (host !== null && status === 429)
    if (peer === null || (durationMs === null && !failed)) return []
    return [
      {
        ...placeOf(row),
        peer,
        caller: row.text('entity'),
        durationMs,
        failed,
        how: failed ? String(status) : null,
        seenIn: host === null ? 'upstream' : 'requests',
        ...apart
      }
    ]
  })
}

/** The database's own view of what is asked of it. */
export async function callsOfStatements(context: ToolContext, between: TimeWindow): Promise<Call[]> {
  const rows = await thinned(
    context,
    'statements',
    `coalesce(database, 'database') AS peer, duration_ms, attributes->>'error' AS error`,
    'duration_ms IS NOT NULL',
    between
  )
  return rows.map((row) => {
    const error = row.text('error')
    const failed = error !== null && error !== '' && error !== 'false'
    return {
      ...placeOf(row),
      peer: row.text('peer') ?? 'database',
      caller: null,
      durationMs: row.number('duration_ms'),
      failed,
      how: failed ? error.slice(0, 80) : null,
      seenIn: 'statements',
      ...apart
    }
  })
}

export async function thinned(
  context: ToolContext,
  table: string,
  columns: string,
  condition: string,
  { from, to }: TimeWindow
): Promise<readonly Row[]> {
  const where = `ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND ${condition}`
  const [count] = await queryRows(context, `SELECT count(*) AS n FROM ${table} WHERE ${where}`, [from, to])
  const every = Math.ceil((count?.number('n') ?? 0) / mostCalls)
  if (every === 0) return []
  return queryRows(
    context,
    `SELECT ts, entity, source_id, first_line, ${columns} FROM ${table} WHERE ${where}
     ${every > 1 ? `AND hash(record_id) % ${every} = 0` : ''} ORDER BY ts, record_id`,
    [from, to],
    { rows: mostCalls * 2 }
  )
}

/** Of a call that stands in a row of a record table. */
export function placeOf(row: Row): Pick<Call, 'at' | 'source' | 'line'> {
  return { at: epochMsOf(row.text('ts') ?? ''), source: row.text('source_id') ?? '', line: row.number('first_line') ?? 0 }
}

/** Seconds in nginx and AWS logs (several servers tried: their sum), milliseconds where the name says so. */
function upstreamMs(attributes: AttributeMap): number | null {
  const ms = attributeNumber(attributes, [
    'upstream_response_time_ms',
    'upstream_service_time',
    'upstream_ms',
    'response_ms',
    'x-envoy-upstream-service-time'
  ])
  if (ms !== null) return ms < 0 ? null : ms
  const seconds = attributeText(attributes, [
    'upstream_response_time',
    'urt',
    'rt_upstream',
    'target_processing_time',
    'upstream_time',
    'upstream_header_time'
  ])
  const parts = seconds?.split(/[,:\s]+/).filter((part) => /^\d+(\.\d+)?$/.test(part)) ?? []
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum + Number(part) * 1000, 0)
}

export function durationOf(attributes: AttributeMap): number | null {
  const ms = attributeNumber(attributes, [
    'duration_ms',
    'elapsed_ms',
    'latency_ms',
    'took_ms',
    'response_time_ms',
    'duration',
    'elapsed',
    'latency',
    'took',
    'response_time'
  ])
  if (ms !== null) return ms
  const seconds = attributeNumber(attributes, ['duration_seconds', 'elapsed_seconds', 'duration_s', 'latency_seconds'])
  return seconds === null ? null : seconds * 1000
}
