import { type Gauge, perSecondFactor, toMsFactor } from '../gauges.ts'
import type { Point } from '../read-series.ts'
import { medianOf } from '../statistics/index.ts'

const part = 5
const leastPoints = 10
/** Standard deviation of a median over that of one value. */
const ofMedian = 1.25

/**
 * The most that work at hand can account for of how a number of holders grew, 0–1. Who holds only while he works is `arrivals ×
 * time` of them (Little 1961): as many times more as more come, and as each takes longer. Compared are the first and the last
 * fifth of the climb, with two standard deviations of a Poisson count for chance; and of what is in use (not idle, not opened)
 * the last fifth with that product itself, where it is many times less. 1 where load or times are not known in both.
 */
export function levelByWork(climb: readonly Point[], load: Gauge, latency: Gauge | null, name: string): number {
  if (climb.length < leastPoints || !latency) return 1
  const size = Math.floor(climb.length / part)
  const [first, last] = [climb.slice(0, size), climb.slice(-size)]
  const risen = (gauge: Gauge): number | null => ratio(during(gauge, first), during(gauge, last))
  const [came, took] = [risen(load), risen(latency)]
  const [was, is] = [medianOf(first.map(({ value }) => value)), medianOf(last.map(({ value }) => value))]
  if (came === null || took === null || was === null || is === null || is <= was) return 1
  // A gauge in whole numbers that reads none may have hidden nearly one.
  const expected = Math.max(was, 1) * came * Math.max(1, took)
  const most = expected + 2 * ofMedian * Math.sqrt(expected / size)
  const grown = Math.min(1, Math.max(0, (most - was) / (is - was)))
  const atWork = inUse.test(name) ? atWorkIn(last, load, latency) : null
  if (atWork === null) return grown
  // Three standard deviations, and two that come and go between readings.
  const chance = 2 + 3 * Math.sqrt(atWork)
  return is >= farBeyond * atWork + chance ? Math.min(grown, (atWork + chance) / is) : grown
}

const inUse = /active|in_?use|busy|\bused\b|leased|borrowed|checked_?out|acquired|held/i
/** A log may be of a part of those who use it: so many times as many as are at work it is not. */
const farBeyond = 10

/** So many are at work at most: arrivals × a high percentile of their time, twice. */
function atWorkIn(points: readonly Point[], load: Gauge, latency: Gauge): number | null {
  const [rate, time, factor] = [during(load, points), during(latency, points), perSecondFactor(load)]
  if (rate === null || time === null || factor === null) return null
  return 2 * rate * factor * ((time * toMsFactor(latency)) / 1000)
}

function during(gauge: Gauge, points: readonly Point[]): number | null {
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0]
  return medianOf(gauge.points.flatMap(({ at, value }) => (at >= from && at <= to ? [value] : [])))
}

const ratio = (before: number | null, after: number | null): number | null =>
  before === null || after === null || before <= 0 ? null : after / before
