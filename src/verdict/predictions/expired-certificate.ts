import type { Prediction } from '../../domain/index.ts'

/** From the instant of its expiry on every connection that needs the certificate is refused at once; nothing waits. */
export const expiredCertificate: readonly Prediction[] = [
  { test: 'certificate-expired', expected: 'yes', weight: 4 },
  { test: 'ended-when-harm-began', expected: 'yes', weight: 2 },
  { test: 'errors-name-what-ended', expected: 'yes', weight: 2 },
  // Who tries again before giving up is slow as well as refused.
  { test: 'failing-is-quick', expected: 'yes', weight: 0.5 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 1 },
  { test: 'quota-was-used-up', expected: 'no', weight: 1 },
  { test: 'dependency-is-slower', expected: 'no', weight: 1 },
  // A certificate may serve several names: then all of them fail alike.
  { test: 'several-dependencies-fail-alike', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.5 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.5 },
  { test: 'unit-cost-rose', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'limit-was-reached', expected: 'no', weight: 0.5 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 }
]
