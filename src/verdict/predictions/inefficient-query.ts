import type { Prediction } from '../../domain/index.ts'

/** One statement does more work than it should: it is dear by itself, before and without any queue, and the rest is not. */
export const inefficientQuery: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 2 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 1 },
  { test: 'unit-cost-rose', expected: 'yes', weight: 3 },
  { test: 'work-is-a-query', expected: 'yes', weight: 3 },
  { test: 'estimate-misses-actual', expected: 'yes', weight: 1 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 2 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 1 },
  { test: 'work-behind-came-more-often', expected: 'no', weight: 0.5 },
  { test: 'hold-time-rose', expected: 'yes', weight: 1 },
  { test: 'slow-before-waiting', expected: 'yes', weight: 1 },
  { test: 'slow-before-harm', expected: 'yes', weight: 0.25 },
  { test: 'operation-covers-harm', expected: 'yes', weight: 2 },
  { test: 'one-operation-stands-out', expected: 'yes', weight: 2, otherwise: 0.5 },
  { test: 'slow-without-waiters', expected: 'yes', weight: 2 },
  { test: 'slow-runs-interleave-with-fast', expected: 'yes', weight: 1 },
  { test: 'same-load-was-healthy', expected: 'yes', weight: 1 },
  // A heavy query may slow its neighbours too: their health speaks for it, their suffering little against it.
  { test: 'other-operations-unharmed', expected: 'yes', weight: 0.5 },
  { test: 'parameter-separates-slow-from-fast', expected: 'yes', weight: 0.5, otherwise: 0.25 },
  { test: 'more-resource-did-not-cure', expected: 'yes', weight: 1, otherwise: 0.25 },
  // A crowded database slows all its statements; then what crowds it is dear, and they are not.
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 2 },
  { test: 'others-slowed-alike', expected: 'no', weight: 1 },
  { test: 'calls-per-request-rose', expected: 'no', weight: 1 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 0.5 },
  { test: 'memory-grows-until-it-is-full', expected: 'no', weight: 0.5 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 0.5 },
  { test: 'fault-is-in-own-code', expected: 'no', weight: 0.5 },
  { test: 'errors-name-what-ended', expected: 'no', weight: 0.25 },
  { test: 'threads-await-own-work', expected: 'no', weight: 1 }
]
