import type { Subject } from '../../domain/index.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'

/** Runs an operation needs in the window before it is compared with others: below it one odd run decides. */
export const fewRuns = 3

/** The subject's own row in evidence whose rows are operations. */
export function ownRow(evidence: Maybe, subject: Subject): Row | undefined {
  return rowsIn(evidence).find((row) => isSubject(row, subject))
}

/** The rows of the other operations of the subject's population that ran often enough to be compared. */
export function otherRows(evidence: Maybe, subject: Subject, runs: string): Row[] {
  return rowsIn(evidence).filter(
    (row) => !isSubject(row, subject) && row.text('population') === subject.population && (row.number(runs) ?? 0) >= fewRuns
  )
}

/**
 * How many times dearer a run of the operation became: the larger of the ratios of medians and of 95th percentiles, so
 * that a cause which hits fewer than half of the runs shows. Null without a baseline.
 */
export function riseOf(row: Row): number | null {
  const [before, now] = [row.number('baseline_median_ms'), row.number('median_ms')]
  const [slowBefore, slowNow] = [row.number('baseline_p95_ms') ?? before, row.number('p95_ms') ?? now]
  const ratios = [ratio(now, before), ratio(slowNow, slowBefore)].filter((one) => one !== null)
  return ratios.length > 0 ? Math.max(...ratios) : null
}

export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

const isSubject = (row: Row, subject: Subject): boolean =>
  row.text('operation') === subject.operation && row.text('population') === subject.population

const ratio = (now: number | null, before: number | null): number | null =>
  now !== null && before !== null && before > 0 ? now / before : null
