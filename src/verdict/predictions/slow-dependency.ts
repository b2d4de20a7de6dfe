import type { Prediction } from '../../domain/index.ts'

/** Something that the service calls became slow, and the service waited: the calls are slow from the first, its own work is not. */
export const slowDependency: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 2 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 1 },
  { test: 'dependency-is-slower', expected: 'yes', weight: 4 },
  // A service of our own that shows why it is slow is where the cause lies; then this class says its symptom.
  { test: 'accused-has-its-own-reason', expected: 'no', weight: 4 },
  { test: 'dependency-covers-slow-time', expected: 'yes', weight: 3 },
  { test: 'callers-own-time-kept', expected: 'yes', weight: 2 },
  { test: 'dependency-moved-before-harm', expected: 'yes', weight: 2 },
  { test: 'several-dependencies-fail-alike', expected: 'no', weight: 2 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 1 },
  { test: 'certificate-expired', expected: 'no', weight: 0.5 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.5 },
  { test: 'unit-cost-rose', expected: 'no', weight: 1 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'load-exceeds-history', expected: 'no', weight: 0.5 },
  { test: 'failing-is-quick', expected: 'no', weight: 1 },
  { test: 'same-load-was-healthy', expected: 'yes', weight: 1 },
  { test: 'more-resource-did-not-cure', expected: 'yes', weight: 1, otherwise: 0.25 },
  { test: 'errors-name-what-ended', expected: 'no', weight: 0.25 },
  { test: 'threads-await-own-work', expected: 'no', weight: 3 },
  { test: 'processors-rest', expected: 'yes', weight: 0.5 }
]
