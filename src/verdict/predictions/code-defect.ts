import type { Prediction } from '../../domain/index.ts'

/** The program cannot go on, or computes too long, in one thing that it does; what it stands on answers as ever. */
export const codeDefect: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 3 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 2 },
  { test: 'fault-is-in-own-code', expected: 'yes', weight: 5 },
  { test: 'one-operation-stands-out', expected: 'yes', weight: 2, otherwise: 0.5 },
  { test: 'code-changed-before-harm', expected: 'yes', weight: 3, otherwise: 1 },
  { test: 'data-changed-before-harm', expected: 'no', weight: 1.5 },
  { test: 'one-value-has-all-failures', expected: 'no', weight: 0.5 },
  { test: 'operation-covers-harm', expected: 'yes', weight: 1 },
  { test: 'same-load-was-healthy', expected: 'yes', weight: 1 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 0.5 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 0.5 },
  { test: 'memory-grows-until-it-is-full', expected: 'no', weight: 1 },
  { test: 'held-resource-grows-unreturned', expected: 'no', weight: 0.5 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 0.5 },
  { test: 'calls-per-request-rose', expected: 'no', weight: 0.5 },
  { test: 'dependency-is-slower', expected: 'no', weight: 1 },
  { test: 'certificate-expired', expected: 'no', weight: 0.5 },
  { test: 'quota-was-used-up', expected: 'no', weight: 0.5 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.5 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.25 },
  { test: 'cache-hits-fell', expected: 'no', weight: 0.25 },
  { test: 'attempts-multiplied', expected: 'no', weight: 0.25 },
  { test: 'threads-await-own-work', expected: 'yes', weight: 2 }
]
