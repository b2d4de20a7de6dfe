import { queryRows } from './query-rows.ts'
import type { ToolContext } from './tool.ts'

/** What pools of the common kinds wait by default (HikariCP, Tomcat JDBC, SQLAlchemy: 30 s). */
const usualMs = 30_000

/** How long a request waits for a unit before it fails: as log lines say, most often; else the usual 30 s, and said so. */
export async function readWaitTimeout(context: ToolContext): Promise<{ readonly ms: number; readonly basis: string }> {
  const said =
    '(?i)(?:not available|could not (?:obtain|acquire|get)|unable to (?:obtain|acquire|get)|wait(?:ed|ing)? for|timed out|pool.*time-?out|acquir).*?(\\d+(?:\\.\\d+)?) ?(ms|milliseconds?|s|sec|seconds?)\\b'
  const [row] = await queryRows(
    context,
    `SELECT regexp_extract(message, $1, 1) AS amount, lower(regexp_extract(message, $1, 2)) AS unit, count(*) AS times
     FROM events WHERE regexp_matches(message, $1) AND regexp_matches(message, '(?i)pool|connection|worker|thread|session')
     GROUP BY 1, 2 ORDER BY times DESC, amount LIMIT 1`,
    [said]
  )
  const amount = row?.number('amount')
  if (amount === undefined || amount === null || amount <= 0)
    return { ms: usualMs, basis: 'a wait of more than 30 s fails (assumed: nothing says)' }
  const ms = row?.text('unit')?.startsWith('m') ? amount : amount * 1000
  return { ms, basis: `a wait of more than ${ms / 1000} s fails (as ${row?.number('times')} log lines say)` }
}
