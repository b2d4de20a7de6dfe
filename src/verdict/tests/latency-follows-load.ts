import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, rowsIn } from '../reading.ts'
import { runsOf } from './calls.ts'

/** Eight pairs are the fewest at which a rank correlation of 0.7 is significant at 5 % (Zar 1984). */
const fewest = 8

export const latencyFollowsLoad: DiagnosticTest = {
  id: 'latency-follows-load',
  question: 'Did the operation slow and recover with the load?',
  dimension: 'dose-response',
  calls: runsOf,
  read([runs]) {
    const pairs = rowsIn(runs).flatMap((row) => {
      const [load, duration] = [row.number('load'), row.number('duration_ms')]
      return load !== null && duration !== null ? [{ load, duration }] : []
    })
    if (pairs.length < fewest || !has(runs, 'runs'))
      return cannotTell('too few runs are known together with the load at their time')
    const rank = rankCorrelation(
      pairs.map(({ load }) => load),
      pairs.map(({ duration }) => duration)
    )
    const values = { runs: [citeFact(runs, 'runs'), 'integer'] } as const
    // 0.7 and above: half of the variation in rank goes with load. Below 0.3: less than a tenth of it.
    if (rank >= 0.5)
      return yes(clearness(rank, 0.4, 0.8), 'over its {runs} runs the operation is slower the higher the load', values)
    if (rank <= 0.3)
      return no(clearness(rank, 0.45, 0.1), 'over its {runs} runs the operation is not slower at higher load', values)
    return cannotTell('over its {runs} runs the operation goes with the load only weakly', values)
  }
}

/** Spearman's rank correlation with mid-ranks for ties; 0 when either side does not vary. */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number {
  const [a, b] = [ranks(xs), ranks(ys)]
  const mean = (xs.length - 1) / 2
  let [covariance, varianceA, varianceB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [dx, dy] = [(a[i] ?? mean) - mean, (b[i] ?? mean) - mean]
    covariance += dx * dy
    varianceA += dx * dx
    varianceB += dy * dy
  }
  return varianceA > 0 && varianceB > 0 ? covariance / Math.sqrt(varianceA * varianceB) : 0
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value)
  const result = Array.from<number>({ length: values.length })
  for (let start = 0; start < order.length;) {
    let end = start
    while (end + 1 < order.length && order[end + 1]?.value === order[start]?.value) end += 1
    for (let k = start; k <= end; k++) result[order[k]?.i ?? 0] = (start + end) / 2
    start = end + 1
  }
  return result
}
