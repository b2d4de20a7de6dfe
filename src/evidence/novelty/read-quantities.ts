import type { TimeWindow } from '../../domain/index.ts'
import { kindOfQuantity, type QuantityKind } from '../language/quantities.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** A quantity that never was so large while all was well. */
export interface Quantity {
  readonly name: string
  readonly of: QuantityKind | null
  readonly mostBefore: number
  readonly largest: number
  /** How often it is so large. */
  readonly count: number
  /** How often it is named at all in harm. */
  readonly named: number
  readonly firstAt: string
  /** How many times as long what has so much takes as what has no more than usual, by the quickest tenth of each, which queue for nobody; null where nothing is timed. */
  readonly slower: number | null
  /** Who names it when it is so large; null where no record says. */
  readonly who: string | null
  readonly source: string
  readonly line: number
}

/** So many times the most of healthy time is another kind of thing, not a big one of the same. */
const leastRatio = 3
const leastCount = 3
const leastHealthy = 20
const mostRows = 30_000
const most = 40
/** How long it took is harm itself; numbers, marks and places are no quantities. Words of a name as RE2. */
const noQuantity =
  '(?i)(^|[._ -])(ms|us|ns|s|sec|secs|seconds?|minutes?|time|ts|at|took|elapsed|duration|latency|wait|waited|waiting|queued|delay|age|lag|timeout|deadline|uptime|cpu|percent|pct|id|ids|pid|tid|port|lsn|seq|sequence|offset|version|build|code|status|user|session|trace|span|parent|request|req|key|hash|date|year|day|hour|epoch|price|amount|total|cost)$|(?-i:Id|Ms|Time)$|^\\$?(h|p|q)?\\d+$'

/**
 * Quantities that lines and spans name, three times and more beyond all of healthy time: a record of a million points, a page of
 * a thousand queries. Those that came most often so first.
 */
export async function readQuantities(context: ToolContext, window: TimeWindow, baseline: TimeWindow): Promise<Quantity[]> {
  const times = '(ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP OR ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP)'
  const from = (table: string, column: string): string =>
    `SELECT source_id, ts, first_line, record_id, entity, duration_ms, ${column} AS named FROM ${table} WHERE ${times} AND ${column} IS NOT NULL`
  const rows = await queryRows(
    context,
    `WITH told AS (${from('events', 'named_parameters')} UNION ALL ${from('events', 'attributes')} UNION ALL ${from('spans', 'attributes')}),
     few AS (SELECT * FROM told WHERE hash(record_id) % greatest(1, (SELECT count(*) // ${mostRows} FROM told) + 1) = 0),
     pairs AS (SELECT source_id, ts, first_line, entity, duration_ms, unnest(map_entries(from_json(named, '"MAP(VARCHAR, VARCHAR)"')), recursive := true) FROM few),
     numbers AS (
       SELECT source_id, key, first_line, ts, entity, duration_ms, try_cast(value AS DOUBLE) AS value, ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AS later
       FROM pairs WHERE NOT regexp_matches(key, $5) AND regexp_full_match(value, '\\d{1,12}(\\.\\d+)?')),
     healthy AS (SELECT source_id, key, max(value) AS most FROM numbers WHERE NOT later GROUP BY ALL HAVING count(*) >= ${leastHealthy}),
     compared AS (SELECT *, value >= ${leastRatio} * greatest(most, 3) AS beyond FROM numbers JOIN healthy USING (source_id, key) WHERE later)
     SELECT source_id, key, most, max(value) AS largest, count(*) FILTER (beyond) AS above, count(*) AS named,
            min(ts) FILTER (beyond) AS first_at, arg_max(first_line, value) AS line, mode(entity) FILTER (beyond) AS who,
            quantile_cont(duration_ms, 0.1) FILTER (beyond) / nullif(quantile_cont(duration_ms, 0.1) FILTER (value <= most), 0) AS slower
     FROM compared GROUP BY ALL HAVING count(*) FILTER (beyond) >= ${leastCount} ORDER BY above DESC, source_id, key LIMIT ${most}`,
    [window.from, window.to, baseline.from, baseline.to, noQuantity]
  )
  return rows.map((row) => ({
    name: row.text('key') ?? '',
    of: kindOfQuantity(row.text('key') ?? ''),
    mostBefore: row.number('most') ?? 0,
    largest: row.number('largest') ?? 0,
    count: row.number('above') ?? 0,
    named: row.number('named') ?? 0,
    firstAt: row.text('first_at') ?? window.from,
    slower: row.number('slower'),
    who: row.text('who'),
    source: row.text('source_id') ?? '',
    line: row.number('line') ?? 0
  }))
}
