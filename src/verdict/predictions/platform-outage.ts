import type { Prediction } from '../../domain/index.ts'

/** What the service stands on failed: several instances stop serving at once, and what is left has to serve everybody. */
export const platformOutage: readonly Prediction[] = [
  { test: 'several-instances-lost-together', expected: 'yes', weight: 4 },
  // Instances also go down together by a restart, a release or one load too many: who lost them must be told.
  { test: 'platform-told-of-outage', expected: 'yes', weight: 4 },
  { test: 'instances-lost-before-harm', expected: 'yes', weight: 2 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'unit-cost-rose', expected: 'no', weight: 1 },
  { test: 'dependency-is-slower', expected: 'no', weight: 0.5 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.5 },
  { test: 'certificate-expired', expected: 'no', weight: 0.5 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.5 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'failing-is-quick', expected: 'no', weight: 0.5 }
]
