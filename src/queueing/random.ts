import { randomExponential, randomLogNormal, randomNormal, randomPoisson } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

type Item = string | number | boolean | object | null

/** A stream of random numbers. The same seed and key give the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number
  /** Whole number in [low, high], both inclusive. */
  integer(low: number, high: number): number
  chance(probability: number): boolean
  exponential(mean: number): number
  normal(mean: number, deviation: number): number
  /** `median` is exp(μ); `sigma` is the deviation of the logarithm. */
  logNormal(median: number, sigma: number): number
  poisson(mean: number): number
  /** One of the items, each as likely. Throws RangeError on an empty list. */
  pick<T extends Item>(items: readonly T[]): T
  /** One of the items by weight; weights need not add up to 1. */
  weighted<T>(items: readonly (readonly [T, number])[]): T
  /** The items in random order; the argument is left alone. */
  shuffled<T>(items: readonly T[]): T[]
  /** A stream of its own, so that drawing more in one place changes nothing elsewhere. */
  fork(key: string | number): Random
}

/** FNV-1a over the key, mixed with the seed (Steele's splitmix finaliser): near seeds give unrelated streams. */
export function mixSeed(seed: number, key: string | number): number {
  return finished(hashedOn(begun(seed), String(key)))
}

/** As `mixSeed` of `stem` and a number behind it, for many numbers. */
export function mixSeeds(seed: number, stem: string): (number: number) => number {
  const hash = hashedOn(begun(seed), stem)
  return (number) => finished(hashedOn(hash, String(number)))
}

const begun = (seed: number): number => (2_166_136_261 ^ seed) >>> 0

function hashedOn(from: number, text: string): number {
  let hash = from
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619)
  return hash
}

function finished(hashed: number): number {
  let hash = Math.imul(hashed ^ (hashed >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The stream that draws just now: d3's families are made once for all streams, not once a draw. */
let drawing: ReturnType<typeof xoroshiro128plus>
const uniformly = (): number => uniformFloat64(drawing)
const exponentialOf = randomExponential.source(uniformly)
const normalOf = randomNormal.source(uniformly)
const logNormalOf = randomLogNormal.source(uniformly)
const poissonOf = randomPoisson.source(uniformly)

/** A class, because a stream is made for every request: its methods are shared, its state is one generator. */
class SeededRandom implements Random {
  readonly #seed: number
  readonly #generator: ReturnType<typeof xoroshiro128plus>

  constructor(seed: number) {
    this.#seed = seed
    this.#generator = xoroshiro128plus(seed | 0)
  }

  uniform(): number {
    return uniformFloat64(this.#generator)
  }

  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  // A fresh d3 generator for each draw: its normal keeps the second half of a pair, which would couple separate draws.
  exponential(mean: number): number {
    drawing = this.#generator
    return exponentialOf(1 / mean)()
  }

  normal(mean: number, deviation: number): number {
    drawing = this.#generator
    return normalOf(mean, deviation)()
  }

  logNormal(median: number, sigma: number): number {
    drawing = this.#generator
    return logNormalOf(Math.log(median), sigma)()
  }

  poisson(mean: number): number {
    drawing = this.#generator
    return mean > 0 ? poissonOf(mean)() : 0
  }

  pick<T extends Item>(items: readonly T[]): T {
    const item = items[this.integer(0, items.length - 1)]
    if (item === undefined) throw new RangeError('cannot pick from an empty list')
    return item
  }

  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.uniform() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) {
      left -= weight
      if (left < 0) return item
    }
    const last = items.at(-1)
    if (last === undefined) throw new RangeError('cannot pick from an empty list')
    return last[0]
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, key: this.uniform() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item)
  }

  fork(key: string | number): Random {
    return new SeededRandom(mixSeed(this.#seed, key))
  }
}

/** A stream from a seed (any integer). Generator: xoroshiro128+. */
export function createRandom(seed: number): Random {
  return new SeededRandom(seed)
}
