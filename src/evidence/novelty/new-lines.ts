import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { expectedShare, logLikelihoodRatio, type Novelty } from './novelty.ts'

const mostLines = 400
/** So much more often than in healthy time is more than the day's ups and downs. */
const leastRatio = 3

/**
 * Log templates, by who says them, that came since harm or at three times their healthy rate and more, whatever their level. Of a
 * source that kept silent in healthy time nobody knows what is new in it: only its complaints are told, `before` null.
 */
export async function newLines(context: ToolContext, window: TimeWindow, baseline: TimeWindow | null): Promise<Novelty[]> {
  const healthy = baseline ?? { from: window.from, to: window.from }
  const rows = await queryRows(
    context,
    `WITH counted AS (
       SELECT source_id, coalesce(entity, logger) AS who, template_id, arg_min(message, record_id) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS message, mode(level) AS level,
              min(ts) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS first_at,
              count(*) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS later,
              count(*) FILTER (ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP) AS before,
              min(first_line) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS line
       FROM events WHERE ts IS NOT NULL AND (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP OR ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP)
       GROUP BY ALL),
     told AS (SELECT *, sum(before) OVER (PARTITION BY source_id) AS healthy FROM counted)
     SELECT source_id, who, left(message, 600) AS message, level, first_at, later, before, healthy, line FROM told
     WHERE later > 0 AND (healthy > 0 OR level IN ('warning', 'error', 'fatal'))
     ORDER BY (before = 0) DESC, later DESC, source_id, line`,
    [window.from, window.to, healthy.from, healthy.to]
  )
  const share = expectedShare(window, baseline)
  return rows.slice(0, mostLines).flatMap((row): Novelty[] => {
    const [now, before] = [row.number('later') ?? 0, row.number('before') ?? 0]
    const known = (row.number('healthy') ?? 0) > 0
    if (known && now * (1 - share) < leastRatio * before * share) return []
    return [
      {
        kind: 'line',
        who: row.text('who'),
        what: row.text('message') ?? '',
        count: now,
        before: known ? before : null,
        firstAt: row.text('first_at') ?? window.from,
        surprise: logLikelihoodRatio(now, known ? before : 0, share),
        source: row.text('source_id') ?? '',
        line: row.number('line') ?? 0
      }
    ]
  })
}
