/** The column after the usual fields that holds the request's duration, and the milliseconds in one of its unit. */
export interface DurationColumn {
  readonly index: number
  readonly toMs: number
  /** How the unit was decided, in one sentence. */
  readonly evidence: string
}

const withUnit = /^(\d+(?:\.\d+)?)(ms|s|us|µs|sec|msec)$/i
const unitMs: Readonly<Record<string, number>> = { ms: 1, msec: 1, s: 1000, sec: 1000, us: 1e-3, µs: 1e-3 }

/** Milliseconds of one cell of the column; null for "-" and anything else that is no number. */
export function durationMsOfCell(cell: string | undefined, column: DurationColumn): number | null {
  if (cell === undefined) return null
  const stated = withUnit.exec(cell)
  if (stated) return Number(stated[1]) * (unitMs[stated[2]?.toLowerCase() ?? ''] ?? 1)
  return /^\d+(?:\.\d+)?$/.test(cell) ? Number(cell) * column.toMs : null
}

/**
 * Decides which extra column is the duration, and its unit, by what stands in the whole file: a unit after the number, else
 * thousandths (nginx `$request_time`, seconds), else whole numbers, whose size tells microseconds (`%D`) from
 * milliseconds and from seconds (`%T`). Null when no column can be one.
 */
export function findDurationColumn(rows: readonly (readonly string[])[]): DurationColumn | null {
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0)
  const columns = Array.from({ length: width }, (_, index) => ({
    index,
    cells: rows.flatMap((row) => (row[index] === undefined || row[index] === '-' ? [] : [row[index]]))
  })).filter(({ cells }) => cells.length > 0)

  const unit = columns.find(({ cells }) => share(cells, (cell) => withUnit.test(cell)) > 0.9)
  if (unit) return { index: unit.index, toMs: 1, evidence: `The durations carry their unit ("${unit.cells[0] ?? ''}").` }

  const decimals = columns.filter(({ cells }) => share(cells, (cell) => /^\d+\.\d+$/.test(cell)) > 0.9)
  const longest = decimals.reduce<(typeof decimals)[number] | null>(
    (best, one) => (best === null || mean(one.cells) > mean(best.cells) * 1.001 ? one : best),
    null
  )
  if (longest)
    return {
      index: longest.index,
      toMs: 1000,
      evidence: `Decimals such as ${longest.cells[0] ?? ''} are taken for seconds, as nginx writes $request_time.`
    }

  const whole = columns.filter(
    ({ cells }) => share(cells, (cell) => /^\d{1,12}$/.test(cell)) > 0.9 && new Set(cells).size > Math.min(3, cells.length / 4)
  )
  const last = whole.at(-1)
  return last ? { index: last.index, ...unitOfWholeNumbers(last.cells.map(Number)) } : null
}

/**
 * Does a log write when requests began or when they ended? Lines are written at the end, so times of the end never fall
 * back, and times of the beginning fall back wherever a long request ends after a short one began. `unknown` unless one
 * reading falls back at least three times as often as the other, and three times at least.
 */
export function momentOfTimes(
  lines: readonly { readonly at: number; readonly durationMs: number }[]
): 'start' | 'end' | 'unknown' {
  // Whole seconds, and half a second of the clerk's own delay, are no falling back.
  const fallsBack = (of: (line: { at: number; durationMs: number }) => number): number => {
    let latest = -Infinity
    let count = 0
    for (const line of lines) {
      if (of(line) < latest - 1500) count += 1
      latest = Math.max(latest, of(line))
    }
    return count
  }
  const [asEnd, asStart] = [fallsBack(({ at }) => at), fallsBack(({ at, durationMs }) => at + durationMs)]
  if (asEnd >= 3 && asEnd >= 3 * asStart) return 'start'
  return asStart >= 3 && asStart >= 3 * asEnd ? 'end' : 'unknown'
}

function unitOfWholeNumbers(values: readonly number[]): { toMs: number; evidence: string } {
  const sorted = [...values].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const largest = sorted.at(-1) ?? 0
  const shown = `median ${median}, largest ${largest}`
  // Ten minutes is longer than any proxy waits: larger numbers cannot be milliseconds.
  if (largest > 600_000 || median >= 20_000)
    return { toMs: 1e-3, evidence: `Whole numbers of this size (${shown}) are taken for microseconds, as Apache writes %D.` }
  if (median <= 5 && largest <= 300)
    return { toMs: 1000, evidence: `Whole numbers of this size (${shown}) are taken for seconds, as Apache writes %T.` }
  return { toMs: 1, evidence: `Whole numbers of this size (${shown}) are taken for milliseconds.` }
}

function share(cells: readonly string[], fits: (cell: string) => boolean): number {
  return cells.filter(fits).length / cells.length
}

function mean(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (Number(cell) || 0), 0) / cells.length
}
