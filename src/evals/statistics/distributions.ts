import { cumulativeStdNormalProbability, probit } from 'simple-statistics'

/** P(Z ≤ z) for a standard normal. */
export const normalCdf = (z: number): number => cumulativeStdNormalProbability(z)

/**
 * Quantile of Student's t with `df` degrees of freedom: exact for 1 and 2, else the expansion of Abramowitz & Stegun 26.7.5
 * (error below 0.015 for df ≥ 3 at the 97.5 % point).
 */
export function studentQuantile(p: number, df: number): number {
  if (df === 1) return Math.tan(Math.PI * (p - 0.5))
  if (df === 2) return (2 * p - 1) / Math.sqrt(2 * p * (1 - p))
  const z = probit(p)
  const [z3, z5, z7, z9] = [z ** 3, z ** 5, z ** 7, z ** 9]
  return (
    z +
    (z3 + z) / (4 * df) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * df ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * df ** 3) +
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92_160 * df ** 4)
  )
}
