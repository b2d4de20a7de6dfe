import type { Call } from '../call.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { within } from './calls.ts'
import { isOfTheWork } from './parameter-separates-slow-from-fast.ts'

/** How a run ended and who carried it are no part of what was asked. */
const ofTheOutcome =
  /status|error|exception|result|outcome|size|bytes|length|code|thread|port|peer|host|pod|instance|version|retr|attempt/i
/** Well beyond chance (a half), and not by chance: p is adjusted for the number of attributes. */
const clearly = 0.75
const seldomByChance = 0.001

/** The runs of the operation in which harm begins; none where that is not known. */
export const runsAtOrigin = (scene: Scene): Call[] =>
  scene.origin?.operation ? within('contrast', scene, { population: 'spans', operation: scene.origin.operation }) : []

/**
 * What was asked for and tells the slow runs from the quick ones. Whoever stands beside a service slows whatever it does at the time,
 * so that nothing of what is asked decides. Undefined where nothing does.
 */
export function decidesWhatIsSlow(contrast: Maybe): Row | undefined {
  return rowsIn(contrast).find(
    (row) =>
      isOfTheWork(row) &&
      !ofTheOutcome.test(row.text('attribute') ?? '') &&
      (row.number('separation') ?? 0) >= clearly &&
      (row.number('p_value') ?? 1) <= seldomByChance
  )
}
