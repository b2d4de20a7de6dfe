import { epochMsOf } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import { inSpan, type Span } from '../span.ts'
import { quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'

/** Connections that were found dead when somebody wanted to use them again, with how long they had been idle. */
export interface IdleDrops {
  readonly inWindow: number
  /** A minute. */
  readonly perMinuteBefore: number
  /** Nearly all had been idle for so long or longer, s. */
  readonly leastSeconds: number
  readonly firstAt: number
  /** Who found them, as far as it is said. */
  readonly callers: readonly string[]
  readonly text: string
  readonly source: string
  readonly line: number
}

const coarse =
  '(?i)(connection|socket|session|channel|link|packet).{0,200}(last used|last packet|idle|unused|not used|inactive|last activity)|(last used|idle|unused|inactive|last activity).{0,120}(connection|socket|session|channel)'
const dead =
  /fail|timed? ?-?out|reset|broken|closed|dead|stale|lost|gone away|not valid|invalid|unexpected(?:ly)?|eof|aborted|no (?:answer|response)/i
/** Whoever is told to end what idles does so on purpose. */
const onPurpose =
  /evict|reap|idle[- ](?:session|in[- ]transaction) ?-?time-?out|wait_timeout|retir|recycl|keep-?alive sent|max ?life/i
const ages =
  /(?:last used|last activity|idle(?: for| since)?|unused(?: for)?|not used for|inactive(?: for)?|last packet \w+ received from the server was)[^\d\n]{0,16}(\d[\d,.]*) ?(milliseconds?|millis|ms|seconds?|secs?|s|minutes?|min|m)\b/i
const seconds: Readonly<Record<string, number>> = { ms: 1e-3, mi: 60, m: 60, s: 1 }
const fewest = 10
/** Nearly all of them. */
const share = 0.03

/**
 * What a firewall, a translation of addresses or a balancer forgets is told by whoever uses it next: the connection is dead, and it
 * had been idle for longer than some time that is the same for all. Null where few say so.
 */
export async function idleDrops(context: ToolContext, window: Span, baseline: Span): Promise<IdleDrops | null> {
  const rows = await queryRows(
    context,
    `SELECT ts, entity, source_id, first_line, left(message, 500) AS text FROM events WHERE ts IS NOT NULL AND regexp_matches(message, $1)
     ORDER BY ts, record_id LIMIT 20000`,
    [coarse],
    { rows: 20_000 }
  )
  const told = rows.flatMap((row) => {
    const text = row.text('text') ?? ''
    const age = ageIn(text)
    return age === null || !dead.test(text) || onPurpose.test(text)
      ? []
      : [{ row, text, age, at: epochMsOf(row.text('ts') ?? '') }]
  })
  const inside = told.filter(({ at }) => inSpan(at, window))
  const before = told.filter(({ at }) => inSpan(at, baseline))
  const [first] = inside
  if (!first || inside.length < fewest) return null
  return {
    inWindow: inside.length,
    perMinuteBefore: Number.isFinite(baseline.from) ? (before.length * 60_000) / Math.max(1, baseline.to - baseline.from) : 0,
    leastSeconds:
      quantileOf(
        inside.map(({ age }) => age),
        share
      ) ?? 0,
    firstAt: first.at,
    callers: [...new Set(inside.flatMap(({ row }) => row.text('entity') ?? []))].sort(),
    text: first.text,
    source: first.row.text('source_id') ?? '',
    line: first.row.number('first_line') ?? 0
  }
}

function ageIn(text: string): number | null {
  const [, number = '', unit = ''] = ages.exec(text) ?? []
  if (number === '') return null
  const millis = /^(?:ms|milli)/i.test(unit)
  const factor = millis ? 1e-3 : (seconds[unit.slice(0, 2).toLowerCase()] ?? seconds[unit.slice(0, 1).toLowerCase()] ?? 1)
  const value = Number(number.replaceAll(/[,.](?=\d{3}\b)/g, '').replace(',', '.'))
  return Number.isFinite(value) ? value * factor : null
}
