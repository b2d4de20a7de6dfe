import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { normalCdf, studentQuantile } from './distributions.ts'
import { type Interval, wilson } from './proportions.ts'

/** One case's mean score (0–1 or any scale), and the cluster it belongs to: cases of one scenario fail together. */
export interface CaseScore {
  readonly cluster: string
  readonly score: number
}

export interface BootstrapOptions {
  /** @default 10_000 */
  readonly resamples?: number
  /** @default 1 */
  readonly seed?: number
  /** Confidence of the interval. @default 0.95 */
  readonly level?: number
}

/**
 * Mean over cases with an interval by resampling whole clusters. The percentiles are expanded for few clusters, where
 * plain ones are too narrow. NaN bounds for a single cluster: it says nothing about others.
 * Source: expanded percentile interval of Hesterberg, The American Statistician 69 (2015) §5.3; clusters as in Miller,
 * arXiv 2411.00640.
 */
export function clusterBootstrap(cases: readonly CaseScore[], options: BootstrapOptions = {}): Interval {
  return ratioBootstrap(
    cases.map(({ cluster, score }) => ({ cluster, over: score, under: 1 })),
    options
  )
}

/** What a case adds to a ratio of sums: tokens over right answers, say. */
export interface RatioPart {
  readonly cluster: string
  readonly over: number
  readonly under: number
}

/** Sum over sum, with an interval as `clusterBootstrap` makes it. Averaging the cases' own ratios would be biased. */
export function ratioBootstrap(
  cases: readonly RatioPart[],
  { resamples = 10_000, seed = 1, level = 0.95 }: BootstrapOptions = {}
): Interval {
  const byName = new Map<string, { over: number; under: number }>()
  for (const { cluster, over, under } of cases) {
    const before = byName.get(cluster) ?? { over: 0, under: 0 }
    byName.set(cluster, { over: before.over + over, under: before.under + under })
  }
  const clusters = [...byName.values()]
  const total = (pick: (one: { over: number; under: number }) => number): number =>
    clusters.reduce((sum, one) => sum + pick(one), 0)
  const estimate = total(({ over }) => over) / total(({ under }) => under)
  const n = clusters.length
  if (n < 2) return { estimate, low: Number.NaN, high: Number.NaN }
  const random = xoroshiro128plus(seed)
  const means = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    let over = 0
    let under = 0
    for (let i = 0; i < n; i++) {
      const drawn = clusters[uniformInt(random, 0, n - 1)]
      over += drawn?.over ?? 0
      under += drawn?.under ?? 0
    }
    means[r] = over / under
  }
  means.sort()
  const tail = normalCdf(-Math.sqrt(n / (n - 1)) * studentQuantile(0.5 + level / 2, n - 1))
  return { estimate, low: quantile(means, tail), high: quantile(means, 1 - tail) }
}

/** A and B on the same case. */
export interface PairedScore {
  readonly cluster: string
  readonly a: number
  readonly b: number
}

export interface Comparison {
  /** Mean of B − A with its interval. */
  readonly difference: Interval
  readonly wins: number
  readonly losses: number
  readonly ties: number
}

/** B against A on the same cases: paired differences, resampled by cluster. */
export function comparePaired(pairs: readonly PairedScore[], options: BootstrapOptions = {}): Comparison {
  const differences = pairs.map(({ cluster, a, b }) => ({ cluster, score: b - a }))
  const difference = unanimous(differences) ?? clusterBootstrap(differences, options)
  const wins = pairs.filter(({ a, b }) => b > a).length
  const losses = pairs.filter(({ a, b }) => b < a).length
  return { difference, wins, losses, ties: pairs.length - wins - losses }
}

/** All cases won, or all lost, leaves nothing to resample: Wilson's interval over the clusters says how little few of them prove. */
function unanimous(differences: readonly CaseScore[]): Interval | undefined {
  const [first] = differences
  if (!first || Math.abs(first.score) !== 1 || differences.some(({ score }) => score !== first.score)) return undefined
  const clusters = new Set(differences.map(({ cluster }) => cluster)).size
  const { low } = wilson(clusters, clusters)
  return first.score > 0 ? { estimate: 1, low, high: 1 } : { estimate: -1, low: -1, high: -low }
}

/** Linear between order statistics (type 7 of Hyndman & Fan, 1996). `sorted` ascending and not empty. */
function quantile(sorted: Float64Array, q: number): number {
  const position = (sorted.length - 1) * q
  const below = Math.floor(position)
  const [low = Number.NaN, high = low] = [sorted[below], sorted[below + 1]]
  return low + (high - low) * (position - below)
}
