import type { Evidence } from '../../domain/index.ts'
import { readsFarBeyond, type Row, rowsIn } from '../../verdict/index.ts'
import { depths, type Population, populationOf } from './population.ts'

/** An operation that was slow in the window, as the `operations` tool shows it. */
export interface Standout {
  readonly row: Row
  readonly population: Population
  readonly operation: string
}

/**
 * Operations worth suspecting, most time lost first within the deepest population: at least two slow runs (one is an
 * accident) that are a tenth of its runs or whose p95 is twice the healthy one. In a crowd in which a log of slow statements begins to
 * hear of all of them, the one that reads far more than any other.
 */
export function standoutsIn(operations: Evidence | undefined): Standout[] {
  return rowsIn(operations)
    .flatMap((row): Standout[] => {
      const [population, operation] = [populationOf(row.text('population')), row.text('operation')]
      return population && operation && (isSlow(row) || isDearByReads(operations, row)) ? [{ row, population, operation }] : []
    })
    .sort((a, b) => depths.indexOf(a.population) - depths.indexOf(b.population) || slowTime(b.row) - slowTime(a.row))
}

function isSlow(row: Row): boolean {
  const [slow, share] = [row.number('slow_runs') ?? 0, row.number('slow_share') ?? 0]
  const [before, now] = [row.number('baseline_p95_ms'), row.number('p95_ms')]
  return slow >= 2 && (share >= 0.1 || (before !== null && now !== null && now >= 2 * before))
}

/** What takes less of the time is not what crowds the others. */
const leastShare = 0.2

const isDearByReads = (operations: Evidence | undefined, row: Row): boolean =>
  row.text('population') === 'statements' &&
  row.number('slow_runs') === 0 &&
  (row.number('share_of_time') ?? 0) >= leastShare &&
  readsFarBeyond(operations, row)

/** Milliseconds lost, roughly: slow runs at the 95th percentile; all of what no run is known of to be quick. */
const slowTime = (row: Row): number => (row.number('slow_runs') || (row.number('runs') ?? 0)) * (row.number('p95_ms') ?? 0)
