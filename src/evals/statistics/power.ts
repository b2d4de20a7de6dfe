/** Standard normal quantiles at 97.5 % and at 80 %. */
const [z975, z80] = [1.959963985, 0.841621234]

/**
 * How many cases it would take to see a difference with a two-sided test at 5 % and a chance of 80 %, given the standard
 * error that so many cases had. The error falls with the root of the cases as long as new ones are like the old.
 * Source: the usual formula for the normal test, n = n₀ · ((z₀.₉₇₅ + z₀.₈) · se / δ)².
 */
export function casesToSee(
  difference: number,
  { standardError, cases }: { readonly standardError: number; readonly cases: number }
): number {
  if (difference === 0) return Number.POSITIVE_INFINITY
  return Math.max(1, Math.ceil(cases * (((z975 + z80) * standardError) / Math.abs(difference)) ** 2))
}
