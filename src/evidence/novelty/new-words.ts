import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { Novelty } from './novelty.ts'

const most = 120
/** One line's worth: what was said once proves nothing by its number. */
const once = 2

/** Alerts and records of changes, and what people said, in a time: each stands for itself. */
export async function newWords(context: ToolContext, window: TimeWindow): Promise<Novelty[]> {
  const rows = await queryRows(
    context,
    `SELECT * FROM (
       SELECT 'alert' AS kind, entity AS who, concat_ws(': ', name, description) AS what, ts, source_id, first_line FROM alerts
       UNION ALL SELECT 'change', entity, concat_ws(' ', kind, ref, title, left(content, 300)), ts, source_id, first_line FROM changes
       UNION ALL SELECT 'said', author, concat_ws(': ', subject, text), ts, source_id, first_line FROM reports)
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND coalesce(what, '') <> '' ORDER BY ts, source_id, first_line LIMIT ${most}`,
    [window.from, window.to]
  )
  return rows.map((row) => ({
    kind: row.text('kind') === 'alert' ? 'alert' : row.text('kind') === 'change' ? 'change' : 'said',
    who: row.text('who'),
    what: (row.text('what') ?? '').slice(0, 600),
    count: 1,
    before: 0,
    firstAt: row.text('ts') ?? window.from,
    surprise: once,
    source: row.text('source_id') ?? '',
    line: row.number('first_line') ?? 0
  }))
}
