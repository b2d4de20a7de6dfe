import type { TimeWindow } from '../../domain/index.ts'
import { queryRows, type Row } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { isNumbered, stemOf } from './instance-name.ts'
import { whoseOf } from './instance-sql.ts'

/** Failures that one instance carries. */
export interface InstanceFailures {
  readonly instance: string
  readonly failures: number
  /** Failures of all instances of its service. */
  readonly total: number
  readonly share: number
  readonly loadShare: number
}

/** Where all instances of a service have less of all failures than this, the failing is another service's. */
const leastOfAll = 0.05

/**
 * Failures by instance in the window, from the first of request log, traces and error lines that tells of any by instance. Each among
 * the instances of its own service: that nothing fails on a node of what others call says nothing where all failures are its callers'.
 */
export async function failuresOf(context: ToolContext, { from, to }: TimeWindow): Promise<InstanceFailures[]> {
  for (const [table, failed] of [
    ['requests', 'status >= 500'],
    ['spans', 'failed'],
    ['events', "level IN ('error', 'fatal')"]
  ] as const) {
    const { instance } = await whoseOf(context, table)
    const rows = await queryRows(
      context,
      `SELECT ${instance} AS instance, count(*) FILTER (${failed}) AS failures, count(*) AS runs, sum(count(*) FILTER (${failed})) OVER () AS total
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
    const single = rows.filter((row) => !services.has((row.text('instance') ?? '').toLowerCase()))
    const byService = new Map<string, Row[]>()
    for (const row of single) {
      const service = stemOf(row.text('instance') ?? '')
      byService.set(service, [...(byService.get(service) ?? []), row])
    }
    return single.flatMap((row) => {
      const own = byService.get(stemOf(row.text('instance') ?? '')) ?? []
      // Names that share nothing may be of one service all the same.
      const group = own.length > 1 ? own : single
      const sum = (name: string): number => group.reduce((all, one) => all + (one.number(name) ?? 0), 0)
      const failed = sum('failures')
      if (failed < leastOfAll * total) return []
      return [
        {
          instance: row.text('instance') ?? '',
          failures: row.number('failures') ?? 0,
          total: failed,
          share: (row.number('failures') ?? 0) / failed,
          loadShare: (row.number('runs') ?? 0) / Math.max(1, sum('runs'))
        }
      ]
    })
  }
  return []
}
