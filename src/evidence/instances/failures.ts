import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { isNumbered, stemOf } from './instance-name.ts'
import { whoseOf } from './instance-sql.ts'

/** Failures that one instance carries. */
export interface InstanceFailures {
  readonly instance: string
  readonly failures: number
  /** Failures of all instances. */
  readonly total: number
  readonly share: number
  readonly loadShare: number
}

/** Failures by instance in the window, from the first of request log, traces and error lines that tells of any by instance. */
export async function failuresOf(context: ToolContext, { from, to }: TimeWindow): Promise<InstanceFailures[]> {
  for (const [table, failed] of [
    ['requests', 'status >= 500'],
    ['spans', 'failed'],
    ['events', "level IN ('error', 'fatal')"]
  ] as const) {
    const { instance } = await whoseOf(context, table)
    const rows = await queryRows(
      context,
      `SELECT ${instance} AS instance, count(*) FILTER (${failed}) AS failures, count(*) AS runs, sum(count(*) FILTER (${failed})) OVER () AS total, sum(count(*)) OVER () AS everything
       FROM ${table} WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND ${instance} IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT 1000`,
      [from, to]
    )
    const total = rows[0]?.number('total') ?? 0
    if (rows.length < 2 || total === 0) continue
    // What is logged of a service as a whole is of none of its instances.
    const services = new Set(
      rows
        .flatMap((row) => row.text('instance') ?? [])
        .filter(isNumbered)
        .map(stemOf)
    )
    return rows
      .filter((row) => !services.has((row.text('instance') ?? '').toLowerCase()))
      .map((row) => ({
        instance: row.text('instance') ?? '',
        failures: row.number('failures') ?? 0,
        total,
        share: (row.number('failures') ?? 0) / total,
        loadShare: (row.number('runs') ?? 0) / Math.max(1, row.number('everything') ?? 1)
      }))
  }
  return []
}
