import { state } from '../../../domain/index.ts'
import { rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import { populationOf } from '../population.ts'
import { standoutsIn } from '../standouts.ts'
import type { Drafter } from './drafter.ts'

/** Two of a population are enough to name the suspects; more are in the evidence. */
const mostOfOne = 2

export const draftOperations: Drafter = (operations) => {
  const standouts = standoutsIn(operations)
  const counted = new Map<string, number>()
  const slow = standouts.flatMap(({ row, population, operation }) => {
    const nth = (counted.get(population) ?? 0) + 1
    counted.set(population, nth)
    if (nth > mostOfOne) return []
    const healthy = row.number('baseline_median_ms') !== null
    const statement = state(
      `{slow} of {runs} runs of {operation} were slow: median {median}, p95 {p95}, longest {max}${healthy ? '; in healthy time the median was {before}' : ''}; {share} of the time of its kind`,
      {
        slow: [row.cite('slow_runs'), 'integer'],
        runs: [row.cite('runs'), 'integer'],
        operation: [row.cite('label'), 'text'],
        median: [row.cite('median_ms'), 'ms'],
        p95: [row.cite('p95_ms'), 'ms'],
        max: [row.cite('max_ms'), 'ms'],
        share: [row.cite('share_of_time'), 'share'],
        ...(healthy ? { before: [row.cite('baseline_median_ms'), 'ms'] } : {})
      }
    )
    return [draft('operation-stands-out', 'cause', statement, { population, operation })]
  })
  const steady = rowsIn(operations)
    .filter((row) => (row.number('runs') ?? 0) >= 3 && row.number('slow_runs') === 0)
    .slice(0, mostOfOne)
    .map((row) =>
      draft(
        'operation-steady',
        'context',
        state('{operation} stayed as it was: {runs} runs, median {median}, longest {max}', {
          operation: [row.cite('label'), 'text'],
          runs: [row.cite('runs'), 'integer'],
          median: [row.cite('median_ms'), 'ms'],
          max: [row.cite('max_ms'), 'ms']
        }),
        { population: populationOf(row.text('population')), operation: row.text('operation') }
      )
    )
  return [...slow, ...steady]
}
