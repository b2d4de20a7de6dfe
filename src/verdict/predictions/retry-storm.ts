import type { Prediction } from '../../domain/index.ts'

/** Something failed briefly, and repetitions of what failed became the load that keeps failing it: the same people, many more requests. */
export const retryStorm: readonly Prediction[] = [
  { test: 'attempts-multiplied', expected: 'yes', weight: 4 },
  // Repetitions go with every failing; as a cause they must have become the load, and the load a full resource.
  { test: 'load-rose-after-failing', expected: 'yes', weight: 4 },
  { test: 'attempts-cost-the-same', expected: 'yes', weight: 2 },
  { test: 'began-with-an-interruption', expected: 'yes', weight: 1 },
  { test: 'requests-per-client-rose', expected: 'yes', weight: 2 },
  // What fails for a reason that lasts is asked for again too; then the reason is the cause and the repetitions are not.
  { test: 'dependency-is-slower', expected: 'no', weight: 1 },
  { test: 'unit-cost-rose', expected: 'no', weight: 1 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.5 },
  { test: 'certificate-expired', expected: 'no', weight: 0.5 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 1 },
  // A queue that is full refuses at once what comes again.
  { test: 'failing-is-quick', expected: 'no', weight: 1 },
  { test: 'limit-was-reached', expected: 'yes', weight: 2 },
  { test: 'retries-raised-by-change', expected: 'yes', weight: 1 }
]
