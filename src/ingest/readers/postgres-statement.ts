import type { Attributes } from '../../domain/index.ts'

/** What a PostgreSQL message says about a statement's execution. */
export interface StatementMessage {
  readonly durationMs: number | null
  readonly phase: string | null
  readonly statement: string | null
  readonly plan: string | null
}

const timed =
  /^duration: (?<ms>[\d.]+) ms(?:\s+(?<phase>statement|(?:execute|parse|bind|fastpath function call)(?: [^:]*)?|plan):\s*(?<text>[\s\S]*))?$/
const untimed = /^(?<phase>statement|execute [^:]*):\s+(?<text>[\s\S]+)$/
const planLine = /^(?:\s*(?:->\s+)?[A-Z][\w ]+\s+(?:using \S+ )?(?:on \S+ )*.*\(cost=|\{|\[|- ?Plan:|Plan:)/

/**
 * Reads `duration: … statement: …`, `duration: … plan: …` (auto_explain), `statement: …` and a lone `duration: …`.
 * Null for every other message.
 */
export function statementMessageOf(message: string): StatementMessage | null {
  const groups = (timed.exec(message) ?? untimed.exec(message))?.groups
  if (!groups) return null
  const durationMs = groups['ms'] === undefined ? null : Number(groups['ms'])
  const { phase = null, text = null } = groups
  if (phase !== 'plan') return { durationMs, phase, statement: text, plan: null }
  return { durationMs, phase, ...queryAndPlan(text ?? '') }
}

/** auto_explain writes "Query Text: …" (perhaps of several lines) and then the plan. */
function queryAndPlan(text: string): { statement: string | null; plan: string } {
  const lines = text.split('\n').map((line) => line.replace(/^\t/, ''))
  const from = lines.findIndex((line) => line.startsWith('Query Text:'))
  const json = /"Query Text":\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]
  if (json !== undefined) return { statement: String(JSON.parse(`"${json}"`)), plan: text }
  if (from < 0) return { statement: null, plan: lines.join('\n').trim() }
  const to = lines.findIndex((line, index) => index > from && planLine.test(line))
  const end = to < 0 ? lines.length : to
  return {
    statement: lines
      .slice(from, end)
      .join('\n')
      .replace(/^Query Text:\s*/, '')
      .trim(),
    plan: lines.slice(end).join('\n').trim()
  }
}

/** Rows that the plan's top node returned, when it was run with ANALYZE. */
export function rowsOfPlan(plan: string): number | null {
  const rows = /actual (?:time=[\d.]+ ?\.\.[\d.]+ )?rows=([\d.]+)/.exec(plan)?.[1]
  return rows === undefined ? null : Number(rows)
}

/** Bound values of a `parameters: $1 = 'x', $2 = NULL` detail, by `$1`, `$2` … */
export function boundParameters(detail: string): Attributes {
  const found: Attributes = {}
  if (detail === '') return found
  for (const [, name = '', text, bare] of detail.matchAll(/(\$\d+) = (?:'((?:[^']|'')*)'|(\S+?))(?=,|$)/g)) {
    found[name] = text?.replaceAll("''", "'") ?? (bare === 'NULL' ? null : (bare ?? null))
  }
  return found
}

const lockWait =
  /^process (?<pid>\d+) (?<state>still waiting for|acquired|detected deadlock while waiting for|avoided deadlock for) (?<mode>\w+) on (?<object>.+?)(?: after (?<ms>[\d.]+) ms)?$/
const autovacuum = /^automatic (?<job>aggressive vacuum|vacuum|analyze)[^"]* of table "(?<table>[^"]+)"/
const checkpoint = /^checkpoint complete: .*?total=(?<s>[\d.]+) s/

/** What PostgreSQL's own messages about locks, autovacuum and checkpoints state, as named values. */
export function attributesOfServerMessage(message: string): Attributes {
  const first = message.split('\n', 1)[0] ?? ''
  const lock = lockWait.exec(first)?.groups
  if (lock) {
    const holders = /holding the lock: ([\d, ]+)/.exec(message)?.[1]?.trim()
    return {
      lock_waiter: lock['pid'] ?? null,
      lock_state: lock['state'] ?? null,
      lock_mode: lock['mode'] ?? null,
      lock_object: lock['object'] ?? null,
      ...(lock['ms'] === undefined ? {} : { lock_wait_ms: Number(lock['ms']) }),
      ...(holders === undefined ? {} : { lock_holders: holders })
    }
  }
  const job = autovacuum.exec(first)?.groups
  const elapsed = /elapsed: ([\d.]+) s/.exec(message)?.[1]
  if (job)
    return {
      job: job['job'] ?? null,
      table: job['table'] ?? null,
      ...(elapsed === undefined ? {} : { elapsed_s: Number(elapsed) })
    }
  const total = checkpoint.exec(first)?.groups?.['s']
  return total === undefined ? {} : { checkpoint_s: Number(total) }
}
