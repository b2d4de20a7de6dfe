import type { Evidence } from '../domain/index.ts'
import { type Row, rowsIn } from './reading.ts'

/** One in a thousand: a frame looks at many signals, and a false alarm costs more than a late one. */
const chance = 0.001
/** Slow runs since the first that must at least be a twentieth, so that one accident is no departure. */
const leastShare = 0.05

/**
 * Whether an operation's own runs depart from normal though no signal of the frame does: none of the runs before some
 * point was slow, and since then so many are that a row of none before would be a wonder.
 */
export function departsInRuns(evidence: readonly Evidence[]): boolean {
  return evidence.some((one) => one.tool === 'operation_runs' && departs(rowsIn(one)))
}

function departs(rows: readonly Row[]): boolean {
  const first = rows.findIndex((row) => row.value('slow') === true)
  if (first <= 0) return false
  const since = rows.slice(first)
  const share = since.filter((row) => row.value('slow') === true).length / since.length
  return share >= leastShare && (1 - share) ** first < chance
}
