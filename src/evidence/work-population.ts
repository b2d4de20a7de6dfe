import type { Row } from './query-rows.ts'

const depth = ['statements', 'spans', 'requests'] as const

/**
 * The population whose durations are the work itself: the deepest one (database before traces before requests) that accounts
 * for a quarter of the time that requests took, in these rows or in a healthy time. Where requests queued for a pool, their
 * time is mostly waiting, and the deepest with a third as many runs speaks whatever its share. Log lines that state a duration
 * repeat what others measured: they count where nothing else does.
 *
 * @param rows an operation each, with its `population`
 */
export function workPopulation(
  rows: readonly Row[],
  columns: { readonly time: string; readonly healthyTime?: string; readonly runs: string },
  queued: boolean
): string {
  const sum = (population: string, column: string | undefined) =>
    column === undefined
      ? 0
      : rows.filter((row) => row.text('population') === population).reduce((all, row) => all + (row.number(column) ?? 0), 0)
  const most = (column: string | undefined) => Math.max(...depth.map((population) => sum(population, column)))
  const found = depth.find((population) => {
    if (sum(population, columns.runs) === 0) return false
    const share = (column: string | undefined): boolean => most(column) > 0 && sum(population, column) >= most(column) / 4
    return (
      share(columns.time) || share(columns.healthyTime) || (queued && sum(population, columns.runs) >= most(columns.runs) / 3)
    )
  })
  return found ?? 'events'
}
