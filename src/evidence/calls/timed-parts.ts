import { grouped } from '../../foundation/index.ts'
import type { TimeWindow } from '../../domain/index.ts'
import { type AttributeMap, attributesFrom, attributeText } from '../attribute-of.ts'
import { queryRows } from '../query-rows.ts'
import { medianOf, quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { apart, type Call, placeOf } from './read-calls.ts'
import { statedTimes } from './stated-times.ts'

/** Times of the program itself, and of what has sources and explanations of its own: databases, caches, locks, queues. */
const own =
  /^(?:total|duration|elapsed|took|time|latency|response|request|resp|req|rt|queue|queued|queueing|queuing|wait|waited|waiting|work|working|pool|conn|slots?|workers?|threads?|permits?|semaphore|lock|locks|db|sql|query|database|cache|redis|render|rendering|views?|handler|allocations|activerecord|template|controller|middleware|serializ\w*|computed?|cpu|gc|process|processing|run|runtime|own|self|app|server|client|upstream|wall|clock|real|user|sys|system|overall|exec|execution|script|backend|start|end|timeout|delay|age|ttl|lag|think|parse|write|read|io|disk|net|dns|tls|connect|max|min|avg|mean|median|p\d+|budget|limit|interval|retry|backoff|dur|within|after|before|in|for|at|by|than|over|of|to|about|every|last|next|since|until|up|sleep|slept|pause|window|first|second|delta|diff|offset|skew)$/i
/** That another side answered: the line says so, or holds what it answered with. */
const answeredWords = '(?i)\\b(answer(ed|s)?|respon(ded|ds|se)|replied|returned|call(ed)?|reached)\\b'
const answeredWith = ['http', 'status', 'http_status', 'status_code', 'rc', 'reply_code']
const mostLines = 30_000
const inTime = 'ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP'
/** A field that is named for its unit, or a text that lists times by name. */
const listed = String.raw`[A-Za-z][:= ] ?[0-9.]+ ?m?s\b[^\n]{0,60}[|,;][^\n]{0,60}[A-Za-z][:= ] ?[0-9.]+ ?m?s\b|;dur=`
const parted = `${inTime} AND regexp_matches(attributes::VARCHAR, '[A-Za-z](_|-|\\.)?([mM]s|[mM]illis)" ?:|": ?"[0-9.]+ ?ms"|${listed}')`

interface Timed {
  readonly name: string
  readonly ms: number
  readonly kinds: Readonly<Record<string, string>>
  readonly call: Omit<Call, 'peer' | 'durationMs'>
}

/**
 * Calls that a log line or a request's own record tells by how long each took, under the name of whom it asked (`scoring_ms=310 status=200`). Where
 * nearly all that is slow is of one kind of call (`scheme`, `partner`) and others are not, the kinds are told apart.
 */
export async function callsOfTimedParts(context: ToolContext, between: TimeWindow): Promise<Call[]> {
  const rows = await queryRows(
    context,
    `SELECT * FROM (
       SELECT ts, record_id, entity, logger, source_id, first_line, attributes, CASE WHEN regexp_matches(message, '${listed}') THEN message END AS text,
              CASE WHEN regexp_matches(message, '${answeredWords}') THEN 'yes' END AS told
       FROM events WHERE ${parted} OR ${inTime} AND regexp_matches(message, '${listed}')
       UNION ALL SELECT ts, record_id, entity, NULL AS logger, source_id, first_line, attributes, NULL AS text, 'request' AS told FROM requests WHERE ${parted})
     ORDER BY ts, record_id LIMIT ${mostLines}`,
    [between.from, between.to],
    { rows: mostLines }
  )
  const timed = rows.flatMap((row): Timed[] => {
    const attributes = attributesFrom(row.text('attributes'))
    const status = attributeText(attributes, answeredWith)
    // What lists the parts of its time speaks of a whole that it did itself.
    if (row.text('told') === null && status === null && row.text('text') === null) return []
    // The status of a request is what the service itself answered.
    const failed = row.text('told') !== 'request' && /^5\d\d$|^429$/.test(status ?? '')
    const call = {
      caller: row.text('entity') ?? row.text('logger'),
      failed,
      how: failed ? status : null,
      seenIn: 'events' as const,
      ...placeOf(row),
      ...apart
    }
    return statedTimes(attributes, row.text('text')).flatMap(({ name, ms }): Timed[] =>
      own.test(name) ? [] : [{ name: name.toLowerCase(), ms, kinds: kindsIn(attributes), call }]
    )
  })
  return [...grouped(timed, ({ name }) => name).values()].flatMap((group) => {
    const dimension = tellingDimension(group)
    return group.map(({ name, ms, kinds, call }): Call => {
      const kind = dimension === null ? undefined : kinds[dimension]
      return { ...call, peer: kind === undefined ? name : `${kind} (${name})`, durationMs: ms }
    })
  })
}

/** Texts of a line that could say of which kind a call was. */
function kindsIn(attributes: AttributeMap): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && /^[A-Za-z][\w.-]{1,30}$/.test(entry[1])
    )
  )
}

/** Fewer calls show no kind to be slow. */
const leastCalls = 40
const mostKinds = 12
/** Nearly all of the slowest tenth are of one kind, which most calls are not. */
const nearlyAll = 0.9
const atMost = 0.7
const muchSlower = 3
const alsoQuick = 0.03

/** The field whose one value has nearly all of what is slow; null where none has, or where nothing is. */
function tellingDimension(calls: readonly Timed[]): string | null {
  const usual = medianOf(calls.map(({ ms }) => ms)) ?? 0
  const slowFrom =
    quantileOf(
      calls.map(({ ms }) => ms),
      0.9
    ) ?? 0
  if (calls.length < leastCalls || slowFrom < muchSlower * Math.max(usual, 1)) return null
  const slow = calls.filter(({ ms }) => ms >= slowFrom)
  const quick = calls.filter(({ ms }) => ms <= 2 * usual)
  const names = [...new Set(calls.flatMap(({ kinds }) => Object.keys(kinds)))].sort()
  return (
    names.find((name) => {
      const values = new Set(calls.flatMap(({ kinds }) => kinds[name] ?? []))
      if (values.size < 2 || values.size > mostKinds) return false
      return [...values].some((value) => {
        const share = (some: readonly Timed[]): number => some.filter(({ kinds }) => kinds[name] === value).length / some.length
        // What only slow calls have says how they went, and not of which kind they were.
        return share(slow) >= nearlyAll && share(calls) <= atMost && share(quick) >= alsoQuick
      })
    }) ?? null
  )
}
