import type { Prediction } from '../../domain/index.ts'

/** A cache no longer answers, so what stands behind it has to: more of the same work for the same requests. */
export const cacheFailure: readonly Prediction[] = [
  { test: 'cache-hits-fell', expected: 'yes', weight: 4 },
  // Caches also lose hits because what fills them is slow; as a cause it must be seen to have sent more work behind it.
  { test: 'work-behind-came-more-often', expected: 'yes', weight: 4 },
  { test: 'cache-fell-before-harm', expected: 'yes', weight: 2 },
  { test: 'same-load-was-healthy', expected: 'yes', weight: 2 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.5 },
  { test: 'dependency-is-slower', expected: 'no', weight: 0.5 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.5 },
  { test: 'certificate-expired', expected: 'no', weight: 0.5 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'failing-is-quick', expected: 'no', weight: 0.5 },
  { test: 'more-resource-did-not-cure', expected: 'yes', weight: 1, otherwise: 0.25 },
  { test: 'cache-touched-by-change', expected: 'yes', weight: 1 }
]
