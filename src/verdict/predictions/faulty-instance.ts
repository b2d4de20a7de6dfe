import type { Prediction } from '../../domain/index.ts'

/** One machine of several is slow or fails, at the same load, with the same code and database as its healthy peers. */
export const faultyInstance: readonly Prediction[] = [
  { test: 'instance-departs-from-peers', expected: 'yes', weight: 5 },
  { test: 'most-harm-on-one-instance', expected: 'yes', weight: 3 },
  { test: 'instance-departed-before-harm', expected: 'yes', weight: 1 },
  { test: 'load-exceeds-history', expected: 'no', weight: 0.5 },
  // Peers share their settings: one that was given another is told to be unlike them.
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 3 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 0.5 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 0.5 },
  { test: 'calls-per-request-rose', expected: 'no', weight: 0.5 },
  // What leaks since before the harm is full first where most was served: the others follow.
  { test: 'held-resource-grows-unreturned', expected: 'no', weight: 2 },
  { test: 'memory-grows-until-it-is-full', expected: 'no', weight: 2 },
  { test: 'fault-is-in-own-code', expected: 'no', weight: 0.25 },
  // Whoever holds the record that nobody can digest parts from its peers for it.
  { test: 'one-value-has-all-failures', expected: 'no', weight: 3 },
  { test: 'others-slowed-alike', expected: 'no', weight: 0.5 },
  { test: 'dependency-is-slower', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.5 },
  { test: 'certificate-expired', expected: 'no', weight: 0.25 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.25 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.25 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.25 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.25 }
]
