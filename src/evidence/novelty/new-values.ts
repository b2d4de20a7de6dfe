import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { expectedShare, logLikelihoodRatio, type Novelty } from './novelty.ts'

/** A column with more different values names things, it does not class them. */
const mostDifferent = 40
const longest = 80
const mostRows = 30_000
const leastCount = 3
const leastRatio = 4

/** Values of columns that class what happened (status, code, host, tenant, operation, event), where they came since harm or far more often. */
export async function newValues(context: ToolContext, window: TimeWindow, baseline: TimeWindow | null): Promise<Novelty[]> {
  if (baseline === null) return []
  const times = '(ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP OR ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP)'
  const rows = await queryRows(
    context,
    `WITH said AS (
       SELECT source_id, ts, first_line, record_id, attributes FROM events WHERE ${times}
       UNION ALL SELECT source_id, ts, first_line, record_id, json_object('status', status, 'route', route) FROM requests WHERE ${times}
       UNION ALL SELECT source_id, ts, first_line, record_id, json_object('session', session, 'user', user_name, 'verb', verb) FROM statements WHERE ${times}
       UNION ALL SELECT source_id, ts, first_line, record_id, attributes FROM spans WHERE ${times}),
     few AS (SELECT * FROM said WHERE hash(record_id) % greatest(1, (SELECT count(*) // ${mostRows} FROM said) + 1) = 0),
     pairs AS (SELECT source_id, ts, first_line, unnest(map_entries(from_json(attributes, '"MAP(VARCHAR, VARCHAR)"')), recursive := true) FROM few),
     counted AS (
       SELECT source_id, key, value, min(first_line) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS line,
              min(ts) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS first_at,
              count(*) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS later,
              count(*) FILTER (ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP) AS before
       FROM pairs WHERE value IS NOT NULL GROUP BY ALL),
     classed AS (SELECT *, count(*) OVER (PARTITION BY source_id, key) AS different, sum(before) OVER (PARTITION BY source_id, key) AS healthy,
         sum(later) OVER (PARTITION BY source_id, key) AS whole FROM counted)
     SELECT source_id, key, value, line, first_at, later, before, whole / (whole + healthy) AS share FROM classed
     WHERE different <= ${mostDifferent} AND healthy > 0 AND later >= ${leastCount} AND length(value) <= ${longest}
       AND NOT regexp_matches(value, '[={;]|^\\d{4}-\\d\\d-\\d\\d[T ]')
     ORDER BY later DESC, source_id, key, value`,
    [window.from, window.to, baseline.from, baseline.to]
  )
  const inTime = expectedShare(window, baseline)
  return rows.flatMap((row): Novelty[] => {
    // Against what its column holds: more of everything is no news of one value.
    const [now, before, share] = [row.number('later') ?? 0, row.number('before') ?? 0, row.number('share') ?? 1]
    if (now * (1 - share) < leastRatio * before * share) return []
    return [
      {
        kind: 'value',
        who: row.text('key'),
        what: row.text('value') ?? '',
        count: now,
        before,
        firstAt: row.text('first_at') ?? window.from,
        surprise: logLikelihoodRatio(now, before, before === 0 ? inTime : share),
        source: row.text('source_id') ?? '',
        line: row.number('line') ?? 0
      }
    ]
  })
}
