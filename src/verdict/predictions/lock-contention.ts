import type { Prediction } from '../../domain/index.ts'

/** Work waits for locks that other work holds: the waits are logged and make up the slow time. */
export const lockContention: readonly Prediction[] = [
  { test: 'lock-waits-cover-slow-time', expected: 'yes', weight: 4 },
  { test: 'estimate-misses-actual', expected: 'no', weight: 0.5 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 1 },
  { test: 'work-behind-came-more-often', expected: 'no', weight: 0.5 },
  { test: 'failing-is-quick', expected: 'no', weight: 0.5 },
  { test: 'one-holder-blocks-many', expected: 'yes', weight: 2 },
  { test: 'slow-before-waiting', expected: 'yes', weight: 0.5 },
  { test: 'slow-before-harm', expected: 'yes', weight: 0.25 },
  { test: 'same-load-was-healthy', expected: 'yes', weight: 1 },
  { test: 'more-resource-did-not-cure', expected: 'yes', weight: 1, otherwise: 0.25 },
  { test: 'errors-name-what-ended', expected: 'no', weight: 0.25 },
  { test: 'threads-await-own-work', expected: 'no', weight: 1 },
  { test: 'processors-rest', expected: 'yes', weight: 3 }
]
