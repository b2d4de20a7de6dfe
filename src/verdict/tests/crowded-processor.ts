import { type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { fullProcessor } from './processors-rest.ts'
import { fewRuns, medianOf, riseOf } from './operation-rows.ts'

/** Half as much load again is the least that can crowd what was not crowded before. */
const moreLoad = 1.5
/** One operation this far beyond the others is dear by itself, whoever else is there. */
const apart = 3

/**
 * The full processor at which all work waits because more came: load is well beyond healthy, and no statement (where none is
 * timed, no operation) slowed far more than the others. Undefined otherwise; at an ordinary load it is the work that fills the processor.
 */
export function isCrowded(operations: Maybe, demand: Maybe, scene: Scene): Row | undefined {
  if ((numberIn(demand, 'load_ratio') ?? 0) < moreLoad) return undefined
  const timed = rowsIn(operations).filter((row) => (row.number('runs') ?? 0) >= fewRuns)
  const statements = timed.filter((row) => row.text('population') === 'statements')
  const rises = (statements.length > 0 ? statements : timed).flatMap((row) => riseOf(row) ?? []).sort((a, b) => b - a)
  // The one that rose most is held against the others alone: among two it would pull their middle up to itself.
  const [most = 0, ...others] = rises
  const typical = medianOf(others)
  if (typical === null || typical < moreLoad || most >= apart * typical) return undefined
  return fullProcessor(scene)
}
