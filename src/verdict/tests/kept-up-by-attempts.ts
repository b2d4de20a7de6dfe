import { citeFact } from '../../domain/index.ts'
import { type Reading, yes } from '../diagnostic-test.ts'
import { has, type Maybe, numberIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { attemptsCostTheSame } from './attempts-cost-the-same.ts'
import { attemptsMultiplied } from './attempts-multiplied.ts'
import { interruption } from './began-with-an-interruption.ts'

/** The load by half, which is what repetitions must add to matter. */
const higher = 1.5
const nobody = { subject: { population: null, operation: null, entity: null, series: null }, onset: null }

/**
 * What is slow because it is asked again and again: attempts multiplied, the load rose with the failing, and either each attempt costs
 * what it did, or what set it off was a short interruption. Null where that is not seen: whatever is slow for a reason that lasts is
 * asked again too.
 */
export function keptUpByAttempts(retries: Maybe, interruptions: readonly Maybe[], scene: Scene): Reading | null {
  const attempts = attemptsMultiplied.read([retries], nobody, scene)
  const [before, after] = [numberIn(retries, 'load_before'), numberIn(retries, 'load_after_failure')]
  if (attempts.outcome !== 'yes' || before === null || after === null || !has(retries, 'load_before')) return null
  if (after < higher * before) return null
  const cost = attemptsCostTheSame.read([retries], nobody, scene)
  const told = interruption(interruptions, scene)
  if (cost.outcome === 'no' || (cost.outcome !== 'yes' && told === undefined)) return null
  return yes(0.8, `it is asked again and again: the load was {before} before anything failed and {after} afterwards`, {
    before: [citeFact(retries, 'load_before'), 'number'],
    after: [citeFact(retries, 'load_after_failure'), 'number']
  })
}
