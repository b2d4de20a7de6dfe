import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/**
 * Time that requests took in the window beyond what as many took in the baseline, ms, operation by operation; timed log lines
 * where no access log is. Null when nothing ran in both or nothing was added.
 */
export async function addedRequestMs(
  context: ToolContext,
  window: TimeWindow,
  baseline: TimeWindow | null
): Promise<number | null> {
  const [row] = await queryRows(
    context,
    `WITH runs AS (
       SELECT population, operation, sum(duration_ms) FILTER (inside) AS taken, count(*) FILTER (inside) AS n,
              avg(duration_ms) FILTER (before) AS usual
       FROM (SELECT *, ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AS inside, ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP AS before
             FROM operations WHERE population IN ('requests', 'events'))
       GROUP BY population, operation HAVING n > 0 AND usual IS NOT NULL)
     SELECT population, sum(greatest(0, taken - n * usual)) AS added FROM runs GROUP BY population ORDER BY population = 'requests' DESC LIMIT 1`,
    [window.from, window.to, baseline?.from ?? '0001-01-01 00:00:00', baseline?.to ?? window.from]
  )
  const added = row?.number('added') ?? null
  return added !== null && added > 0 ? added : null
}
