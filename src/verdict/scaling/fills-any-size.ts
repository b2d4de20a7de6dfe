import type { Evidence, Statement } from '../../domain/index.ts'
import { answersTo, type Call } from '../call.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'
import type { Row } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { growthReachedItsLimit } from '../tests/growth-reached-its-limit.ts'
import { heldResourceGrowsUnreturned } from '../tests/held-resource-grows-unreturned.ts'
import { leakingRow } from '../tests/leaking-series.ts'
import { memoryGrowsUntilItIsFull } from '../tests/memory-grows-until-it-is-full.ts'
import { nobody } from './part.ts'

const growing: readonly { readonly test: DiagnosticTest; readonly of?: 'memory' | 'held' }[] = [
  { test: memoryGrowsUntilItIsFull, of: 'memory' },
  { test: heldResourceGrowsUnreturned, of: 'held' },
  { test: growthReachedItsLimit }
]
/** As clear as an answer must be to overrule parts that speak for scaling. */
const clear = 0.4

export const growthCalls = (scene: Scene): Call[] => growing.flatMap(({ test }) => test.calls(nobody, scene))

/**
 * What says that the resource fills whatever its size, because more and more of it is kept; undefined when nothing does.
 * A simulation with more of it does not know of the growth: more would fill as well, only later. `cured`: more of it was
 * tried in the incident, and nothing was slow from then on.
 */
export function fillsAnySize(scene: Scene, evidence: readonly Evidence[], cured: boolean): Statement | undefined {
  return growing.flatMap(({ test, of }) => {
    const found = answersTo(test.calls(nobody, scene), evidence)
    const { outcome, strength, statement } = test.read(found, { subject: nobody, onset: null }, scene)
    const row = of && leakingRow(found[0], of, scene.departsAt)
    return outcome === 'yes' && strength >= clear && !(row && isGivenBack(row, cured)) ? [statement] : []
  })[0]
}

/** What a crowd holds while it waits grows as well, and is given back when it is served; what is kept only a restart frees. */
function isGivenBack(row: Row, cured: boolean): boolean {
  const [resets, atRestarts] = [row.number('resets') ?? 0, row.number('resets_at_restarts') ?? 0]
  return resets > atRestarts || (cured && atRestarts === 0)
}
