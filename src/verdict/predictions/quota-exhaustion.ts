import type { Prediction } from '../../domain/index.ts'

/** A disk, licence or quota was used up by growth: what needs it is refused at once, at an ordinary load and cost. */
export const quotaExhaustion: readonly Prediction[] = [
  { test: 'quota-was-used-up', expected: 'yes', weight: 4 },
  { test: 'ended-when-harm-began', expected: 'yes', weight: 2 },
  { test: 'growth-reached-its-limit', expected: 'yes', weight: 2 },
  { test: 'errors-name-what-ended', expected: 'yes', weight: 3 },
  // Who tries again before giving up is slow as well as refused.
  { test: 'failing-is-quick', expected: 'yes', weight: 0.25 },
  { test: 'certificate-expired', expected: 'no', weight: 1 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.5 },
  { test: 'several-dependencies-fail-alike', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.5 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.5 },
  { test: 'unit-cost-rose', expected: 'no', weight: 1 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  // What is no longer taken away fills whatever there is of it.
  { test: 'held-resource-grows-unreturned', expected: 'no', weight: 2 },
  // A limit that somebody lowered was not reached by growth.
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 1 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 }
]
