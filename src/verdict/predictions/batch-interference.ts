import type { Prediction } from '../../domain/index.ts'

/** Work that no citizen asked for takes the resource: ordinary work of every kind slows together, at an ordinary load. */
export const batchInterference: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 3 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 2 },
  { test: 'foreign-work-takes-the-resource', expected: 'yes', weight: 5 },
  { test: 'others-slowed-alike', expected: 'yes', weight: 3 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 1 },
  { test: 'same-load-was-healthy', expected: 'yes', weight: 2 },
  { test: 'more-resource-did-not-cure', expected: 'yes', weight: 1, otherwise: 0.25 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 0.5 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 1 },
  { test: 'memory-grows-until-it-is-full', expected: 'no', weight: 0.5 },
  { test: 'held-resource-grows-unreturned', expected: 'no', weight: 0.5 },
  // A processor full of the program's own work looks the same; then a change of its code says so.
  { test: 'code-changed-before-harm', expected: 'no', weight: 3 },
  { test: 'fault-is-in-own-code', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.25 },
  { test: 'dependency-is-slower', expected: 'no', weight: 0.5 },
  { test: 'failing-is-quick', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.25 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.25 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.25 },
  { test: 'errors-name-what-ended', expected: 'no', weight: 0.25 }
]
