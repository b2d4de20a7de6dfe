import { createTimeFinder } from '../time/find-time.ts'
import { type Column, holds, isCalled } from './column.ts'
import { roleWords } from './role-words.ts'

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, with a fraction or without. */
const epoch = /^(?:\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})$/
const dateOnly = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})$/
/** What one set of materials spans at most; a column of numbers that is spread further counts something else. */
const longestSpanMs = 400 * 86_400_000

/** A column of times: each cell's clock reading in milliseconds, null where it has none. */
export interface TimeColumn {
  readonly column: Column
  readonly ms: readonly (number | null)[]
  readonly isEpoch: boolean
}

/** Reads a column's cells as times with their date; null when they are none. */
export function timesOfColumn(column: Column): TimeColumn | null {
  const isEpoch = holds(column, (value) => epoch.test(value), 1)
  const times = createTimeFinder()
  const ms = column.cells.map((cell) => {
    if (cell === null || cell.length > 48 || (!isEpoch && /^\d+(?:\.\d+)?$/.test(cell))) return null
    const found = times.at(cell, 0)
    return found === null || found.lacks === 'day' || found.end < cell.length - 4 ? null : found.clockMs
  })
  const read = ms.filter((one) => one !== null)
  if (read.length < 0.9 * column.values.length) return null
  if (isEpoch && !areLikelyEpochs(column, read)) return null
  return { column, ms, isEpoch }
}

/** Numbers of ten digits may be anything: times lie close together, and a name or their order says that they are. */
function areLikelyEpochs(column: Column, ms: readonly number[]): boolean {
  const [low, high] = [Math.min(...ms), Math.max(...ms)]
  if (low < Date.UTC(2000, 0) || high > Date.UTC(2100, 0) || high - low > longestSpanMs) return false
  const steps = ms.slice(1).map((one, index) => one - (ms[index] ?? one))
  const isOrdered = steps.every((step) => step >= 0) || steps.every((step) => step <= 0)
  return isCalled(column, roleWords.time) || (ms.length >= 5 && isOrdered && high > low)
}

/**
 * Which of several columns of times says when the matter was: not the one that is called an end, a closing or a change; of the
 * others the one whose name says so, else the one that is never later, else the first.
 */
export function mainTime(times: readonly TimeColumn[]): TimeColumn | null {
  const rank = ({ column, ms }: TimeColumn): number =>
    (isCalled(column, roleWords.laterTime) ? 0 : 2) +
    (isCalled(column, roleWords.time) ? 1 : 0) -
    (times.some((other) => other.ms !== ms && isEver(other, ms)) ? 0.5 : 0)
  return times.toSorted((a, b) => rank(b) - rank(a))[0] ?? null
}

/** Is one time never later than the other, and mostly earlier? */
export function isEver(earlier: TimeColumn, later: TimeColumn['ms']): boolean {
  const pairs = earlier.ms.flatMap((from, index) => {
    const to = later[index]
    return typeof from === 'number' && typeof to === 'number' ? [to - from] : []
  })
  return pairs.length >= 3 && pairs.every((step) => step >= 0) && pairs.filter((step) => step > 0).length > 0.5 * pairs.length
}

export const isDate = (value: string): boolean => dateOnly.test(value)

/** Times of day with seconds, where no column has a date; null for all others. */
export function clocksOfColumn(column: Column): TimeColumn | null {
  if (!holds(column, (value) => /^\d{1,2}:\d\d:\d\d/.test(value)) || !areClocks(column)) return null
  const times = createTimeFinder()
  const ms = column.cells.map((cell) => (cell === null ? null : (times.at(cell, 0)?.clockMs ?? null)))
  return { column, ms, isEpoch: false }
}

/** Times of day alone. */
export function areClocks(column: Column): boolean {
  const times = createTimeFinder()
  return holds(column, (value) => {
    const found = value.length > 20 ? null : times.at(value, 0)
    return found?.lacks === 'day' && found.end >= value.length - 1 && found.original.length >= 5
  })
}
