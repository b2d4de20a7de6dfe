import { camelApart } from '../../domain/index.ts'
import { type Series, seriesName } from '../read-series.ts'
import type { Span } from '../span.ts'
import { quantileOf } from '../statistics/index.ts'
import type { Expiry } from './read-expiries.ts'

/**
 * What is saved up in quiet hours and lent in busy ones, as clouds and networks call it: credits of processors (AWS, Azure), balances of
 * disks that burst, tokens of a bucket, what is left of a quota of calls. Of what was charged, used or earned nothing runs out.
 */
const allowance =
  /credits?[ _%]?(?:balance|left|remaining|available)|(?:remaining|available)[ _]?credits?|(?:burst|io|byte|iops|throughput)[ _]?(?:balance|bucket|credits?|tokens?)|\bbalance\b|tokens?[ _]?(?:left|remaining|available|balance)|(?:remaining|available)[ _]?(?:tokens?|quota|allowance|requests|calls|units)|(?:quota|allowance|units|calls)[ _]?(?:left|remaining|available)/i
const noAllowance = /charged|consum|earned|surplus|spent|used|error|account|customer|wallet|ledger/i

/** At its end: this part of what it usually holds. */
const end = 0.02
/** Stands there for so much of the window, and hardly ever before. */
const mostly = 0.5
const seldom = 0.02
const leastPoints = 3
const leastBefore = 12
/** It may have ended in the hour before harm was noticed. */
const reach = 3_600_000

/** What a cloud lends beyond the balance, at a price: nobody is held back then. */
const lent = /surplus/i

const lends = (series: Series, all: readonly Series[], window: Span): boolean =>
  all.some(
    (other) =>
      other.source === series.source &&
      other.entity === series.entity &&
      lent.test(other.series) &&
      other.points.filter(({ at, value }) => at >= window.from && at < window.to && value > 0).length >= leastPoints
  )

/** Allowances that stand at their end in the window, and did not before: one entry for each point of it at which they do. */
export function spentAllowances(all: readonly Series[], window: Span): Expiry[] {
  return all.flatMap((series) => {
    const plain = camelApart(series.series).replaceAll(/[_.-]/g, ' ')
    if (!allowance.test(plain) || noAllowance.test(plain)) return []
    const before = series.points.filter(({ at }) => at < window.from - reach)
    const since = series.points.filter(({ at }) => at >= window.from - reach && at < window.to)
    const usual = quantileOf(
      before.map(({ value }) => value),
      0.9
    )
    if (usual === null || usual <= 0 || before.length < leastBefore) return []
    const isSpent = ({ value }: { readonly value: number }): boolean => value <= end * usual
    const inside = since.filter(({ at }) => at >= window.from)
    const spent = since.filter(isSpent)
    const held = inside.filter(isSpent).length
    if (lends(series, all, window)) return []
    if (spent.length < leastPoints || held < mostly * inside.length || before.filter(isSpent).length > seldom * before.length)
      return []
    // What ended in the minutes before is met from the beginning of the window on.
    return inside.filter(isSpent).map(({ at, value, line }): Expiry => ({
      kind: 'quota-used-up',
      subject: seriesName(series),
      ahead: false,
      at,
      statedAt: null,
      atDoor: false,
      text: `${seriesName(series)} ${Number(value.toPrecision(3))}`,
      source: series.source,
      line
    }))
  })
}
