import type { Span } from '../span.ts'
import { type Series, seriesName } from '../read-series.ts'

/** A count of what is allowed for a period that stands at its limit. */
export interface SpentLedger {
  readonly series: string
  readonly limit: number
  /** Name of the limit beside it. */
  readonly limitName: string
  /** Begin of the period, ms since the epoch, as the ledger writes it. */
  readonly from: number
  readonly source: string
  readonly line: number
}

const limitNamed = /limit|quota|allowance|allowed|\bcap\b|included|\bplan\b|budget|entitle/i
const leastPoints = 3
const hourMs = 3_600_000
/** A day is counted by somebody's clock: that much earlier or later than it is written. */
const zonesMs = 14 * hourMs

/**
 * A table with a row an hour, a day or a month in which what was used stands exactly at the limit beside it in a period that
 * overlaps the time, never above, and below it before. Measurements of a resource come oftener, and end below or above.
 */
export function spentLedger(all: readonly Series[], time: Span): SpentLedger | null {
  const limits = all.filter(
    ({ series, points }) => limitNamed.test(series.replaceAll(/[_.-]/g, ' ')) && points.length >= leastPoints
  )
  for (const limit of limits) {
    const most = limit.points.at(-1)?.value ?? 0
    if (most <= 0 || limit.stepMs < hourMs) continue
    for (const used of all) {
      if (used === limit || used.source !== limit.source || used.entity !== limit.entity || limits.includes(used)) continue
      if (used.points.length < leastPoints || used.points.some(({ value }) => value > most)) continue
      const slack = limit.stepMs >= 24 * hourMs ? zonesMs : 0
      const spent = used.points.find(
        ({ at, value }) => value === most && at - slack < time.to && at + limit.stepMs + slack > time.from
      )
      const earlier = used.points.filter(({ at }) => spent && at < spent.at)
      if (spent && earlier.length > 0 && earlier.every(({ value }) => value < most))
        return {
          series: seriesName(used),
          limit: most,
          limitName: limit.series,
          from: spent.at,
          source: used.source,
          line: spent.line
        }
    }
  }
  return null
}
