import type { PooledWork } from '../queueing/index.ts'
import { valueAt } from './gauges.ts'
import type { Pool } from './pool.ts'
import { inSpan, type Span } from './span.ts'

/** Are the units of a pool held by whole requests, so that it is they who say for how long? */
export const holdsRequests = ({ holders }: Pool): boolean =>
  /worker|thread|process(es)?\b|slot|executor/i.test(holders.series) && !/conn|db|sql/i.test(holders.series)

const minuteMs = 60_000
/** A pool that is fuller than this makes others wait, and says nothing of what one request holds. */
const calmShare = 0.75
const leastPoints = 10
/** Less than so much of what is logged is chance of sampling. */
const leastExtra = 0.25

/**
 * How much longer a request holds its unit than its logged work takes, ms: in calm times without slow work L = λW (Little 1961) says what was
 * held, and the log says of what part of it. 0 where the log tells of all of it, or too little was measured.
 *
 * @param perMinute arrivals, one entry a minute of the span
 */
export function unloggedHoldMs(
  work: readonly PooledWork[],
  perMinute: readonly number[],
  { holders, waiters }: Pool,
  span: Span,
  units: { readonly limit: number; readonly thinning: number }
): number {
  const minuteOf = (at: number): number => Math.floor((at - span.from) / minuteMs)
  const isUsual = (minute: number): boolean => work.every(({ slowShare = 0 }) => shareIn(slowShare, minute) === 0)
  const calm = holders.points.filter(
    ({ at, value }) =>
      inSpan(at, span) &&
      value < calmShare * units.limit &&
      (waiters === null || (valueAt(waiters, at) ?? 0) === 0) &&
      isUsual(minuteOf(at))
  )
  const rates = calm.map(({ at }) => perMinute[minuteOf(at)] ?? 0)
  const perMs = meanOf(rates) / minuteMs
  if (calm.length < leastPoints || perMs === 0) return 0
  const held = meanOf(calm.map(({ value }) => value)) / units.thinning
  const all = work.reduce((sum, each) => sum + totalOf(each.arrivalsPerMinute), 0)
  const logged = work.reduce((sum, each) => sum + (totalOf(each.arrivalsPerMinute) / all) * meanOf(each.usualMs), 0)
  const extra = held / perMs - logged
  return extra > leastExtra * logged ? extra : 0
}

const shareIn = (share: number | readonly number[], minute: number): number =>
  typeof share === 'number' ? share : (share[minute] ?? 0)
const totalOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
const meanOf = (values: readonly number[]): number => totalOf(values) / Math.max(1, values.length)
