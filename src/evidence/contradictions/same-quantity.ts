import { camelApart, instantOf } from '../../domain/index.ts'
import { toMsFactor } from '../gauges.ts'
import { readSeries, type Series, seriesName } from '../read-series.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import type { Disagreement } from './disagreement.ts'

const fillers =
  /^(?:percent|percentage|pct|rate|ratio|per|min|minute|sec|second|ms|seconds|total|value|metric|the|of|service|app)$/
const averages = /^(?:avg|average|mean)$/
const percentiles = /^(?:p?9\d(?:th)?|p99\d?|percentile)$/

/**
 * One quantity that two sources measure differently at the same times (median difference over a fifth), and averages above
 * the 95th percentile of the same thing, which only a few extreme values could make so.
 */
export async function differingSeries(context: ToolContext): Promise<Disagreement[]> {
  const all = (await readSeries(context)).filter(({ points, role }) => points.length >= 4 && role !== 'other')
  const found: Disagreement[] = []
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      if (a.role !== b.role || a.entity !== b.entity) continue
      const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)]
      if (wordsA.about !== wordsB.about || wordsA.about === '') continue
      const pairs = pairsOf(a, b)
      if (wordsA.average && wordsB.percentile) found.push(...averageAbovePercentile(a, b, pairs))
      else if (wordsB.average && wordsA.percentile)
        found.push(
          ...averageAbovePercentile(
            b,
            a,
            pairs.map(({ a, b }) => ({ a: b, b: a }))
          )
        )
      else if (a.source !== b.source && wordsA.average === wordsB.average && wordsA.percentile === wordsB.percentile)
        found.push(...differing(a, b, pairs))
    }
  }
  return found
}

interface Pair {
  readonly a: { readonly at: number; readonly value: number; readonly line: number }
  readonly b: { readonly at: number; readonly value: number; readonly line: number }
}

function wordsOf({ series }: Series): { about: string; average: boolean; percentile: boolean } {
  const words = camelApart(series)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const about = words.filter((word) => !fillers.test(word) && !averages.test(word) && !percentiles.test(word))
  return {
    about: about.sort().join(' '),
    average: words.some((word) => averages.test(word)),
    percentile: words.some((word) => percentiles.test(word))
  }
}

/** Points of two series at the same time (to within half the finer step, at least a second). */
function pairsOf(a: Series, b: Series): Pair[] {
  const within = Math.max(1000, Math.min(a.stepMs, b.stepMs) / 2)
  let j = 0
  return a.points.flatMap((point): Pair[] => {
    while (j < b.points.length && (b.points[j]?.at ?? 0) < point.at - within) j++
    const other = b.points[j]
    return other && Math.abs(other.at - point.at) <= within ? [{ a: point, b: other }] : []
  })
}

function differing(a: Series, b: Series, pairs: readonly Pair[]): Disagreement[] {
  const [fa, fb] = a.role === 'latency' ? [toMsFactor(a), toMsFactor(b)] : [1, 1]
  const gaps = pairs.map(
    (pair) =>
      Math.abs(pair.a.value * fa - pair.b.value * fb) / Math.max(Math.abs(pair.a.value * fa), Math.abs(pair.b.value * fb), 1e-9)
  )
  const median = medianOf(gaps)
  if (pairs.length < 4 || median === null || median <= 0.2) return []
  const pair = pairs[gaps.indexOf(Math.max(...gaps))]
  return pair ? [told(a, b, pair)] : []
}

function averageAbovePercentile(average: Series, percentile: Series, pairs: readonly Pair[]): Disagreement[] {
  const [fa, fb] = [toMsFactor(average), toMsFactor(percentile)]
  const above = pairs.filter(({ a, b }) => a.value * fa > b.value * fb * 1.05)
  const worst = above.sort((x, y) => y.a.value / Math.max(y.b.value, 1e-9) - x.a.value / Math.max(x.b.value, 1e-9))[0]
  return worst && above.length * 10 >= pairs.length ? [told(average, percentile, worst)] : []
}

function told(a: Series, b: Series, pair: Pair): Disagreement {
  const at = instantOf(pair.a.at)
  return {
    kind: 'value',
    first: { claim: `${seriesName(a)} at ${at}`, value: pair.a.value, source: a.source, line: pair.a.line },
    second: { claim: `${seriesName(b)} at ${at}`, value: pair.b.value, source: b.source, line: pair.b.line }
  }
}
