import type { Scalar } from '../domain/index.ts'
import { queryRows } from './query-rows.ts'
import type { ToolContext } from './tool.ts'

/** What runs of a statement read (rows, pages), where its log or view says so: one run in twenty reads more. */
export interface Reads {
  readonly window: number | null
  readonly baseline: number | null
}

/** By fingerprint. @param times from and to of the window, then of the baseline */
export async function statementReads(context: ToolContext, times: readonly Scalar[]): Promise<ReadonlyMap<string, Reads>> {
  const rows = await queryRows(
    context,
    `SELECT fingerprint, quantile_cont(rows_examined, 0.95) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS inside,
       quantile_cont(rows_examined, 0.95) FILTER (ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP) AS before
     FROM statements WHERE rows_examined IS NOT NULL AND ts IS NOT NULL GROUP BY fingerprint ORDER BY fingerprint`,
    times
  )
  return new Map(
    rows.map((row) => [row.text('fingerprint') ?? '', { window: row.number('inside'), baseline: row.number('before') }])
  )
}
