/** A piece of work that failed or did not, with the values that are known of it. */
export interface Work {
  readonly failed: boolean
  /** Name of the place → value. */
  readonly values: ReadonlyMap<string, string>
}

export interface SharedValue {
  readonly name: string
  readonly value: string
  /** Shares of the failed and of the other work that has the place at all. */
  readonly failedShare: number
  readonly othersShare: number
  readonly failed: number
  /** Chance of so many among the failed, times the values tried (Bonferroni). */
  readonly pValue: number
}

/** Fewer failures than these share a value by accident. */
const fewest = 3
/** Nearly all of the failed have it, nearly none of the others. */
const mostly = 0.8
const seldom = 0.2

/**
 * The value that the failed have in common and the others do not: a record, a tenant, a kind of input. Null when failing
 * follows no value. Each place is compared only among work that has it.
 */
export function sharedValue(work: readonly Work[]): SharedValue | null {
  const counts = new Map<string, { name: string; value: string; failed: number; others: number }>()
  const places = new Map<string, { failed: number; others: number }>()
  for (const { failed, values } of work) {
    for (const [name, value] of values) {
      const key = `${name}\u0000${value}`
      const one = counts.get(key) ?? { name, value, failed: 0, others: 0 }
      const place = places.get(name) ?? { failed: 0, others: 0 }
      if (failed) [one.failed, place.failed] = [one.failed + 1, place.failed + 1]
      else [one.others, place.others] = [one.others + 1, place.others + 1]
      counts.set(key, one)
      places.set(name, place)
    }
  }
  const found = [...counts.values()].flatMap(({ name, value, failed, others }): SharedValue[] => {
    const place = places.get(name) ?? { failed: 0, others: 0 }
    if (failed < fewest || place.others < fewest) return []
    const [failedShare, othersShare] = [failed / place.failed, others / place.others]
    if (failedShare < mostly || othersShare > seldom) return []
    const usual = (failed + others) / (place.failed + place.others)
    return [
      { name, value, failedShare, othersShare, failed, pValue: Math.min(1, counts.size * tail(place.failed, failed, usual)) }
    ]
  })
  return (
    found.sort(
      (a, b) =>
        a.pValue - b.pValue || b.failedShare - b.othersShare - (a.failedShare - a.othersShare) || (a.value < b.value ? -1 : 1)
    )[0] ?? null
  )
}

/** P(X ≥ k) of a binomial; the share is taken with the failures in it, so the chance is never understated. */
function tail(n: number, k: number, share: number): number {
  if (share >= 1) return 1
  let term = 1
  for (let i = 0; i < k; i += 1) term *= ((n - i) / (k - i)) * share
  term *= (1 - share) ** (n - k)
  let sum = 0
  for (let i = k; i <= n; i += 1) {
    sum += term
    term *= ((n - i) / (i + 1)) * (share / (1 - share))
  }
  return Math.min(1, sum)
}
