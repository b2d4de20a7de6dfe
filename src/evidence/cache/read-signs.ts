import { epochMsOf, type TimeWindow } from '../../domain/index.ts'
import { attributesFrom } from '../attribute-of.ts'
import { cacheLine, type CacheLine, coarseCacheAttributes, coarseCacheWords } from '../language/cache-lines.ts'
import { queryRows } from '../query-rows.ts'
import { requestsWith } from '../requests-with.ts'
import type { ToolContext } from '../tool.ts'

export interface CacheSign extends CacheLine {
  readonly at: number
  readonly source: string
  readonly line: number
}

const mostSigns = 50_000

/**
 * Hits, misses, evictions, expiries, flushes and refusals that log lines, access logs and spans tell of, in order of time. In an
 * access log the route stands for the key. More than 50 000 are thinned, all alike.
 */
export async function readCacheSigns(
  context: ToolContext,
  { from, to }: TimeWindow
): Promise<{ signs: readonly CacheSign[]; every: number }> {
  const ofRequests = await requestsWith(context, coarseCacheAttributes)
  const union = `SELECT record_id, ts, left(message, 1000) AS text, NULL AS key, attributes, source_id, first_line FROM events
      WHERE regexp_matches(message, $3) OR regexp_matches(attributes::VARCHAR, '"[^"]*(?i:cache)[^"]*" ?:')
    UNION ALL SELECT record_id, ts, '', route, attributes, source_id, first_line FROM requests WHERE ${ofRequests} AND regexp_matches(attributes::VARCHAR, $4)
    UNION ALL SELECT record_id, ts, '', name, attributes, source_id, first_line FROM spans WHERE regexp_matches(attributes::VARCHAR, $4)`
  const parameters = [from, to, coarseCacheWords, coarseCacheAttributes]
  const where = 'ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP'
  const [count] = await queryRows(context, `SELECT count(*) AS n FROM (${union}) WHERE ${where}`, parameters)
  const every = Math.ceil((count?.number('n') ?? 0) / mostSigns)
  if (every === 0) return { signs: [], every }
  const rows = await queryRows(
    context,
    `SELECT * FROM (${union}) WHERE ${where} ${every > 1 ? `AND hash(record_id) % ${every} = 0` : ''} ORDER BY ts, source_id, first_line`,
    parameters,
    { rows: mostSigns * 2 }
  )
  const signs = rows.flatMap((row): CacheSign[] => {
    const said = cacheLine(row.text('text') ?? '', attributesFrom(row.text('attributes')))
    if (said === null) return []
    const place = {
      at: epochMsOf(row.text('ts') ?? ''),
      source: row.text('source_id') ?? '',
      line: row.number('first_line') ?? 0
    }
    return [{ ...said, key: said.key ?? row.text('key'), ...place }]
  })
  return { signs, every }
}
