import type { Row } from '../reading.ts'
import { rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { rises } from './rises.ts'

const loop = /event_?loop|loop_?(?:lag|delay|latency)|main_?thread|tick_?delay|\bg[iv]l_?wait/i
/** A starved processor makes a loop turn late; that it stands still for a hundred times as long is a piece of its own work. */
const stands = 100

/** How late the one thread that does a service's work turns, where it came to stand still; undefined where none is seen to. */
export function blockedLoop(service: string, { evidence }: Scene): Row | undefined {
  return rowsIn(evidence.onsets)
    .filter(
      (row) =>
        loop.test((row.text('series') ?? '').replaceAll(/[.-]/g, '_')) &&
        (row.text('entity') ?? '').toLowerCase().startsWith(service.toLowerCase()) &&
        rises(row) &&
        (row.number('peak') ?? 0) >= stands * Math.max(row.number('baseline_median') ?? 0, 1e-6)
    )
    .toSorted((a, b) => (b.number('peak') ?? 0) - (a.number('peak') ?? 0))[0]
}
