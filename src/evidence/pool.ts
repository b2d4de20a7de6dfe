import { camelApart } from '../domain/index.ts'
import type { Gauge } from './gauges.ts'

/** A limited resource: who holds it, who waits for it, and how many may hold it. */
export interface Pool {
  readonly name: string
  readonly holders: Gauge
  readonly waiters: Gauge | null
  readonly limit: Gauge | null
}

/**
 * The pool that the metrics describe: holders with the waiters and limit whose names share most words with theirs. Of several
 * pools the one in which most waited, then the one that was fullest for longest. Null when nothing counts holders.
 */
export function poolOf(gauges: readonly Gauge[]): Pool | null {
  return poolsOf(gauges)[0] ?? null
}

/** Every pool, the most troubled first. */
export function poolsOf(gauges: readonly Gauge[]): Pool[] {
  const of = (role: Gauge['role']) => gauges.filter((gauge) => gauge.role === role)
  const all = of('holders')
  const pools = all.map((holders) => ({
    name: commonName(holders.series),
    holders,
    waiters: kin(holders, of('waiters'), all),
    limit: kin(holders, of('limit'), all)
  }))
  // Where nobody waited for any of them, a queue that is named after one is where its waiters stand.
  if (pools.every(({ waiters }) => waitedFor(waiters) === 0)) {
    for (const pool of pools) {
      const queue = of('queue').find((gauge) => sharedWords(pool.holders, gauge) > 0 && waitedFor(gauge) > 0)
      if (queue) pool.waiters = queue
    }
  }
  return pools.sort((a, b) => troubled(b) - troubled(a) || (a.name < b.name ? -1 : 1))
}

const waitedFor = (waiters: Gauge | null): number => waiters?.points.reduce((sum, { value }) => sum + value, 0) ?? 0

function troubled({ holders, waiters }: Pool): number {
  const waited = waitedFor(waiters)
  const most = holders.points.reduce((largest, { value }) => Math.max(largest, value), 0)
  const full = holders.points.filter(({ value }) => value >= most).length / Math.max(1, holders.points.length)
  return waited > 0 ? 1 + waited : full
}

/**
 * The series that shares most words with the holders' name; null when none shares any, unless it is the only one and is named
 * after no other pool.
 */
function kin(holders: Gauge, others: readonly Gauge[], all: readonly Gauge[]): Gauge | null {
  const best = [...others].sort((a, b) => sharedWords(holders, b) - sharedWords(holders, a) || (a.series < b.series ? -1 : 1))[0]
  if (!best) return null
  if (sharedWords(holders, best) > 0) return best
  return others.length === 1 && all.every((other) => sharedWords(other, best) === 0) ? best : null
}

function sharedWords(holders: Gauge, gauge: Gauge): number {
  const words = wordsOf(holders.series)
  return wordsOf(gauge.series).filter((word) => words.includes(word)).length
}

/** Words of a name that say which resource, not which side of it. */
function wordsOf(series: string): string[] {
  return camelApart(series)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !/^(active|used|busy|open|in|use|count|held|total|current|num|number|of)$/.test(word))
}

function commonName(series: string): string {
  return wordsOf(series).join(' ') || series
}
