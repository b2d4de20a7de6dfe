import { isLetThrough } from '../../domain/index.ts'
import { readGauges } from '../gauges.ts'
import { queryRows } from '../query-rows.ts'
import type { Onset } from '../onset.ts'
import type { Point } from '../read-series.ts'
import { readRequestVolume } from '../request-volume.ts'
import { completenessOf } from '../tools/catalogue.ts'
import type { ToolContext } from '../tool.ts'

export interface StoreLoad {
  readonly name: string
  /** Statements a minute, or in the unit of the series. */
  readonly points: readonly Point[]
  readonly sources: readonly string[]
}

/**
 * What the store behind the cache is asked: what the cache is measured to let through, else a series of the database's load, else
 * statements (or database spans) counted.
 */
export async function readStoreLoad(context: ToolContext): Promise<StoreLoad | null> {
  const through = (await readGauges(context, ['load'])).find(({ series, points }) => isLetThrough(series) && points.length >= 8)
  if (through) return { name: through.series, points: through.points, sources: through.sources }
  const volume = await readRequestVolume(context, 'statements')
  if (volume)
    return {
      name: volume.series,
      sources: volume.sources,
      points: volume.points.map(({ at, perMinute }) => ({ at, value: perMinute, line: 0 }))
    }
  // A log of slow statements only says nothing of how many there were.
  const isSample = (await completenessOf(context, 'statements', await readRequestVolume(context))).state === 'sample'
  for (const [table, condition, name] of [
    ['statements', 'true', 'statements counted from the log'],
    ['spans', `regexp_matches(attributes::VARCHAR, '"[^"]*db[._]system')`, 'database spans counted']
  ] as const) {
    if (table === 'statements' && isSample) continue
    const rows = await queryRows(
      context,
      `SELECT epoch_ms(ts) // 60000 * 60000 AS at, count(*) AS n, min(first_line) AS line, min(source_id) AS source FROM ${table}
       WHERE ts IS NOT NULL AND ${condition} GROUP BY 1 ORDER BY 1`
    )
    if (rows.length < 8) continue
    const points = rows.map((row) => ({ at: row.number('at') ?? 0, value: row.number('n') ?? 0, line: row.number('line') ?? 0 }))
    return { name, points, sources: [...new Set(rows.map((row) => row.text('source') ?? ''))] }
  }
  return null
}

/** A drift of the day that makes up less of the rise is not what the store came to be asked. */
const drift = 0.25

/**
 * When the store came to be asked more, ms since the epoch; null where it did not. A level that wandered up with the day before
 * the hits fell, and stood far below what came then, is passed over: the rise begins where a quarter of it is reached and kept.
 */
export function storeRoseAt(
  points: readonly Point[],
  { moved, direction, onset, baselineMedian, windowMedian }: Onset,
  fallAt: number | null
): number | null {
  if (!moved || direction !== 'up' || onset === null) return null
  if (fallAt === null || onset >= fallAt) return onset
  const above = ({ value }: Point): boolean => value - baselineMedian > drift * (windowMedian - baselineMedian)
  const between = points.filter(({ at }) => at >= onset && at < fallAt)
  if (between.filter(above).length * 2 > between.length) return onset
  const since = points.filter(({ at }) => at >= onset)
  return since.find((one, i) => above(one) && above(since[i + 1] ?? one))?.at ?? onset
}
