import { instantOf, type TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** Of the operations that ran often enough in and out of a time, how many took at least twice as long in it. */
export interface SlowedWith {
  readonly compared: number
  readonly slowed: number
  /** Median over operations of in ÷ out. */
  readonly ratio: number | null
}

/** What else slowed between two times (ms), against the rest of the span, the actor's own statements left out. */
export async function slowedWith(
  context: ToolContext,
  from: number,
  to: number,
  span: TimeWindow,
  actor: string
): Promise<SlowedWith> {
  const [row] = await queryRows(
    context,
    `WITH marked AS (
       SELECT population, operation, duration_ms, ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AS during FROM operations
       WHERE ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP AND duration_ms IS NOT NULL AND NOT contains(lower(coalesce(CAST(attributes AS VARCHAR), '')), lower($5))
     ), each AS (
       SELECT median(duration_ms) FILTER (during) / nullif(median(duration_ms) FILTER (NOT during), 0) AS ratio FROM marked
       GROUP BY population, operation HAVING count(*) FILTER (during) >= 5 AND count(*) FILTER (NOT during) >= 5
     )
     SELECT count(*) AS compared, count(*) FILTER (ratio >= 2) AS slowed, median(ratio) AS ratio FROM each`,
    [instantOf(from), instantOf(to), span.from, span.to, actor]
  )
  return { compared: row?.number('compared') ?? 0, slowed: row?.number('slowed') ?? 0, ratio: row?.number('ratio') ?? null }
}
