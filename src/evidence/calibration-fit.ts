import type { PoolOutcome } from '../queueing/index.ts'
import type { Calibration } from './calibration.ts'
import type { Physics } from './physics.ts'

/** A model that misses what happened by more than this is not calibrated. */
const mostError = 0.25

/**
 * How far the as-is run is from what happened, 0–1: the largest of the distance between the onsets of saturation (as a share
 * of the time; 1 when only one of them saturates) and between the failed shares.
 */
export function fitError(asIs: PoolOutcome, { observed, span }: Calibration): number {
  const simulated = asIs.saturatedAtMs
  const seen = observed.saturatedAt === null ? null : observed.saturatedAt - span.from
  const onset =
    simulated === null && seen === null
      ? 0
      : simulated === null || seen === null
        ? 1
        : Math.abs(simulated - seen) / (span.to - span.from)
  const failed = observed.failedShare === null ? 0 : Math.abs(observed.failedShare - asIs.failedShare)
  return Math.max(onset, failed)
}

/** Why the model cannot be believed, in one clause; null when it can. */
export function whyNotCalibrated(
  error: number,
  { obeys, basis, drawn }: Physics,
  saturatedAt: number | null,
  asIs: PoolOutcome
): string | null {
  if (obeys === 'no') return `the measurements do not obey Little's law (${basis})`
  if (drawn) return 'the load looks drawn or smoothed, so rates prove little'
  if (saturatedAt === null && asIs.saturatedAtMs === null) return 'the pool was never full, in the materials or in the simulation'
  return error > mostError ? `the as-is run misses what happened (error ${error.toFixed(2)})` : null
}
