import { epochMsOf, type TimeWindow } from '../../domain/index.ts'
import { type AttributeMap, attributeNumber, attributesFrom, attributeText } from '../attribute-of.ts'
import { coarseRetryWords, type RetryLine, retryLine } from '../language/retry-lines.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { requestsWith } from '../requests-with.ts'
import type { Forest } from '../traces/read-spans.ts'
import { askerOf } from './asker.ts'
import type { Attempt } from './chains.ts'

const mostRows = 60_000
const keyNames = '(?i)idempot|request[_-]?id|attempt|retry|retries|resend'

export interface RequestAttempts {
  readonly attempts: readonly Attempt[]
  /** Requests that bear a key meant to be used once, and how often one came again. */
  readonly keyed: readonly { readonly at: number; readonly again: boolean }[]
  /** The step at which times are written, ms. */
  readonly resolutionMs: number
}

/** Requests by who asked for what. Without a client nothing tells a repeated request from another's. Thinned by whole clients. */
export async function attemptsOfRequests(context: ToolContext, { from, to }: TimeWindow): Promise<RequestAttempts> {
  // An address may be a thousand people's, or change with each request: who names himself is known better.
  const named = await askerOf(context, 'requests')
  const who = named === null ? 'coalesce(client, user_name)' : `coalesce(${named}, client, user_name)`
  const where = `ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND ${who} IS NOT NULL`
  const [count] = await queryRows(
    context,
    `SELECT count(*) AS n, count(*) FILTER (epoch_ms(ts) % 1000 <> 0) AS fine FROM requests WHERE ${where}`,
    [from, to]
  )
  const every = Math.ceil((count?.number('n') ?? 0) / mostRows)
  if (every === 0) return { attempts: [], keyed: [], resolutionMs: 1 }
  const rows = await queryRows(
    context,
    `SELECT ts, hash(${who}, ${named === null ? 'user_agent, user_name, ' : ''}method, target)::VARCHAR AS intent, route, status, duration_ms, source_id, first_line,
            CASE WHEN ${await requestsWith(context, keyNames)} AND regexp_matches(attributes::VARCHAR, '${keyNames}') THEN attributes END AS attributes
     FROM requests WHERE ${where} ${every > 1 ? `AND hash(${who}) % ${every} = 0` : ''} ORDER BY ts, record_id`,
    [from, to],
    { rows: mostRows * 2 }
  )
  const seen = new Set<string>()
  const keyed: { at: number; again: boolean }[] = []
  const attempts = rows.map((row): Attempt => {
    const at = epochMsOf(row.text('ts') ?? '')
    const attributes = attributesFrom(row.text('attributes'))
    const key = attributeText(attributes, [
      'idempotency_key',
      'x-idempotency-key',
      'idempotency.key',
      'client_request_id',
      'x-request-id',
      'request_id'
    ])
    if (key !== null) {
      keyed.push({ at, again: seen.has(key) })
      seen.add(key)
    }
    const status = row.number('status') ?? 0
    return {
      intent: key ?? row.text('intent') ?? '',
      operation: row.text('route') ?? '',
      at,
      durationMs: row.number('duration_ms'),
      failed: status >= 500 || status === 429 || status === 408 || status === 499,
      source: row.text('source_id') ?? '',
      line: row.number('first_line') ?? 0
    }
  })
  return { attempts, keyed, resolutionMs: (count?.number('fine') ?? 0) > 0 ? 1 : 1000 }
}

/** That a line tells of something that went wrong, whatever its level. */
const wentWrong =
  '(?i)fail|time[d -]*out|refus|reject|deadline|expired|gave up|given up|abandon|unavailable|overload|queue full|aborted|cancel|closed|reset|too busy|\\b(50[0234]|429|499|408)\\b'

/** Lines of one kind about one asker or one thing that was asked for: where one tells of a failure and comes again, they are attempts. */
export async function attemptsOfLines(context: ToolContext, { from, to }: TimeWindow): Promise<Attempt[]> {
  const who = await askerOf(context, 'events')
  if (who === null) return []
  const where = `ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND ${who} IS NOT NULL`
  const [count] = await queryRows(context, `SELECT count(*) AS n FROM events WHERE ${where}`, [from, to])
  const every = Math.ceil((count?.number('n') ?? 0) / mostRows)
  if (every === 0) return []
  const rows = await queryRows(
    context,
    `SELECT ts, hash(${who}, entity, template)::VARCHAR AS intent, coalesce(entity || ': ', '') || left(coalesce(template, ''), 80) AS operation, entity,
            level IN ('warning', 'error', 'fatal') OR regexp_matches(message, '${wentWrong}') AS failed, duration_ms, source_id, first_line
     FROM events WHERE ${where} ${every > 1 ? `AND hash(${who}) % ${every} = 0` : ''} ORDER BY ts, record_id`,
    [from, to],
    { rows: mostRows * 2 }
  )
  return rows.map((row): Attempt => ({
    intent: row.text('intent') ?? '',
    operation: row.text('operation') ?? '',
    service: row.text('entity'),
    at: epochMsOf(row.text('ts') ?? ''),
    durationMs: row.number('duration_ms'),
    failed: row.flag('failed') === true,
    source: row.text('source_id') ?? '',
    line: row.number('first_line') ?? 0
  }))
}

/** Calls of one kind that one span made: where one failed and came again, they are attempts at one thing. */
export function attemptsOfSpans({ spans }: Pick<Forest, 'spans'>): Attempt[] {
  return spans
    .filter(({ parent, children }) => parent !== null || children.length > 0)
    .map(({ trace, parent, id, entity, name, at, durationMs, failed, source, line, attributes }): Attempt => {
      const url = attributeText(attributes, ['url.full', 'http.url', 'url'])
      const intent = parent === null ? id : `${trace} ${parent.id} ${entity ?? ''} ${name} ${url ?? ''}`
      return {
        intent,
        operation: entity === null ? name : `${entity} ${name}`,
        service: entity,
        at,
        durationMs,
        failed,
        source,
        line
      }
    })
    .sort((a, b) => a.at - b.at)
}

export interface SaidRetry extends RetryLine {
  readonly at: number
  readonly operation: string
  readonly source: string
  readonly line: number
}

/** Log lines and spans that say they are another attempt, by word or by a counting attribute. */
export async function saidRetries(
  context: ToolContext,
  { from, to }: TimeWindow,
  forest: Pick<Forest, 'spans'>
): Promise<SaidRetry[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, left(message, 1500) AS text, template, logger, entity, source_id, first_line, attributes FROM events
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP
       AND (regexp_matches(message, $3) OR regexp_matches(attributes::VARCHAR, '"[^"]*(?i:attempt|retry|retries|resend)[^"]*" ?:'))
     ORDER BY ts, record_id`,
    [from, to, coarseRetryWords],
    { rows: mostRows }
  )
  const ofEvents = rows.flatMap((row): SaidRetry[] => {
    const counted = countedAttempt(attributesFrom(row.text('attributes')))
    const said = retryLine(row.text('text') ?? '')
    if (said === null && counted === null) return []
    const attempt = counted ?? said?.attempt ?? null
    // A first attempt that numbers itself is none that was made again.
    if (
      attempt !== null &&
      attempt < 2 &&
      said?.gaveUp !== true &&
      said?.backoffMs == null &&
      !/re-?try|again/i.test(row.text('text') ?? '')
    )
      return []
    const operation = [row.text('logger') ?? row.text('entity'), row.text('template')].filter((part) => part !== null).join(': ')
    const place = {
      at: epochMsOf(row.text('ts') ?? ''),
      source: row.text('source_id') ?? '',
      line: row.number('first_line') ?? 0
    }
    return [{ of: null, backoffMs: null, gaveUp: false, ...said, attempt, operation, ...place }]
  })
  const ofSpans = forest.spans.flatMap(({ attributes, at, entity, name, source, line }): SaidRetry[] => {
    const attempt = countedAttempt(attributes)
    if (attempt === null || attempt < 2) return []
    return [
      {
        attempt,
        of: null,
        backoffMs: null,
        gaveUp: false,
        at,
        operation: entity === null ? name : `${entity} ${name}`,
        source,
        line
      }
    ]
  })
  return [...ofEvents, ...ofSpans].sort((a, b) => a.at - b.at)
}

/** Attempts are numbered from one, retries and resends from the second attempt. What is allowed (`max_retries`) counts nothing. */
function countedAttempt(all: AttributeMap): number | null {
  const attributes = Object.fromEntries(
    Object.entries(all).filter(([name]) => !/max|limit|polic|config|total|allowed|remaining/i.test(name))
  )
  const attempt = attributeNumber(attributes, ['attempt', 'attempt_number', 'attempt_no', 'try', 'attempts'])
  if (attempt !== null) return attempt
  const again = attributeNumber(attributes, [
    'retry',
    'retry_count',
    'retries',
    'retry_number',
    'http.request.resend_count',
    'http.resend_count',
    'resend_count',
    'redelivery_count'
  ])
  return again === null ? null : again + 1
}
