import { granularity, medianOf } from './baseline.ts'

export interface TwoModes {
  /** Midway (on the log scale) between the largest fast and the smallest slow value. */
  readonly threshold: number
  /** Smallest slow ÷ largest fast value. */
  readonly gapRatio: number
  /** Probability that data with one mode has such a valley somewhere. */
  readonly pValue: number
}

/** Widths of the zones compared, as shares of the range on the log scale. */
const widths = [0.05, 0.08, 0.12, 0.18, 0.26, 0.36, 0.46]
/** The slow mode's middle is at least this many times the fast mode's, or there is nothing to explain. */
const leastRatio = 2.5

/**
 * Splits positive values (durations) into a fast and a slow mode on the log scale; null when they do not have two modes.
 *
 * A valley is a zone with at most half the values of a zone of equal width on either side. Under one mode no valley is
 * emptier than chance makes it: given the b values in it and the m in the lesser side, b is Binomial(b + m, ½) at worst;
 * the tail is multiplied by the number of places where it could have been (n ÷ m), after the excess-mass reasoning of
 * Müller & Sawitzki (JASA 1991). Values written in coarse steps are spread over their step first, so that whole
 * milliseconds do not look like modes.
 */
export function splitTwoModes(values: readonly number[], significance = 0.05): TwoModes | null {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b)
  if (sorted.length < 8) return null
  const logs = spreadTies(sorted).map(Math.log)
  const range = (logs.at(-1) ?? 0) - (logs[0] ?? 0)
  if (range < Math.log(leastRatio)) return null
  let best: { z: number; p: number; from: number; to: number } | null = null
  for (const share of widths) {
    const width = share * range
    for (const valley of valleys(logs, width)) {
      const { from, inside, lesser } = valley
      if (lesser < 3 || inside > lesser / 2) continue
      const z = (lesser - inside) / Math.sqrt(lesser + inside)
      const p = Math.min(1, binomialTail(inside, inside + lesser) * (logs.length / lesser))
      if (p <= significance && (!best || z > best.z + 1e-9)) best = { z, p, from, to: from + width }
    }
  }
  return best && splitIn(sorted, logs, best)
}

/** Every place of a zone of this width: how many values inside, and the lesser of the densest zones to its left and right. */
function* valleys(logs: readonly number[], width: number): Generator<{ from: number; inside: number; lesser: number }> {
  const first = logs[0] ?? 0
  const last = logs.at(-1) ?? 0
  const steps = 240
  const places = Array.from({ length: steps + 1 }, (_, i) => first - width + ((last - first + width) * i) / steps)
  const counts = places.map((from) => lowerBound(logs, from + width) - lowerBound(logs, from))
  const leftmost = running(places, counts, width)
  const rightmost = running(places.map((place) => -place - width).toReversed(), counts.toReversed(), width).toReversed()
  for (const [i, from] of places.entries()) {
    yield { from, inside: counts[i] ?? 0, lesser: Math.min(leftmost[i] ?? 0, rightmost[i] ?? 0) }
  }
}

/** For each place the largest count of a zone that ends before it begins. */
function running(places: readonly number[], counts: readonly number[], width: number): number[] {
  let next = 0
  let largest = 0
  return places.map((place) => {
    while (next < places.length && (places[next] ?? 0) + width <= place + 1e-12) largest = Math.max(largest, counts[next++] ?? 0)
    return largest
  })
}

/** The largest gap between neighbours that touches the valley, if the modes it parts are far enough apart. */
function splitIn(
  sorted: readonly number[],
  logs: readonly number[],
  { from, to, p }: { from: number; to: number; p: number }
): TwoModes | null {
  let cut = -1
  let widest = -1
  for (let i = Math.max(1, lowerBound(logs, from)); i < logs.length; i++) {
    const gap = (logs[i] ?? 0) - (logs[i - 1] ?? 0)
    if ((logs[i - 1] ?? 0) > to) break
    if (gap > widest) [cut, widest] = [i, gap]
  }
  if (cut < 1) return null
  const fastMost = sorted[cut - 1] ?? 0
  const slowLeast = sorted[cut] ?? 0
  const fast = medianOf(sorted.slice(0, cut)) ?? 0
  const slow = medianOf(sorted.slice(cut)) ?? 0
  if (slow < fast * leastRatio || slowLeast === fastMost) return null
  return { threshold: Math.sqrt(fastMost * slowLeast), gapRatio: slowLeast / fastMost, pValue: p }
}

/** Spreads equal values evenly over the step at which the values are written. */
function spreadTies(sorted: readonly number[]): number[] {
  const step = granularity(sorted)
  if (step === 0) return [...sorted]
  const spread: number[] = []
  for (let i = 0; i < sorted.length;) {
    const value = sorted[i] ?? 0
    let same = i
    while (same < sorted.length && sorted[same] === value) same++
    for (let k = 0; k < same - i; k++) spread.push(Math.max(step / 4, value + step * ((k + 0.5) / (same - i) - 0.5)))
    i = same
  }
  return spread
}

/** P(X ≤ k) for X ~ Binomial(n, ½); by logarithms, so that large n does not overflow. */
function binomialTail(k: number, n: number): number {
  let term = -n * Math.LN2
  let sum = Math.exp(term)
  for (let i = 1; i <= k; i++) {
    term += Math.log((n - i + 1) / i)
    sum += Math.exp(term)
  }
  return Math.min(1, sum)
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
