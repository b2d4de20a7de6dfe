import { epochMsOf } from '../../domain/index.ts'
import { type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { resolutionOfHarm } from './harm-onset.ts'

/** Counters of what a network lost, damaged or sent again, as hosts and switches name them. */
const losses = /retrans|packet_?s?_?(?:loss|lost|drop)|\bcrc\b|(?:frame|fcs|rx|tx)_?(?:errors?|drops?|discards?)|discards/i
/** Counters of what a network carries. */
const carried = /bandwidth|throughput|bytes|octets|mbit|bits?_per|\bnet(?:work)?_(?:in|out|rx|tx)|(?:rx|tx)_(?:mb|kb|bytes)/i
/** What is taken so far beyond its usual level may drop what it is sent. */
const filled = /^(?:cpu|disk|utilisation|memory)$/
/** So many standard steps above healthy time, and so many times its level. */
const far = 10
const timesMore = 3

const takenFrom = 4

const left = (row: Row, least = far): boolean => row.text('direction') === 'up' && (row.number('effect_size') ?? 0) >= least

/**
 * Hosts' series of packets lost, damaged or sent again that left their level far behind as harm began, beyond what load explains; the
 * furthest first. None where the network also came to carry far more, or a processor, disk or memory was taken: what is full
 * drops packets too.
 */
export function packetsLost(scene: Scene): Row[] {
  const departs = scene.departsAt === null ? null : epochMsOf(scene.departsAt)
  const rows = rowsIn(scene.evidence.onsets)
  const name = (row: Row): string => (row.text('series') ?? '').replaceAll(/[\s.-]+/g, '_')
  const isOccupied = (row: Row): boolean =>
    left(row, takenFrom) && !losses.test(name(row)) && (filled.test(row.text('role') ?? '') || carried.test(name(row)))
  if (departs === null || rows.some(isOccupied)) return []
  return rows
    .filter((row) => {
      const at = row.text('beyond_load_onset')
      const [before, now] = [row.number('baseline_median') ?? 0, row.number('window_median') ?? 0]
      const near = 2000 * Math.max(resolutionOfHarm(scene), row.number('resolution_seconds') ?? 60)
      return (
        row.text('entity') !== null &&
        losses.test(name(row)) &&
        left(row) &&
        now >= timesMore * Math.max(before, 1e-9) &&
        at !== null &&
        Math.abs(epochMsOf(at) - departs) <= near
      )
    })
    .toSorted((a, b) => (b.number('effect_size') ?? 0) - (a.number('effect_size') ?? 0))
}
