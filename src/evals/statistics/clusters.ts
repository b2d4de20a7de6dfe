import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { normalCdf, studentQuantile } from './distributions.ts'
import type { Interval } from './proportions.ts'

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
}

/**
 * Mean over cases with a 95 % interval by resampling whole clusters. The percentiles are expanded for few clusters, where
 * plain ones are too narrow. NaN bounds for a single cluster: it says nothing about others.
 * Source: expanded percentile interval of Hesterberg, The American Statistician 69 (2015) §5.3; clusters as in Miller,
 * arXiv 2411.00640.
 */
export function clusterBootstrap(cases: readonly CaseScore[], { resamples = 10_000, seed = 1 }: BootstrapOptions = {}): Interval {
  const byName = new Map<string, { sum: number; count: number }>()
  for (const { cluster, score } of cases) {
    const { sum, count } = byName.get(cluster) ?? { sum: 0, count: 0 }
    byName.set(cluster, { sum: sum + score, count: count + 1 })
  }
  const clusters = [...byName.values()]
  const total = cases.reduce((sum, { score }) => sum + score, 0)
  const estimate = total / cases.length
  if (clusters.length < 2) return { estimate, low: Number.NaN, high: Number.NaN }
  const random = xoroshiro128plus(seed)
  const means = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    let sum = 0
    let count = 0
    for (let i = 0; i < clusters.length; i++) {
      const drawn = clusters[uniformInt(random, 0, clusters.length - 1)]
      sum += drawn?.sum ?? 0
      count += drawn?.count ?? 0
    }
    means[r] = sum / count
  }
  means.sort()
  const n = clusters.length
  const tail = normalCdf(-Math.sqrt(n / (n - 1)) * studentQuantile(0.975, n - 1))
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
  const difference = clusterBootstrap(
    pairs.map(({ cluster, a, b }) => ({ cluster, score: b - a })),
    options
  )
  const wins = pairs.filter(({ a, b }) => b > a).length
  const losses = pairs.filter(({ a, b }) => b < a).length
  return { difference, wins, losses, ties: pairs.length - wins - losses }
}

/** Linear between order statistics (type 7 of Hyndman & Fan, 1996). `sorted` ascending and not empty. */
function quantile(sorted: Float64Array, q: number): number {
  const position = (sorted.length - 1) * q
  const below = Math.floor(position)
  const [low = Number.NaN, high = low] = [sorted[below], sorted[below + 1]]
  return low + (high - low) * (position - below)
}
