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
