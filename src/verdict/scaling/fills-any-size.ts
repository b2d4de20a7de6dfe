import type { Evidence, Statement } from '../../domain/index.ts'
import { answersTo, type Call } from '../call.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'
import type { Scene } from '../scene.ts'
import { growthReachedItsLimit } from '../tests/growth-reached-its-limit.ts'
import { heldResourceGrowsUnreturned } from '../tests/held-resource-grows-unreturned.ts'
import { memoryGrowsUntilItIsFull } from '../tests/memory-grows-until-it-is-full.ts'
import { nobody } from './part.ts'

const growing: readonly DiagnosticTest[] = [memoryGrowsUntilItIsFull, heldResourceGrowsUnreturned, growthReachedItsLimit]
/** As clear as an answer must be to overrule parts that speak for scaling. */
const clear = 0.4

export const growthCalls = (scene: Scene): Call[] => growing.flatMap((test) => test.calls(nobody, scene))

/**
 * What says that the resource fills whatever its size, because more and more of it is kept; undefined when nothing does.
 * A simulation with more of it does not know of the growth: more would fill as well, only later.
 */
export function fillsAnySize(scene: Scene, evidence: readonly Evidence[]): Statement | undefined {
  return growing
    .map((test) => test.read(answersTo(test.calls(nobody, scene), evidence), { subject: nobody, onset: null }, scene))
    .find(({ outcome, strength }) => outcome === 'yes' && strength >= clear)?.statement
}
