import { epochMsOf } from '../../domain/index.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'

/** A tenth of its work or less: an instance that still serves is not lost. */
const leastLeft = 0.1

export interface Lost {
  /** Instances that fell silent while others of the same series did not, in order of their fall. */
  readonly silent: readonly Row[]
  readonly serving: readonly Row[]
}

/** Instances by the load that each measures. Silence of all is no loss of some, and is not told here. */
export function lostInstances(onsets: Maybe): Lost {
  const loads = rowsIn(onsets).filter((row) => row.text('role') === 'load' && row.text('entity') !== null)
  for (const series of new Set(loads.map((row) => row.text('series')))) {
    const served = loads.filter((row) => row.text('series') === series && (row.number('baseline_median') ?? 0) > 0)
    const silent = served.filter((row) => leftOf(row) <= leastLeft && row.text('onset') !== null)
    const serving = served.filter((row) => leftOf(row) > leastLeft)
    // What others call is no instance of one service: instances share a load, so those that are left take it over.
    const takenOver = serving.some((row) => leftOf(row) > 1.2)
    if (silent.length > 0 && takenOver) {
      return {
        silent: silent.sort((a, b) => (a.text('onset') ?? '').localeCompare(b.text('onset') ?? '')),
        serving
      }
    }
  }
  return { silent: [], serving: [] }
}

const leftOf = (row: Row): number => (row.number('window_median') ?? 0) / Math.max(1e-9, row.number('baseline_median') ?? 0)

/** Whether they fell silent within two steps of the series: one reason, not several. */
export function together(silent: readonly Row[]): boolean {
  const times = silent.map((row) => epochMsOf(row.text('onset') ?? ''))
  const step = Math.max(60, ...silent.map((row) => row.number('resolution_seconds') ?? 60)) * 1000
  return silent.length > 1 && Math.max(...times) - Math.min(...times) <= 2 * step
}
