import type { Prediction } from '../../domain/index.ts'

/** A record that the program cannot digest: whoever asks for it fails, at once, and nobody else does. */
export const dataDefect: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 3 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 2 },
  { test: 'one-value-has-all-failures', expected: 'yes', weight: 5 },
  { test: 'fault-is-in-own-code', expected: 'yes', weight: 5 },
  { test: 'data-changed-before-harm', expected: 'yes', weight: 3 },
  { test: 'code-changed-before-harm', expected: 'no', weight: 4 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 0.5 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 0.5 },
  { test: 'memory-grows-until-it-is-full', expected: 'no', weight: 0.5 },
  { test: 'held-resource-grows-unreturned', expected: 'no', weight: 0.5 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 0.5 },
  { test: 'calls-per-request-rose', expected: 'no', weight: 0.5 },
  { test: 'dependency-is-slower', expected: 'no', weight: 0.5 },
  { test: 'certificate-expired', expected: 'no', weight: 0.5 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.5 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.25 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.25 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.25 }
]
