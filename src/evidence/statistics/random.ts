import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Random numbers that are the same for the same seed, on every machine. */
export interface RandomSource {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  below(below: number): number
}

/** A seeded source (xoroshiro128+). */
export function randomSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed | 0)
  return { next: () => uniformFloat64(generator), below: (below) => uniformInt(generator, 0, below - 1) }
}

/** Shuffles in place (Fisher–Yates) and returns the array. */
export function shuffle(values: number[], random: RandomSource): number[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const [here, there] = [values[i], values[j]]
    if (here === undefined || there === undefined) continue
    values[i] = there
    values[j] = here
  }
  return values
}

const kept = new Map<string, Uint16Array>()
/** Some ten megabytes at most. */
const mostKept = 6

/**
 * So many orders of `length` places (up to 65 536), one behind the other, each shuffled from the one before. They are kept: the
 * attributes of one set of runs are many, and are shuffled alike.
 */
export function shuffledOrders(length: number, rounds: number, seed: number): Uint16Array {
  const key = `${length} ${rounds} ${seed}`
  const known = kept.get(key)
  if (known) return known
  const random = randomSource(seed)
  const order = Array.from({ length }, (_, i) => i)
  const orders = new Uint16Array(rounds * length)
  for (let round = 0; round < rounds; round++) orders.set(shuffle(order, random), round * length)
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, orders)
  return orders
}
