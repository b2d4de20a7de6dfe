import { queryRows } from '../query-rows.ts'
import { readSeries } from '../read-series.ts'
import { medianOf, quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'

/** How others answered at the moment of a dump. */
export interface OthersAt {
  readonly measured: readonly string[]
  readonly slower: readonly string[]
}

const aroundMs = 5 * 60_000
/** So many times its usual is slow. */
const times = 3
const fewest = 3

/** By measured latency of each service, and by the innermost spans of each, which wait for nobody themselves. */
export async function othersAt(context: ToolContext, at: number): Promise<OthersAt> {
  const found = new Map<string, boolean>()
  const note = (entity: string, isSlow: boolean): void => void found.set(entity, (found.get(entity) ?? false) || isSlow)
  for (const { entity, points } of await readSeries(context, ['latency'])) {
    if (entity === null) continue
    const near = points.filter((point) => Math.abs(point.at - at) <= aroundMs).map(({ value }) => value)
    const before = points.filter((point) => point.at < at - aroundMs).map(({ value }) => value)
    const [now, usual] = [medianOf(near), quantileOf(before, 0.25)]
    if (near.length > 0 && before.length >= fewest && now !== null && usual !== null)
      note(entity, now >= times * Math.max(usual, 1e-9))
  }
  const rows = await queryRows(
    context,
    `WITH leaves AS (SELECT entity, epoch_ms(ts) AS t, duration_ms FROM spans s WHERE entity IS NOT NULL AND duration_ms IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM spans c WHERE c.trace_id = s.trace_id AND c.parent_id = s.span_id))
     SELECT entity, median(duration_ms) FILTER (abs(t - $1) <= ${aroundMs}) AS now, count(*) FILTER (abs(t - $1) <= ${aroundMs}) AS n,
            quantile_cont(duration_ms, 0.25) FILTER (t < $1 - ${aroundMs}) AS usual
     FROM leaves GROUP BY entity ORDER BY entity`,
    [at]
  )
  for (const row of rows) {
    const [entity, now, usual] = [row.text('entity'), row.number('now'), row.number('usual')]
    if (entity !== null && (row.number('n') ?? 0) >= fewest && now !== null && usual !== null)
      note(entity, now >= times * Math.max(usual, 1))
  }
  return {
    measured: [...found.keys()].sort(),
    slower: [...found].flatMap(([entity, isSlow]) => (isSlow ? [entity] : [])).sort()
  }
}
