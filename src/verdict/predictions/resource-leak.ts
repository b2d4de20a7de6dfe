import type { Prediction } from '../../domain/index.ts'

/** What is taken is not given back: ever more is held, whatever the load, by nobody who works; a restart frees it for a while. */
export const resourceLeak: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 3 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 2 },
  { test: 'held-resource-grows-unreturned', expected: 'yes', weight: 5 },
  { test: 'full-while-what-it-serves-idles', expected: 'yes', weight: 3 },
  { test: 'limit-was-reached', expected: 'yes', weight: 2 },
  { test: 'unit-cost-rose', expected: 'no', weight: 1 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 1 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 2 },
  { test: 'dependency-is-slower', expected: 'no', weight: 1 },
  { test: 'memory-grows-until-it-is-full', expected: 'no', weight: 0.5 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 0.5 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 0.5 },
  { test: 'calls-per-request-rose', expected: 'no', weight: 0.5 },
  { test: 'others-slowed-alike', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.25 },
  { test: 'certificate-expired', expected: 'no', weight: 0.25 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.25 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.25 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.25 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.25 },
  { test: 'holding-touched-by-change', expected: 'yes', weight: 1 },
  { test: 'threads-await-own-work', expected: 'no', weight: 1 },
  { test: 'processors-rest', expected: 'yes', weight: 0.5 }
]
