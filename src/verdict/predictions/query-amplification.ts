import type { Prediction } from '../../domain/index.ts'

/** One request asks many times where it asked once: each answer is as quick as ever, and there are too many of them. */
export const queryAmplification: readonly Prediction[] = [
  { test: 'harm-begins-in-the-accused', expected: 'yes', weight: 3 },
  { test: 'accused-departed-by-the-harm', expected: 'yes', weight: 2 },
  { test: 'calls-per-request-rose', expected: 'yes', weight: 5 },
  // Its many calls fill what all share, so that the others may be as slow: standing out speaks for it, not doing so hardly against.
  { test: 'one-operation-stands-out', expected: 'yes', weight: 0.5 },
  { test: 'operation-covers-harm', expected: 'yes', weight: 2 },
  { test: 'same-load-was-healthy', expected: 'yes', weight: 1 },
  { test: 'load-exceeds-history', expected: 'no', weight: 1 },
  { test: 'limit-was-lowered-before-onset', expected: 'no', weight: 0.5 },
  { test: 'lock-waits-cover-slow-time', expected: 'no', weight: 0.5 },
  { test: 'foreign-work-takes-the-resource', expected: 'no', weight: 1 },
  { test: 'few-clients-made-the-load', expected: 'no', weight: 0.5 },
  { test: 'cache-hits-fell', expected: 'no', weight: 1 },
  { test: 'memory-grows-until-it-is-full', expected: 'no', weight: 0.25 },
  { test: 'held-resource-grows-unreturned', expected: 'no', weight: 0.25 },
  // Who is refused asks again: those are more calls too, and no other way of working.
  { test: 'attempts-multiplied', expected: 'no', weight: 3 },
  { test: 'more-resource-did-not-cure', expected: 'yes', weight: 0.5, otherwise: 0.25 },
  { test: 'failing-is-quick', expected: 'no', weight: 0.5 },
  { test: 'dependency-is-slower', expected: 'no', weight: 0.5 },
  { test: 'names-or-routes-fail', expected: 'no', weight: 0.25 },
  { test: 'instance-departs-from-peers', expected: 'no', weight: 0.25 },
  { test: 'several-instances-lost-together', expected: 'no', weight: 0.25 },
  { test: 'calls-multiplied-by-change', expected: 'yes', weight: 1 }
]
