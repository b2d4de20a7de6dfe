import { normalTail } from './normal.ts'
import { shuffledOrders } from './random.ts'

export interface Association {
  /** Cramér's V, corrected for bias (Bergsma 2013): 0 none, 1 complete. */
  readonly v: number
  /** The level whose share of slow runs differs most from the others', and that share and the others'. */
  readonly bestLevel: string | null
  readonly bestLevelSlowShare: number
  readonly othersSlowShare: number
  readonly pValue: number
}

const permutations = 999
const permuteUpTo = 1_000

/**
 * How far a category goes with being slow. The correction matters: an attribute with a value of its own for each run
 * would "separate" perfectly by memory. p by seeded permutation of the labels (chi-squared as statistic);
 * above a thousand runs by its asymptotic distribution.
 */
export function associate(levels: readonly string[], slow: readonly boolean[], seed = 1): Association {
  const n = levels.length
  const counts = new Map<string, { all: number; slow: number }>()
  for (const [i, level] of levels.entries()) {
    const count = counts.get(level) ?? { all: 0, slow: 0 }
    count.all++
    if (slow[i]) count.slow++
    counts.set(level, count)
  }
  const slowTotal = slow.filter(Boolean).length
  const none = { v: 0, bestLevel: null, bestLevelSlowShare: 0, othersSlowShare: 0, pValue: 1 }
  if (counts.size < 2 || slowTotal === 0 || slowTotal === n) return none
  const observed = chiSquared([...counts.values()], n, slowTotal)
  const pValue = n > permuteUpTo ? chiSquaredTail(observed, counts.size - 1) : permuted(levels, slow, observed, seed)
  return { v: cramersV(observed, n, counts.size), ...bestLevelOf(counts, n, slowTotal), pValue }
}

function chiSquared(cells: readonly { all: number; slow: number }[], n: number, slowTotal: number): number {
  const share = slowTotal / n
  return cells.reduce((sum, { all, slow }) => sum + (slow - all * share) ** 2 / (all * share * (1 - share)), 0)
}

/** Bias-corrected Cramér's V of a levels × 2 table from its chi-squared. */
export function cramersV(chi2: number, n: number, levels: number): number {
  const phi2 = Math.max(0, chi2 / n - (levels - 1) / (n - 1))
  const rows = levels - (levels - 1) ** 2 / (n - 1)
  const columns = 2 - 1 / (n - 1)
  const least = Math.min(rows, columns) - 1
  return least <= 0 ? 0 : Math.min(1, Math.sqrt(phi2 / least))
}

function bestLevelOf(counts: ReadonlyMap<string, { all: number; slow: number }>, n: number, slowTotal: number) {
  let best = { bestLevel: null as string | null, bestLevelSlowShare: 0, othersSlowShare: 0 }
  let furthest = -1
  for (const [level, { all, slow }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (all === n) continue
    const [inside, outside] = [slow / all, (slowTotal - slow) / (n - all)]
    // Weighted by size: a level seen once is always pure.
    const far = Math.abs(inside - outside) * Math.sqrt((all * (n - all)) / n)
    if (far > furthest + 1e-12) {
      furthest = far
      best = { bestLevel: level, bestLevelSlowShare: inside, othersSlowShare: outside }
    }
  }
  return best
}

/** P(χ² > x), by the cube-root normal approximation (Wilson & Hilferty, PNAS 1931). */
export function chiSquaredTail(x: number, degrees: number): number {
  const spread = 2 / (9 * degrees)
  return normalTail((Math.cbrt(x / degrees) - (1 - spread)) / Math.sqrt(spread))
}

function permuted(levels: readonly string[], slow: readonly boolean[], observed: number, seed: number): number {
  const numbers = new Map([...new Set(levels)].map((level, at) => [level, at]))
  const index = levels.map((level) => numbers.get(level) ?? 0)
  const slowTotal = slow.filter(Boolean).length
  const sizes = new Uint32Array(numbers.size)
  for (const at of index) sizes[at] = (sizes[at] ?? 0) + 1
  const share = slowTotal / slow.length
  const orders = shuffledOrders(slow.length, permutations, seed)
  const slowOf = new Uint32Array(numbers.size)
  let asFar = 0
  for (let from = 0; from < orders.length; from += slow.length) {
    slowOf.fill(0)
    for (let i = 0; i < index.length; i++) {
      const at = index[i] ?? 0
      if (slow[orders[from + i] ?? 0]) slowOf[at] = (slowOf[at] ?? 0) + 1
    }
    // As `chiSquared`, without an object for each cell: this runs for thousands of rounds.
    let chi2 = 0
    for (let at = 0; at < sizes.length; at++) {
      const all = sizes[at] ?? 0
      chi2 += ((slowOf[at] ?? 0) - all * share) ** 2 / (all * share * (1 - share))
    }
    if (chi2 >= observed - 1e-9) asFar++
  }
  return (asFar + 1) / (permutations + 1)
}
