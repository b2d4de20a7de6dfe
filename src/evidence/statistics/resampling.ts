import { quantileOf } from './baseline.ts'
import { randomSource } from './random.ts'

/**
 * Percentile bootstrap interval of a statistic (Efron 1979), seeded: the central `level` of the statistic over resamples
 * with replacement. Null for no values.
 */
export function bootstrapInterval(
  values: readonly number[],
  statistic: (sample: readonly number[]) => number,
  { seed, level = 0.95, rounds = 1_000 }: { seed: number; level?: number; rounds?: number }
): { readonly low: number; readonly high: number } | null {
  if (values.length === 0) return null
  const random = randomSource(seed)
  const results = Array.from({ length: rounds }, () =>
    statistic(Array.from({ length: values.length }, () => values[random.below(values.length)] ?? 0))
  )
  const tail = (1 - level) / 2
  return { low: quantileOf(results, tail) ?? 0, high: quantileOf(results, 1 - tail) ?? 0 }
}

/** p-values adjusted for having asked several questions (Holm, Scand. J. Stat. 1979), in the order given. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, i) => [p, i] as const).sort((a, b) => a[0] - b[0])
  const adjusted = [...pValues]
  let largest = 0
  for (const [rank, [p, i]] of order.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)))
    adjusted[i] = largest
  }
  return adjusted
}
