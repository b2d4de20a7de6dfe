import type { TimeWindow } from '../../domain/index.ts'
import { isTalk } from '../language/remedies.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** Something that hardly ever happens and happened at a time that is asked about. */
export interface Deed {
  readonly kind: 'line' | 'statement' | 'change' | 'said'
  readonly time: string
  readonly who: string | null
  readonly what: string
  /** How often the like of it came before that time. */
  readonly before: number
  readonly source: string
  readonly line: number
}

/** What came more often is the routine of the system, and no deed. */
const mostBefore = 3
/** What comes more often in the time itself is what the service says all the while. */
const mostWithin = 12
const most = 200
/** Some servers log a statement as it begins: one that runs for long is over much later. */
const longMs = 60_000

/**
 * What hardly ever happens and happened in a time: lines of templates that came at most three times before it, statements that look
 * after the database rather than serve anybody, recorded changes, and what was said by those who run the service.
 */
export async function deedsNear(context: ToolContext, { from, to }: TimeWindow): Promise<Deed[]> {
  const rows = await queryRows(
    context,
    `WITH keyed AS (
       SELECT 'line' AS kind, source_id, coalesce(CAST(template_id AS VARCHAR), message) AS alike, ts, coalesce(entity, logger) AS who, message AS what, first_line FROM events
       UNION ALL
       SELECT 'statement', source_id, fingerprint,
         CASE WHEN duration_ms >= ${longMs} AND ts < $1::TIMESTAMP THEN ts + to_milliseconds(CAST(duration_ms AS BIGINT)) ELSE ts END, user_name,
         CASE WHEN duration_ms IS NULL THEN statement ELSE concat(statement, ' finished') END, first_line FROM statements
       WHERE verb NOT IN ('select', 'insert', 'update', 'delete', 'merge', 'with', 'begin', 'commit', 'rollback', 'set')),
     near AS (SELECT *, count(*) OVER (PARTITION BY kind, source_id, alike) AS within FROM keyed WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP),
     earlier AS (
       SELECT kind, source_id, alike, count(*) AS before FROM keyed SEMI JOIN near USING (kind, source_id, alike)
       WHERE ts < $1::TIMESTAMP GROUP BY ALL)
     SELECT kind, ts, who, left(what, 600) AS what, coalesce(before, 0) AS before, source_id, first_line
     FROM near LEFT JOIN earlier USING (kind, source_id, alike)
     WHERE within <= ${mostWithin} AND coalesce(before, 0) <= ${mostBefore} AND coalesce(what, '') <> ''
     UNION ALL
     SELECT 'change', ts, entity, left(concat_ws(' ', kind, ref, title, "content"), 600), 0, source_id, first_line FROM changes
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP
     UNION ALL
     SELECT 'said', ts, NULL, left(concat_ws(': ', subject, "text"), 600), 0, source_id, first_line FROM reports
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND official
     ORDER BY 2, 6, 7 LIMIT ${most}`,
    [from, to]
  )
  return rows.map((row): Deed => {
    const [kind, what] = [row.text('kind'), row.text('what') ?? '']
    return {
      kind: kind === 'change' || kind === 'statement' ? kind : kind === 'said' || isTalk(what) ? 'said' : 'line',
      time: row.text('ts') ?? from,
      who: row.text('who'),
      what,
      before: row.number('before') ?? 0,
      source: row.text('source_id') ?? '',
      line: row.number('first_line') ?? 0
    }
  })
}
