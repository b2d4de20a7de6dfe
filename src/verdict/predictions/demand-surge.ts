import type { Prediction } from '../../domain/index.ts'

/** More arrives than the service has capacity for, at an unchanged cost of each: all work queues, and only while load is high. */
export const demandSurge: readonly Prediction[] = [
  { test: 'load-exceeds-history', expected: 'yes', weight: 4 },
  // Load that programs, repetitions or other services make is no demand: whose it is must be seen.
  { test: 'more-people-came', expected: 'yes', weight: 4 },
  { test: 'unit-cost-rose', expected: 'no', weight: 3 },
  { test: 'hold-time-rose', expected: 'no', weight: 2 },
  // More people make a provider no slower: where one is, work takes longer than it did, whoever came.
  { test: 'dependency-is-slower', expected: 'no', weight: 3 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 1 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 1 },
  // More people bring more clients; repetitions bring more requests of each.
  { test: 'requests-per-client-rose', expected: 'no', weight: 3 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 3 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 1 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 0.5 },
  { test: 'attempts-multiplied', expected: 'no', weight: 1 },
  // What one run asks of others many times more often is no demand, however much is counted behind it.
  { test: 'calls-per-request-rose', expected: 'no', weight: 1 },
  { test: 'failing-is-quick', expected: 'no', weight: 1 },
  { test: 'limit-was-reached', expected: 'yes', weight: 2 },
  { test: 'same-load-was-healthy', expected: 'no', weight: 3 },
  { test: 'one-operation-stands-out', expected: 'no', weight: 2 },
  // What is short may be a processor, and nobody is seen to wait for one.
  { test: 'slow-without-waiters', expected: 'no', weight: 1 },
  { test: 'slow-runs-interleave-with-fast', expected: 'no', weight: 0.5 },
  { test: 'latency-follows-load', expected: 'yes', weight: 2 },
  { test: 'more-resource-did-not-cure', expected: 'no', weight: 1 },
  { test: 'errors-name-what-ended', expected: 'no', weight: 0.25 },
  { test: 'threads-await-own-work', expected: 'no', weight: 1 },
  { test: 'processors-rest', expected: 'no', weight: 1 },
  { test: 'former-limit-sufficed', expected: 'no', weight: 3 }
]
