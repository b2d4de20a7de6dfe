import type { Draw } from './model.ts'

/** A duration in milliseconds: fixed, drawn from a family, from samples, a mixture, or computed from the state of the system. */
export type Distribution =
  | number
  | { readonly kind: 'exponential'; readonly meanMs: number }
  /** `medianMs` = exp(μ), `sigma` = deviation of the logarithm: what service times usually look like. */
  | { readonly kind: 'lognormal'; readonly medianMs: number; readonly sigma: number }
  /** Drawn with replacement from measured values: the bootstrap's view of a service time. */
  | { readonly kind: 'empirical'; readonly samplesMs: readonly number[] }
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly share: number; readonly of: Distribution }[] }
  | ((draw: Draw) => number)

/** Draws a duration in milliseconds, never negative. Throws RangeError for an empirical distribution without samples. */
export function drawDuration(distribution: Distribution, draw: Draw): number {
  if (typeof distribution === 'number') return Math.max(0, distribution)
  if (typeof distribution === 'function') return Math.max(0, distribution(draw))
  const { random } = draw
  switch (distribution.kind) {
    case 'exponential':
      return random.exponential(distribution.meanMs)
    case 'lognormal':
      return random.logNormal(distribution.medianMs, distribution.sigma)
    case 'empirical':
      return Math.max(0, random.pick(distribution.samplesMs))
    case 'mixture': {
      const part = random.weighted(distribution.parts.map((each) => [each.of, each.share] as const))
      return drawDuration(part, draw)
    }
  }
}
