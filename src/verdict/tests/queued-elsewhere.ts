import { type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { rises } from './rises.ts'

/** Fewer standard steps than this is the wobble of an ordinary day. */
const moved = 3

/** A queue that grew, whichever it is: where the pool that is watched has nobody waiting, others may wait before another door. */
export function queuedElsewhere(scene: Scene): Row | undefined {
  return rowsIn(scene.evidence.onsets).find(
    (row) => /^(queue|waiters)$/.test(row.text('role') ?? '') && rises(row) && (row.number('effect_size') ?? 0) >= moved
  )
}
