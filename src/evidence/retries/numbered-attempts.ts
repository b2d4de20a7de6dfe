import { attributeNumber } from '../attribute-of.ts'
import { queryRows } from '../query-rows.ts'
import { inSpan, type Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'
import type { Forest } from '../traces/read-spans.ts'

/** What records of one kind say of themselves: so many attempts, of which so many were first ones. */
export interface Numbered {
  readonly attempts: number
  readonly firsts: number
}

const names = [
  'attempt',
  'attempts',
  'attempt_count',
  'x_attempt',
  'x-attempt',
  'x_attempt_count',
  'x-attempt-count',
  'x_envoy_attempt_count',
  'x-envoy-attempt-count',
  'attempt_number',
  'attempt_no',
  'try',
  'try_number',
  // What a broker hands out again because nobody said in time that it was done.
  'delivery',
  'delivery_count',
  'deliveryCount',
  'delivery_attempt',
  'deliveryAttempt',
  'delivery_no',
  'receive_count',
  'receiveCount',
  'ApproximateReceiveCount',
  'dequeueCount',
  'dequeue_count'
]
/** Whoever tries again each second without end comes to hundreds within an incident; more is no number of attempts. */
const mostAttempts = 10_000
/** Fewer say too little of a share. */
const fewest = 20

/**
 * Attempts that number themselves, the first ones too, by log line, request and span: whoever asks again by a new request or a new
 * trace is no repetition that anybody could match. Kinds that number only failures, or never a first attempt while all was
 * well, are left out. Null where nobody does. `request`: the one that is repeated most, where requests number themselves.
 */
export async function numberedAttempts(
  context: ToolContext,
  window: Span,
  baseline: Span,
  forest: Pick<Forest, 'spans'>
): Promise<{ readonly usual: Numbered; readonly now: Numbered; readonly request: string | null } | null> {
  const keys = names.flatMap((name) => [name, name.charAt(0).toUpperCase() + name.slice(1)])
  const stated = keys.map((name) => `attributes->>'$."${name}"'`)
  const rows = await queryRows(
    context,
    `SELECT kind, epoch_ms(ts) AS at, TRY_CAST(coalesce(${stated.join(', ')}) AS INTEGER) AS n FROM (
       SELECT 'line ' || coalesce(entity, '') || ' ' || coalesce(template, '') AS kind, ts, attributes FROM events
       UNION ALL SELECT 'request ' || coalesce(entity, '') || ' ' || coalesce(route, ''), ts, attributes FROM requests)
     WHERE ts IS NOT NULL AND CASE WHEN regexp_matches(attributes::VARCHAR, $1) THEN coalesce(${stated.join(', ')}) END IS NOT NULL
     ORDER BY ts, kind`,
    // Most records hold none of them: their text is searched once rather than taken apart for each.
    [`"(${keys.join('|')})"`],
    { rows: 200_000 }
  )
  const kinds = new Map<string, { usual: { attempts: number; firsts: number }; now: { attempts: number; firsts: number } }>()
  const count = (kind: string, at: number, number: number | null): void => {
    if (number === null || number < 1 || number > mostAttempts) return
    const of = kinds.get(kind) ?? { usual: { attempts: 0, firsts: 0 }, now: { attempts: 0, firsts: 0 } }
    kinds.set(kind, of)
    const side = inSpan(at, window) ? of.now : inSpan(at, baseline) ? of.usual : null
    if (side === null) return
    side.attempts += 1
    if (number === 1) side.firsts += 1
  }
  for (const row of rows) count(row.text('kind') ?? '', row.number('at') ?? 0, row.number('n'))
  for (const { entity, name, at, attributes } of forest.spans)
    count(`span ${entity ?? ''} ${name}`, at, attributeNumber(attributes, names))
  const all = [...kinds].map(([kind, sides]) => ({ kind, ...sides }))
  const telling = all.filter(({ usual, now }) => usual.firsts >= fewest && now.attempts >= fewest && now.firsts > 0)
  if (telling.length === 0) return null
  const sum = (pick: (one: (typeof telling)[number]) => number): number => telling.reduce((total, one) => total + pick(one), 0)
  const [most] = telling
    .filter(({ kind }) => kind.startsWith('request '))
    .toSorted((a, b) => b.now.attempts - b.now.firsts - (a.now.attempts - a.now.firsts))
  return {
    usual: { attempts: sum(({ usual }) => usual.attempts), firsts: sum(({ usual }) => usual.firsts) },
    now: { attempts: sum(({ now }) => now.attempts), firsts: sum(({ now }) => now.firsts) },
    request: most?.kind.replace(/^request /, '').trim() ?? null
  }
}
