import { queryRows } from '../query-rows.ts'
import { inSpan, type Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { attributesFrom } from '../attribute-of.ts'
import { epochMsOf } from '../../domain/index.ts'

/** How long what was asked for waited before it was begun, and how long it then took, medians in ms. */
export interface WorkOfAttempts {
  readonly waits: string
  readonly waitBefore: number
  readonly waitNow: number
  readonly work: string
  readonly workBefore: number
  readonly workNow: number
  readonly source: string
}

const timeName = /^(.*?)[._-]?(ms|millis|msec|s|sec|secs|seconds)$/i
const waiting =
  /(?:^|[._-])(?:queue|queued|queueing|queuing|wait|waited|waiting|pending|backlog)(?:[._-]?(?:time|for|in|queue))?$/i
/** The whole again, or the asker's view of it. */
const whole =
  /^(?:.*[._-])?(?:total|duration|dur|elapsed|took|latency|response|resp|rt|time|request|round[._-]?trip|deadline|time[._-]?out|age|uptime|delay|backoff|retry|after)$/i
const mostLines = 30_000
const fewest = 10

/**
 * Of records that state both how long they waited and how long their work took (`queued_ms`, `work_ms`): medians of healthy time and
 * of the window. Those with the most records speak. Null where none state both in both times.
 */
export async function workOfAttempts(context: ToolContext, window: Span, baseline: Span): Promise<WorkOfAttempts | null> {
  const has = `ts IS NOT NULL AND regexp_matches(attributes::VARCHAR, '(?i)"[^"]*(queue|wait|pending|backlog)[^"]*" ?:')`
  const columns = 'ts, record_id, source_id, attributes'
  const rows = await queryRows(
    context,
    `SELECT * FROM (SELECT ${columns} FROM events WHERE ${has} UNION ALL SELECT ${columns} FROM requests WHERE ${has})
     ORDER BY hash(record_id), record_id LIMIT ${mostLines}`,
    [],
    { rows: mostLines }
  )
  const bySource = new Map<string, Map<string, { before: number[]; now: number[] }>>()
  for (const row of rows) {
    const at = epochMsOf(row.text('ts') ?? '')
    const side = inSpan(at, window) ? 'now' : inSpan(at, baseline) ? 'before' : null
    if (side === null) continue
    const source = row.text('source_id') ?? ''
    const names = bySource.get(source) ?? new Map<string, { before: number[]; now: number[] }>()
    bySource.set(source, names)
    for (const [name, value] of Object.entries(attributesFrom(row.text('attributes')))) {
      const unit = timeName.exec(name)?.[2]
      const number = value === null || value === '' ? Number.NaN : Number(value)
      if (unit === undefined || !Number.isFinite(number)) continue
      const of = names.get(name) ?? { before: [], now: [] }
      names.set(name, of)
      of[side].push(number * (/^m/i.test(unit) ? 1 : 1000))
    }
  }
  const found = [...bySource].flatMap(([source, names]) => {
    const known = [...names].filter(([, { before, now }]) => before.length >= fewest && now.length >= fewest)
    const stem = (name: string): string => timeName.exec(name)?.[1] ?? name
    const waits = known.find(([name]) => waiting.test(stem(name)))
    const works = known
      .filter(([name]) => !waiting.test(stem(name)) && !whole.test(stem(name)))
      .toSorted((a, b) => (medianOf(b[1].before) ?? 0) - (medianOf(a[1].before) ?? 0))[0]
    return waits && works ? [{ source, waits, works, n: waits[1].now.length }] : []
  })
  const [best] = found.toSorted((a, b) => b.n - a.n)
  if (!best) return null
  const [waits, wait] = best.waits
  const [work, took] = best.works
  return {
    waits,
    waitBefore: medianOf(wait.before) ?? 0,
    waitNow: medianOf(wait.now) ?? 0,
    work,
    workBefore: medianOf(took.before) ?? 0,
    workNow: medianOf(took.now) ?? 0,
    source: best.source
  }
}
