/**
 * P(Z > z) of the standard normal distribution, to a relative error of 1.2e-7 even far out (Chebyshev fit of erfc, Press
 * et al., Numerical Recipes, §6.2). simple-statistics reads a table that ends at 3.09.
 */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + x / 2)
  const fit = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277
  ].reduceRight((sum, coefficient) => sum * t + coefficient, 0)
  const erfc = t * Math.exp(-x * x + fit)
  return z >= 0 ? erfc / 2 : 1 - erfc / 2
}
