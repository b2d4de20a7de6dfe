import type { Prediction } from '../../domain/index.ts'

/** What requests leave in memory is never let go: collecting takes the time, the process ends, comes back, and it begins again. */
export const memoryLeak: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 3 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 2 },
  { test: 'memory-grows-until-it-is-full', expected: 'yes', weight: 5 },
  { test: 'collecting-takes-the-time', expected: 'yes', weight: 3 },
  { test: 'memory-moved-before-harm', expected: 'yes', weight: 1 },
  { test: 'memory-ran-out-with-harm', expected: 'yes', weight: 2 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'others-slowed-alike', expected: 'no', weight: 0.5 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 0.5 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 0.5 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 0.5 },
  { test: 'calls-per-request-rose', expected: 'no', weight: 0.5 },
  { test: 'held-resource-grows-unreturned', expected: 'no', weight: 0.5 },
  { test: 'fault-is-in-own-code', expected: 'no', weight: 0.25 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'dependency-is-slower', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.25 },
  { test: 'certificate-expired', expected: 'no', weight: 0.25 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.25 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.25 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.25 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.25 }
]
