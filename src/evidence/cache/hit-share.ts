import { grouped } from '../../foundation/index.ts'
import type { CacheSign } from './read-signs.ts'
import { withHitShares } from './share-of-counts.ts'
import { type Gauge, combine } from '../gauges.ts'
import { type Point, readSeries, type Series } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'

/** The share of look-ups that a cache answered, 0–1, over time. */
export interface HitShare {
  readonly name: string
  /** A database's own buffers: their share falls when a statement reads much, and shields no store. */
  readonly buffers: boolean
  readonly points: readonly Point[]
  readonly stepMs: number
  readonly sources: readonly string[]
}

const bufferWords = /buffer|buffer_?pool|shared_?blks|innodb|heap_?blks|page_?(?:cache|life)|plan_?cache|library_?cache/i
const cacheWords = /cach|redis|memcache|valkey|keyspace|varnish|cdn/i
const signsPerBucket = 20
const steps = [1_000, 10_000, 60_000, 300_000]

/** What metrics measure: hit ratios as they are, else hits ÷ (hits + misses). Entities are taken together. */
export async function hitSharesOfSeries(context: ToolContext): Promise<HitShare[]> {
  const all = withHitShares(await readSeries(context)).filter(
    ({ series, points }) => points.length > 1 && !/latenc|duration|_ms$/i.test(series)
  )
  const names = [...new Set(all.map(({ series }) => series))]
  const gauge = (name: string): Gauge => combine(all.filter(({ series }) => series === name))
  const ratios = names.filter(
    (name) => all.some(({ series, role }) => series === name && role === 'cache-hits') && !isCount(name, all)
  )
  const measured = ratios.map((name): HitShare => {
    const { points, stepMs, sources } = gauge(name)
    const whole = points.some(({ value }) => value > 1.5) ? 100 : 1
    return {
      name,
      buffers: bufferWords.test(name),
      stepMs,
      sources,
      points: points.map((point) => ({ ...point, value: point.value / whole }))
    }
  })
  const counted = names
    .filter((name) => /hits?(?:\b|_|$)/i.test(name) && cacheWords.test(name) && !ratios.includes(name))
    .flatMap((name): HitShare[] => {
      const other = names.find(
        (one) => one === name.replace(/hits?(?=\b|_|$)/i, (word) => (word.endsWith('s') ? 'misses' : 'miss')) && one !== name
      )
      return other === undefined ? [] : [shareOf(name, gauge(name), gauge(other))]
    })
  return [...measured, ...counted].filter(({ points }) => points.length > 1)
}

function isCount(name: string, all: readonly Series[]): boolean {
  const values = all.filter(({ series }) => series === name).flatMap(({ points }) => points.map(({ value }) => value))
  return !/rat|percent|pct|share/i.test(name) && values.some((value) => value > 100)
}

function shareOf(name: string, hits: Gauge, misses: Gauge): HitShare {
  const missed = new Map(misses.points.map(({ at, value }) => [Math.floor(at / Math.max(1, misses.stepMs)), value]))
  const points = hits.points.flatMap(({ at, value, line }): Point[] => {
    const lost = missed.get(Math.floor(at / Math.max(1, misses.stepMs)))
    return lost === undefined || value + lost <= 0 ? [] : [{ at, line, value: value / (value + lost) }]
  })
  return {
    name: `${name} ÷ (${name} + misses)`,
    buffers: bufferWords.test(name),
    points,
    stepMs: hits.stepMs,
    sources: [...hits.sources, ...misses.sources]
  }
}

/** A kind that is asked for less often is no part of what a cache is there for. */
const leastPart = 0.1
const mostKinds = 6

/**
 * The same by kind of what is asked for (the first part of a path, what a key begins with): a cache that no longer keeps its pages goes
 * on answering for its pictures, and in the share of all the fall is lost. None where there is one kind only.
 */
export function hitSharesOfKinds(signs: readonly CacheSign[]): HitShare[] {
  const keyed = signs.flatMap((sign) => {
    const kind = sign.key === null ? null : kindOf(sign.key)
    return kind === null ? [] : [{ kind, sign }]
  })
  const kinds = grouped(keyed, ({ kind }) => kind)
  if (kinds.size < 2) return []
  return [...kinds]
    .filter(([, own]) => own.length >= leastPart * signs.length)
    .toSorted((a, b) => b[1].length - a[1].length)
    .slice(0, mostKinds)
    .flatMap(([kind, own]): HitShare[] => {
      const share = hitShareOfSigns(own.map(({ sign }) => sign))
      return share === null ? [] : [{ ...share, name: `hits in logs of ${kind}` }]
    })
}

/** `GET /pages/{date}` → `/pages`, `price:eu:7` → `price`. */
const kindOf = (key: string): string | null => /^(?:[A-Z]+ )?(\/[^/?\s{]*|[A-Za-z][\w-]*(?=[:|/]))/.exec(key)?.[1] ?? null

/** What logs tell: hits ÷ (hits + misses + expired) in buckets of about twenty look-ups; null when either is never logged. */
export function hitShareOfSigns(signs: readonly CacheSign[]): HitShare | null {
  const asked = signs.filter(({ kind }) => kind === 'hit' || kind === 'miss' || kind === 'expired')
  const [first, last] = [asked[0], asked.at(-1)]
  if (
    !first ||
    !last ||
    asked.length < 3 * signsPerBucket ||
    !asked.some(({ kind }) => kind === 'hit') ||
    asked.every(({ kind }) => kind === 'hit')
  )
    return null
  const stepMs = steps.find((step) => asked.length / ((last.at - first.at) / step) >= signsPerBucket) ?? 900_000
  const buckets = new Map<number, { hits: number; n: number; line: number }>()
  for (const { at, kind, line } of asked) {
    const key = Math.floor(at / stepMs) * stepMs
    const bucket = buckets.get(key) ?? { hits: 0, n: 0, line }
    buckets.set(key, { ...bucket, hits: bucket.hits + Number(kind === 'hit'), n: bucket.n + 1 })
  }
  const points = [...buckets].sort((a, b) => a[0] - b[0]).map(([at, { hits, n, line }]) => ({ at, line, value: hits / n }))
  return { name: 'hits in logs', buffers: false, points, stepMs, sources: [...new Set(asked.map(({ source }) => source))] }
}
