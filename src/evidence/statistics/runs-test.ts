import { normalTail } from './normal.ts'

export interface RunsTest {
  /** Changes from one kind to the other: runs − 1. */
  readonly alternations: number
  /** Expected alternations if the order were random. */
  readonly expected: number
  /** Chance of so few runs in random order: small means phases (all of one kind, then all of the other). */
  readonly pClustered: number
}

const exactUpTo = 60

/**
 * Wald–Wolfowitz runs test (Ann. Math. Stat. 1940), lower tail: are two kinds interleaved as chance would have it, or in
 * phases? Exact up to 60 values, the normal approximation above. p is 1 when a kind is missing.
 */
export function runsTest(kinds: readonly boolean[]): RunsTest {
  const n = kinds.length
  const m = kinds.filter(Boolean).length
  const k = n - m
  const alternations = kinds.slice(1).filter((kind, i) => kind !== kinds[i]).length
  if (m === 0 || k === 0) return { alternations, expected: 0, pClustered: 1 }
  const mean = 1 + (2 * m * k) / n
  const runs = alternations + 1
  if (n <= exactUpTo) return { alternations, expected: mean - 1, pClustered: exactTail(runs, m, k) }
  const variance = ((mean - 1) * (mean - 2)) / (n - 1)
  const z = (runs + 0.5 - mean) / Math.sqrt(variance)
  return { alternations, expected: mean - 1, pClustered: normalTail(-z) }
}

/** P(R ≤ runs) with m of one kind and k of the other. */
function exactTail(runs: number, m: number, k: number): number {
  const total = choose(m + k, m)
  let sum = 0
  for (let r = 2; r <= runs; r++) {
    const half = Math.floor(r / 2)
    sum +=
      r % 2 === 0
        ? 2 * choose(m - 1, half - 1) * choose(k - 1, half - 1)
        : choose(m - 1, half) * choose(k - 1, half - 1) + choose(m - 1, half - 1) * choose(k - 1, half)
  }
  return Math.min(1, sum / total)
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0
  let product = 1
  for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i
  return product
}
