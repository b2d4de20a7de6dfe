import type { Prediction } from '../../domain/index.ts'

/** The way to other services fails: names are not resolved or hosts not reached, for several that have nothing else in common. */
export const networkFault: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 3 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 2 },
  { test: 'names-or-routes-fail', expected: 'yes', weight: 4 },
  { test: 'several-dependencies-fail-alike', expected: 'yes', weight: 0.5 },
  { test: 'dependency-moved-before-harm', expected: 'yes', weight: 2 },
  { test: 'slow-before-harm', expected: 'yes', weight: 0.25 },
  { test: 'operation-covers-harm', expected: 'yes', weight: 1 },
  { test: 'certificate-expired', expected: 'no', weight: 1 },
  { test: 'quota-was-used-up', expected: 'no', weight: 1 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.5 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.5 },
  { test: 'unit-cost-rose', expected: 'no', weight: 1 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'load-exceeds-history', expected: 'no', weight: 0.5 },
  { test: 'same-load-was-healthy', expected: 'yes', weight: 1 },
  { test: 'more-resource-did-not-cure', expected: 'yes', weight: 1, otherwise: 0.25 }
]
