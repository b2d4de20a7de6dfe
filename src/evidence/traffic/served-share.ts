import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** Fewer than this turned away among all is the daily trifle of any door. */
const worthCounting = 0.05

/**
 * Share of a minute's requests that were let in: who is turned away at the door (403, 429) is asked for by the log and carried by
 * nobody. One where no log tells.
 */
export async function servedShare(context: ToolContext): Promise<(at: number) => number> {
  const rows = await queryRows(
    context,
    `SELECT epoch_ms(date_trunc('minute', ts)) AS at, avg((status NOT IN (403, 429))::INT) AS served FROM requests
     WHERE ts IS NOT NULL AND status IS NOT NULL
       AND (SELECT avg((status IN (403, 429))::INT) FROM requests WHERE status IS NOT NULL) >= ${worthCounting} GROUP BY 1`,
    [],
    { rows: 100_000 }
  )
  const shares = new Map(rows.map((row) => [row.number('at') ?? 0, row.number('served') ?? 1]))
  return (at) => shares.get(Math.floor(at / 60_000) * 60_000) ?? 1
}
