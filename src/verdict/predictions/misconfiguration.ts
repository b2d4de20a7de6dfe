import type { Prediction } from '../../domain/index.ts'

/** A limit was set too low: the same work at the same cost now queues, and setting it back cures. */
export const misconfiguration: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 3 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 2 },
  { test: 'limit-was-lowered-before-onset', expected: 'yes', weight: 5 },
  { test: 'unit-cost-rose', expected: 'no', weight: 2 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'hold-time-rose', expected: 'no', weight: 1 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 1 },
  { test: 'limit-changed-as-harm-began', expected: 'yes', weight: 2 },
  { test: 'slow-before-waiting', expected: 'no', weight: 0.25 },
  { test: 'limit-was-reached', expected: 'yes', weight: 2 },
  { test: 'slow-without-waiters', expected: 'no', weight: 2 },
  { test: 'one-operation-stands-out', expected: 'no', weight: 1 },
  { test: 'revert-cured', expected: 'yes', weight: 2 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 0.5 },
  { test: 'held-resource-grows-unreturned', expected: 'no', weight: 0.5 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 0.5 },
  { test: 'threads-await-own-work', expected: 'no', weight: 1 },
  { test: 'former-limit-sufficed', expected: 'yes', weight: 3 }
]
