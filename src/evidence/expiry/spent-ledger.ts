import { camelApart } from '../../domain/index.ts'
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
  return ofPeriods(all, time) ?? standingAtLimit(all, time)
}

/** What every incident fills, because work holds it longer: that it is full has to be explained. */
const ofMachines =
  /conn|pool|thread|worker|memory|\bmem\b|heap|cpu|queue|pods?\b|replicas?|sockets?|sessions?|handles?|descriptors?|\bfds?\b|disk|volume|latenc|time/i
const at = 0.985
/** Most of the time is spent at it, and none before. */
const mostly = 0.5

/**
 * A count, or what is taken at once of what many share, that climbs to the limit written beside it as the time begins and stands there,
 * hardly above, where it was below before.
 */
function standingAtLimit(all: readonly Series[], time: Span): SpentLedger | null {
  const plain = ({ series }: Series): string => camelApart(series).replaceAll(/[_.-]/g, ' ')
  const limits = all.filter(
    (one) => limitNamed.test(plain(one)) && !ofMachines.test(plain(one)) && one.points.length >= leastPoints
  )
  for (const limit of limits) {
    const most = limit.points.findLast((point) => point.at < time.to)?.value ?? 0
    if (most <= 1) continue
    for (const used of all) {
      if (used.source !== limit.source || used.entity !== limit.entity || limits.includes(used) || ofMachines.test(plain(used)))
        continue
      const before = used.points.filter((point) => point.at < time.from - limit.stepMs)
      const within = used.points.filter((point) => point.at >= time.from - limit.stepMs && point.at < time.to)
      const full = within.filter(({ value }) => value >= at * most)
      const [first] = full
      if (!first || before.length < leastPoints || full.length < Math.max(2, mostly * within.length)) continue
      if (before.some(({ value }) => value >= at * most) || within.some(({ value }) => value > (2 - at) * most)) continue
      return {
        series: seriesName(used),
        limit: most,
        limitName: limit.series,
        from: first.at,
        source: used.source,
        line: first.line
      }
    }
  }
  return null
}

function ofPeriods(all: readonly Series[], time: Span): SpentLedger | null {
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
