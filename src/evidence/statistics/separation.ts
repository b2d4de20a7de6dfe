import { normalTail } from './normal.ts'
import { shuffledOrders } from './random.ts'

export interface Separation {
  /** Area under the ROC curve: the chance that a random slow value is larger than a random fast one, ties half. */
  readonly auc: number
  /** Two-sided. */
  readonly pValue: number
}

/** Up to this n₁·n₂ the exact distribution is counted; above, and with ties up to 120 values, permutations; else normal. */
const exactUpTo = 2_500
const permuteUpTo = 120
const permutations = 1_999

/**
 * How far a number separates two groups: Mann–Whitney U ÷ (n₁·n₂) (Mann & Whitney 1947; AUC: Hanley & McNeil 1982), and
 * how likely that is by chance. Exact without ties and few values, by seeded permutation with ties and few values, else the
 * normal approximation corrected for ties. AUC 0.5, p 1 when a group is empty.
 */
export function separate(slow: readonly number[], fast: readonly number[], seed = 1): Separation {
  const [m, n] = [slow.length, fast.length]
  if (m === 0 || n === 0) return { auc: 0.5, pValue: 1 }
  const { ranks, tieTerm } = midRanks([...slow, ...fast])
  const u = sumOf(ranks, m) - (m * (m + 1)) / 2
  const auc = u / (m * n)
  if (tieTerm === 0 && m * n <= exactUpTo) return { auc, pValue: exactP(u, m, n) }
  if (m + n <= permuteUpTo) return { auc, pValue: permutationP(ranks, m, n, u, seed) }
  const total = m + n
  const variance = ((m * n) / 12) * (total + 1 - tieTerm / (total * (total - 1)))
  if (variance <= 0) return { auc, pValue: 1 }
  const z = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5) / Math.sqrt(variance)
  return { auc, pValue: Math.min(1, 2 * normalTail(z)) }
}

/** Ranks from 1, ties sharing their middle rank; and Σ(t³ − t) over ties. */
export function midRanks(values: readonly number[]): { ranks: number[]; tieTerm: number } {
  const order = values.map((value, i) => [value, i] as const).sort((a, b) => a[0] - b[0])
  const ranks = Array.from<number>({ length: values.length })
  let tieTerm = 0
  for (let i = 0; i < order.length;) {
    let j = i
    while (j < order.length && order[j]?.[0] === order[i]?.[0]) j++
    const tied = j - i
    for (const [, at] of order.slice(i, j)) ranks[at] = i + (tied + 1) / 2
    tieTerm += tied ** 3 - tied
    i = j
  }
  return { ranks, tieTerm }
}

function sumOf(ranks: readonly number[], first: number): number {
  let sum = 0
  for (let i = 0; i < first; i++) sum += ranks[i] ?? 0
  return sum
}

/** Two-sided exact p of U: twice the smaller tail of the count of arrangements (recursion of Mann & Whitney). */
function exactP(u: number, m: number, n: number): number {
  const size = m * n + 1
  let counts: Float64Array[] = Array.from({ length: n + 1 }, () => Float64Array.of(1))
  for (let i = 1; i <= m; i++) {
    const row: Float64Array[] = [Float64Array.of(1)]
    for (let j = 1; j <= n; j++) {
      const next = new Float64Array(i * j + 1)
      const [shorter, other] = [row[j - 1] ?? new Float64Array(), counts[j] ?? new Float64Array()]
      const weight = i / (i + j)
      for (const [k, value] of other.entries()) next[k + j] = (next[k + j] ?? 0) + weight * value
      for (const [k, value] of shorter.entries()) next[k] = (next[k] ?? 0) + (1 - weight) * value
      row.push(next)
    }
    counts = row
  }
  const distribution = counts[n] ?? new Float64Array()
  const tail = Math.min(u, size - 1 - u)
  let sum = 0
  for (let k = 0; k <= tail; k++) sum += distribution[k] ?? 0
  return Math.min(1, 2 * sum)
}

function permutationP(ranks: readonly number[], m: number, n: number, u: number, seed: number): number {
  const centre = (m * n) / 2
  const observed = Math.abs(u - centre) - 1e-9
  const orders = shuffledOrders(m + n, permutations, seed)
  let asFar = 0
  for (let from = 0; from < orders.length; from += m + n) {
    let sum = 0
    for (let i = 0; i < m; i++) sum += ranks[orders[from + i] ?? 0] ?? 0
    if (Math.abs(sum - (m * (m + 1)) / 2 - centre) >= observed) asFar++
  }
  return (asFar + 1) / (permutations + 1)
}
