/**
 * Erlang C: the probability that an arrival waits in M/M/c, and its mean wait (Erlang 1917; Cooper, Introduction to Queueing
 * Theory, 1981). `arrivalsPerMs` λ, `meanServiceMs` 1/μ, `servers` c. A queue that is not stable (λ/μ ≥ c) waits for ever.
 */
export function erlangC(
  arrivalsPerMs: number,
  meanServiceMs: number,
  servers: number
): { readonly waitProbability: number; readonly meanWaitMs: number } {
  const load = arrivalsPerMs * meanServiceMs
  if (load >= servers) return { waitProbability: 1, meanWaitMs: Infinity }
  // Erlang B by its recursion, which does not overflow; then C from B.
  let blocked = 1
  for (let c = 1; c <= servers; c++) blocked = (load * blocked) / (c + load * blocked)
  const waitProbability = blocked / (1 - (load / servers) * (1 - blocked))
  return { waitProbability, meanWaitMs: (waitProbability * meanServiceMs) / (servers - load) }
}
