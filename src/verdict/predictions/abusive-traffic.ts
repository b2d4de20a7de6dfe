import type { Prediction } from '../../domain/index.ts'

/** A few who are no people bring most of what is asked: the load rises, those who come for themselves do not. */
export const abusiveTraffic: readonly Prediction[] = [
  { test: 'few-clients-made-the-load', expected: 'yes', weight: 5 },
  { test: 'asks-unlike-people', expected: 'yes', weight: 3 },
  { test: 'harm-follows-the-added', expected: 'yes', weight: 4 },
  { test: 'more-people-came', expected: 'no', weight: 1 },
  { test: 'load-exceeds-history', expected: 'yes', weight: 2 },
  { test: 'requests-per-client-rose', expected: 'yes', weight: 1 },
  { test: 'latency-follows-load', expected: 'yes', weight: 1 },
  { test: 'same-load-was-healthy', expected: 'no', weight: 1 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 0.5 },
  { test: 'calls-per-request-rose', expected: 'no', weight: 0.5 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 0.25 },
  // Who is refused asks again; those are the many who came before, not a few who are new.
  { test: 'attempts-multiplied', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.25 },
  { test: 'failing-is-quick', expected: 'no', weight: 0.5 }
]
