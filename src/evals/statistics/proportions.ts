/** A rate with its interval. `low` and `high` bound it with 95 % confidence. */
export interface Interval {
  readonly estimate: number
  readonly low: number
  readonly high: number
}

const z95 = 1.959963984540054

/**
 * Wilson score interval for a proportion, 95 %. For one trial per case: rows that repeat a case are not independent.
 * Source: Wilson, JASA 22 (1927). Throws RangeError for counts that are none.
 */
export function wilson(successes: number, trials: number): Interval {
  if (!(successes >= 0 && successes <= trials)) throw new RangeError(`${successes} of ${trials} is no proportion`)
  if (trials === 0) return { estimate: Number.NaN, low: 0, high: 1 }
  const p = successes / trials
  const denominator = 1 + z95 ** 2 / trials
  const centre = (p + z95 ** 2 / (2 * trials)) / denominator
  const half = (z95 / denominator) * Math.sqrt((p * (1 - p)) / trials + z95 ** 2 / (4 * trials ** 2))
  return { estimate: p, low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half }
}

/** Outcome of McNemar's test on paired yes/no results. */
export interface McNemar {
  /** Cases only A got right, and only B. */
  readonly onlyA: number
  readonly onlyB: number
  /** Two-sided exact p; null when too few pairs disagree for any result to reach 5 %. */
  readonly p: number | null
}

/**
 * Exact McNemar test: the binomial on the pairs that disagree. With fewer than six such pairs no outcome can reach 5 %,
 * so none is claimed. Source: McNemar, Psychometrika 12 (1947); exact form after Fagerland et al. (2013).
 */
export function mcnemarExact(onlyA: number, onlyB: number): McNemar {
  const discordant = onlyA + onlyB
  if (discordant < 6) return { onlyA, onlyB, p: null }
  const tail = Array.from({ length: Math.min(onlyA, onlyB) + 1 }, (_, k) => binomial(discordant, k)).reduce(
    (sum, mass) => sum + mass,
    0
  )
  return { onlyA, onlyB, p: Math.min(1, 2 * tail) }
}

/** P(X = k) for X ~ Binomial(n, ½), by logarithms so that large n do not overflow. */
function binomial(n: number, k: number): number {
  let log = -n * Math.LN2
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i)
  return Math.exp(log)
}

/**
 * Probability that at least one of k trials succeeds (pass@k) and that all k do (pass^k), estimated without bias from c
 * successes in n trials. NaN when n < k. Source: Chen et al., arXiv 2107.03374; pass^k after Yao et al., arXiv 2406.12045.
 */
export function passAt(k: number, successes: number, trials: number): { readonly any: number; readonly all: number } {
  if (trials < k) return { any: Number.NaN, all: Number.NaN }
  let none = 1
  let all = 1
  for (let i = 0; i < k; i++) {
    none *= Math.max(0, trials - successes - i) / (trials - i)
    all *= Math.max(0, successes - i) / (trials - i)
  }
  return { any: 1 - none, all }
}
