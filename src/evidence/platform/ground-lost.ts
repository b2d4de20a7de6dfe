import { epochMsOf } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'

/** Something of the ground under the services that went at one time: nodes, or a service of the platform for several who call it. */
export interface GroundLost {
  readonly kind: 'nodes' | 'service'
  /** Names of nodes; the name of the platform's service. */
  readonly what: string
  /** How many nodes, or how many who call it. */
  readonly parts: number
  readonly at: number
  readonly text: string
  readonly source: string
  readonly line: number
}

const notReady =
  '(?i)\\b(NodeNotReady|node (status )?(is )?(now:? )?(not ?ready|unreachable|lost|down)|host ([\\w.-]+ )?(in cluster [\\w.-]+ )?(is )?(down|lost|unreachable|not responding)|hypervisor .{0,30}(down|lost)|instance (is )?(unreachable|impaired)|status check failed)\\b'
const nodeName = /\b((?:node\/)?(?:ip-\d+(?:-\d+)+|[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*\d[a-z0-9-]*))\b/i
/** Of one cause: within the time that a controller needs to notice each. */
const togetherMs = 5 * 60_000
const nearMs = 15 * 60_000

/** Two nodes and more that go within five minutes of each other while harm lasts, or shortly before it. Signs may begin harm long before they go. */
export async function nodesLost(context: ToolContext, window: Span): Promise<GroundLost | null> {
  const rows = await queryRows(
    context,
    `SELECT ts, source_id, first_line, left(message, 300) AS text FROM events WHERE ts IS NOT NULL AND regexp_matches(message, $1) ORDER BY ts, record_id LIMIT 2000`,
    [notReady]
  )
  const near = rows.flatMap((row) => {
    const at = epochMsOf(row.text('ts') ?? '')
    const name = nodeName.exec((row.text('text') ?? '').replaceAll(/NodeNotReady/g, ''))?.[1]?.replace(/^node\//, '')
    return name === undefined || at < window.from - nearMs || at > window.to ? [] : [{ row, at, name }]
  })
  for (const { row, at } of near) {
    const names = new Set(near.filter((one) => one.at >= at && one.at - at <= togetherMs).map(({ name }) => name))
    if (names.size < 2) continue
    return { kind: 'nodes', what: [...names].slice(0, 6).join(', '), parts: names.size, at, ...placeOf(row) }
  }
  return null
}

/** Services that a platform runs for those on it, by the names that its own errors and clients write. */
const services =
  /\boperation error ([A-Z][\w ]{1,30}?):|\b(S3|KMS|SQS|SNS|DynamoDB|Lambda|Secrets ?Manager|STS|Cognito|EBS|Blob ?Storage|Key ?Vault|Service ?Bus|Event ?Hubs?|Cosmos ?DB|Cloud ?Storage|GCS|Pub\/?Sub|BigQuery|Firestore|Spanner|Object ?Storage|Block ?Storage)(?=\b|[A-Z])/
const servicesSql =
  'operation error [A-Z]|\\b(?i:S3|KMS|SQS|SNS|DynamoDB|Lambda|Secrets ?Manager|STS|Cognito|EBS|Blob ?Storage|Key ?Vault|Service ?Bus|Event ?Hubs?|Cosmos ?DB|Cloud ?Storage|GCS|Pub/?Sub|BigQuery|Firestore|Spanner|Object ?Storage|Block ?Storage)'
/** That the other side failed of its own; what it refuses (a rate, a right, a size) is the caller's. */
const failedThere =
  '(?i)\\b(5\\d\\d|internal ?(server ?)?(error|exception|failure)|\\w*InternalException|InternalError|service ?unavailable|unavailable|timed? ?out|time-?out|deadline|connection (reset|refused)|no response)'
const refusedHere = '(?i)throttl|rate.?exceed|too many requests|access ?denied|forbidden|not ?authorized|quota|limit ?exceed'
const fewest = 20
/** As often before is everyday. */
const everyday = 0.1

/** A service of the platform that fails for whoever calls it, from about when harm begins: two callers and more, or many instances of one. */
export async function serviceLost(context: ToolContext, window: Span, baseline: Span): Promise<GroundLost | null> {
  const rows = await queryRows(
    context,
    `SELECT ts, source_id, first_line, coalesce(entity, '') AS caller, left(message, 400) AS text FROM events
     WHERE ts IS NOT NULL AND level IN ('warning', 'error', 'fatal') AND regexp_matches(message, $1) AND regexp_matches(message, $2) AND NOT regexp_matches(message, $3)
     ORDER BY ts, record_id LIMIT 30000`,
    [servicesSql, failedThere, refusedHere],
    { rows: 30_000 }
  )
  const byService = new Map<string, (typeof rows)[number][]>()
  for (const row of rows) {
    const found = services.exec(row.text('text') ?? '') ?? /\b(kms|s3|sqs|dynamodb)\b/i.exec(row.text('text') ?? '')
    const name = (found?.[1] ?? found?.[2])?.trim()
    if (name !== undefined) byService.set(name.toUpperCase(), [...(byService.get(name.toUpperCase()) ?? []), row])
  }
  const lost = [...byService].flatMap(([what, own]): GroundLost[] => {
    const time = (row: (typeof own)[number]): number => epochMsOf(row.text('ts') ?? '')
    const inside = own.filter((row) => time(row) >= window.from - 60_000 && time(row) < window.to)
    const before = own.filter((row) => time(row) >= baseline.from && time(row) < baseline.to - 60_000)
    const [first] = inside
    if (!first || inside.length < fewest || before.length > everyday * inside.length) return []
    if (Math.abs(time(first) - window.from) > nearMs) return []
    return [
      {
        kind: 'service',
        what,
        parts: new Set(inside.map((row) => row.text('caller'))).size,
        at: time(first),
        ...placeOf(first)
      }
    ]
  })
  return lost.toSorted((a, b) => b.parts - a.parts)[0] ?? null
}

function placeOf(row: { text(name: string): string | null; number(name: string): number | null }) {
  return { text: row.text('text') ?? '', source: row.text('source_id') ?? '', line: row.number('first_line') ?? 0 }
}
