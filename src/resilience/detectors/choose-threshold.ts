import { type Evidence, Instant, rowsOf, type Scalar } from '../../domain/index.ts'
import type { Candidate } from './candidate.ts'

export interface Chosen {
  readonly threshold: number
  readonly windowSeconds: number
  readonly firedAt: Instant
  /** Firings in the healthy time of the materials. */
  readonly healthyFirings: number
  /** Row of the sweep. */
  readonly row: number
  /** Does it leave room above (below) what healthy time reached? Without, it may not wake anybody. */
  readonly roomy: boolean
}

/** Lead that may be given up for a less sensitive threshold. Minutes. */
const leadForCalm = 1
/** Of what healthy time shows nothing of, so small a share of the incident's extreme is still nothing. */
const leastShare = 0.02
/** A threshold leaves so much room over the healthy extreme, which a few hours show only in part. */
const room = { above: 1.25, below: 0.9 } as const

/**
 * The least sensitive threshold that costs at most a minute of the earliest warning which healthy time does not give
 * too. Null when none fires in the incident and stays silent in healthy time.
 *
 * @param peakRatio healthy load peak ÷ incident's, for what moves with load: a usual peak must not wake anybody
 */
export function chooseThreshold(candidate: Candidate, sweep: Evidence, peakRatio: number | null): Chosen | null {
  const rows = rowsOf(sweep).flatMap((row, index) => {
    const firedAt = Instant.safeParse(row['fired_at']).data
    if (firedAt === undefined) return []
    const [threshold, windowSeconds] = [Number(row['threshold']), Number(row['window'])]
    const [healthyFirings, healthyTrue] = [Number(row['healthy_firings'] ?? 0), Number(row['healthy_true_share'] ?? 0)]
    const due = Date.parse(firedAt)
    const roomy = leavesRoom(candidate, row, peakRatio)
    return [{ row: index, threshold, windowSeconds, firedAt, due, healthyFirings, healthyTrue, roomy }]
  })
  if (candidate.threshold !== null) {
    const own = rows.find(({ threshold }) => threshold === candidate.threshold)
    return own ? { ...own, roomy: own.healthyFirings === 0 } : null
  }
  const silent = rows.filter(({ healthyTrue }) => healthyTrue === 0)
  const roomy = silent.filter((one) => one.roomy)
  const from = roomy.length > 0 ? roomy : silent
  const earliest = Math.min(...from.map(({ due }) => due))
  const calm = from.filter(({ due }) => due <= earliest + leadForCalm * 60_000)
  // The longest look first: it hangs least on single samples.
  const longest = Math.max(...calm.map(({ windowSeconds }) => windowSeconds))
  const sign = candidate.clause.comparison === 'above' ? 1 : -1
  const chosen = calm
    .filter(({ windowSeconds }) => windowSeconds === longest)
    .reduce<Chosen | null>((best, one) => (best === null || one.threshold * sign > best.threshold * sign ? one : best), null)
  return chosen
}

/** Is a threshold so far from the healthy extreme that another healthy day is not likely to reach it? */
function leavesRoom(
  { clause, movesWithLoad }: Candidate,
  row: Readonly<Record<string, Scalar>>,
  peakRatio: number | null
): boolean {
  const [threshold, extreme, most] = [
    Number(row['threshold']),
    Number(row['healthy_most'] ?? 0),
    Number(row['incident_most'] ?? 0)
  ]
  // Where no healthy time was seen, nobody knows what is far from it.
  if (typeof row['healthy_most'] !== 'number') return false
  if (clause.comparison === 'below') return threshold <= extreme * room.below
  if (extreme === 0) return threshold >= most * leastShare
  const scaled = movesWithLoad && peakRatio !== null && peakRatio > 0 && peakRatio < 1 ? extreme / peakRatio : extreme
  return threshold >= scaled * room.above
}
