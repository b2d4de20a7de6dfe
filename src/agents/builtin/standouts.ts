import type { Evidence } from '../../domain/index.ts'
import { type Row, rowsIn } from '../../verdict/index.ts'
import { depths, type Population, populationOf } from './population.ts'

/** An operation that was slow in the window, as the `operations` tool shows it. */
export interface Standout {
  readonly row: Row
  readonly population: Population
  readonly operation: string
}

/**
 * Operations worth suspecting, most time lost first within the deepest population: at least two slow runs (one is an
 * accident) that are a tenth of its runs or whose p95 is twice the healthy one.
 */
export function standoutsIn(operations: Evidence | undefined): Standout[] {
  return rowsIn(operations)
    .flatMap((row): Standout[] => {
      const [population, operation] = [populationOf(row.text('population')), row.text('operation')]
      return population && operation && isSlow(row) ? [{ row, population, operation }] : []
    })
    .sort((a, b) => depths.indexOf(a.population) - depths.indexOf(b.population) || slowTime(b.row) - slowTime(a.row))
}

function isSlow(row: Row): boolean {
  const [slow, share] = [row.number('slow_runs') ?? 0, row.number('slow_share') ?? 0]
  const [before, now] = [row.number('baseline_p95_ms'), row.number('p95_ms')]
  return slow >= 2 && (share >= 0.1 || (before !== null && now !== null && now >= 2 * before))
}

/** Milliseconds lost, roughly: slow runs at the 95th percentile. */
const slowTime = (row: Row): number => (row.number('slow_runs') ?? 0) * (row.number('p95_ms') ?? 0)
