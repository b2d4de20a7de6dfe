import { type Evidence, rowsOf } from '../../domain/index.ts'
import type { Candidate } from './candidate.ts'

export interface Chosen {
  readonly threshold: number
  /** Row of the sweep. */
  readonly row: number
  /** Does it leave room above (below) what healthy time reached? Without, it may not wake anybody. */
  readonly roomy: boolean
}

/** Lead that may be given up for a less sensitive threshold. Minutes. */
const leadForCalm = 5
/** Of what healthy time shows nothing of, so small a share of the incident's extreme is still nothing. */
const leastShare = 0.02
/** A threshold leaves so much room over the healthy extreme, which a few hours show only in part. */
const room = { above: 1.25, below: 0.9 } as const

/**
 * The least sensitive threshold that costs at most five minutes of the earliest warning which healthy time does not give
 * too. Null when none fires in the incident and stays silent in healthy time.
 *
 * @param peakRatio healthy load peak ÷ incident's, for what moves with load: a usual peak must not wake anybody
 */
export function chooseThreshold(candidate: Candidate, sweep: Evidence, peakRatio: number | null): Chosen | null {
  const rows = rowsOf(sweep).map((row, index) => ({
    index,
    threshold: Number(row['threshold']),
    firedAt: typeof row['fired_at'] === 'string' ? Date.parse(row['fired_at']) : null,
    healthyFirings: Number(row['healthy_firings'] ?? 0),
    healthyTrue: Number(row['healthy_true_share'] ?? 0)
  }))
  if (candidate.threshold !== null) {
    const own = rows.find(({ threshold }) => threshold === candidate.threshold)
    return own?.firedAt == null ? null : { threshold: own.threshold, row: own.index, roomy: own.healthyFirings === 0 }
  }
  const silent = rows.flatMap(({ firedAt, ...row }) => (firedAt !== null && row.healthyTrue === 0 ? [{ ...row, firedAt }] : []))
  const { comparison } = candidate.clause
  const bound = roomBound(candidate, sweep, peakRatio)
  const isRoomy = (threshold: number): boolean => (comparison === 'above' ? threshold >= bound : threshold <= bound)
  const roomy = silent.filter(({ threshold }) => isRoomy(threshold))
  const from = roomy.length > 0 ? roomy : silent
  const earliest = Math.min(...from.map(({ firedAt }) => firedAt))
  const calm = from.filter(({ firedAt }) => firedAt <= earliest + leadForCalm * 60_000)
  const chosen = calm.reduce<(typeof calm)[number] | null>(
    (best, one) =>
      best === null || (comparison === 'above' ? one.threshold > best.threshold : one.threshold < best.threshold) ? one : best,
    null
  )
  return chosen ? { threshold: chosen.threshold, row: chosen.index, roomy: roomy.length > 0 } : null
}

/** What a threshold must reach to leave room. */
function roomBound({ clause, movesWithLoad }: Candidate, sweep: Evidence, peakRatio: number | null): number {
  const extreme = Number(sweep.facts['quiet_most'] ?? 0)
  const most = Number(sweep.facts['window_most'] ?? 0)
  if (extreme === 0 && clause.comparison === 'above') return most * leastShare
  if (clause.comparison === 'below') return extreme * room.below
  const scaled = movesWithLoad && peakRatio !== null && peakRatio > 0 && peakRatio < 1 ? extreme / peakRatio : extreme
  return scaled * room.above
}
