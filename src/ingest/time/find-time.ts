import { readShape, type TimeShape, timeShapes } from './time-shapes.ts'
import type { ReadContext } from '../reader.ts'
import type { DateOrder, WrittenTime } from './written-time.ts'

interface Compiled {
  readonly shape: TimeShape
  readonly anywhere: RegExp
  readonly here: RegExp
}

const compiled: readonly Compiled[] = timeShapes.map((shape) => ({
  shape,
  anywhere: new RegExp(shape.source, 'g'),
  here: new RegExp(shape.source, 'y')
}))

/** Reads times from text. Remembers the shape that last fitted, so that a file's usual shape is tried first. */
export interface TimeFinder {
  /** The time that begins exactly at `position`. */
  at(text: string, position: number): WrittenTime | null
  /** The earliest time that begins before `limit`. Clock times without a date only when `clocks` is asked for. */
  within(text: string, limit: number, clocks?: boolean): WrittenTime | null
}

/** @param order how to read 03/04/2031 where the numbers alone cannot tell. */
export function createTimeFinder(order: DateOrder = 'day-first'): TimeFinder {
  let usual: Compiled | undefined
  const tryAt = (candidate: Compiled, text: string, position: number): WrittenTime | null => {
    candidate.here.lastIndex = position
    return written(candidate.shape, candidate.here.exec(text), order)
  }
  const findAt = (text: string, position: number): WrittenTime | null => {
    const quick = usual && tryAt(usual, text, position)
    if (quick) return quick
    for (const candidate of compiled) {
      const found = tryAt(candidate, text, position)
      if (found) {
        usual = candidate
        return found
      }
    }
    return null
  }
  let lastText: string | null = null
  let last: WrittenTime | null = null
  return {
    at(text, position) {
      if (position > 0 || text.length > 48) return findAt(text, position)
      // Many lines of a log share their second, and formats hand over the time alone.
      if (text === lastText) return last
      last = findAt(text, position)
      lastText = text
      return last
    },
    within(text, limit, clocks = false) {
      const head = text.length > limit + 60 ? text.slice(0, limit + 60) : text
      let best: WrittenTime | null = null
      for (const { shape, anywhere } of compiled) {
        if (shape.lacks === 'day' && !clocks) continue
        anywhere.lastIndex = 0
        const found = written(shape, anywhere.exec(head), order)
        if (found && found.start < limit && (best === null || found.start < best.start)) best = found
        if (best?.start === 0) break
      }
      return best
    }
  }
}

function written(shape: TimeShape, match: RegExpExecArray | null, order: DateOrder): WrittenTime | null {
  if (!match) return null
  const reading = readShape(shape, match.groups ?? {}, order)
  return reading && { original: match[0], start: match.index, end: match.index + match[0].length, lacks: shape.lacks, ...reading }
}

const numericDate = /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d/.-])/
/** Without a year only where a clock follows: 02/04 09:00. */
const yearlessDate = /^[[("]?(\d\d)([/-])(\d\d)(),? {1,2}\d{1,2}:\d\d(?!:)/
/** So many days from the rest of the materials tell a misread date from a long log. */
const farDays = 20

/**
 * Day-first unless some date in the lines can only be month-first, and none only day-first. Where the numbers alone cannot tell:
 * the order that puts the dates on the day of the other sources; then halves of the day in capitals, as Americans write them.
 *
 * @param near has the day of the other sources, where it is known; it is asked for only when nothing else tells
 */
export function dateOrderOf(lines: readonly string[], near: Pick<ReadContext, 'day'> = { day: null }): DateOrder {
  let [monthFirst, halves] = [0, 0]
  let doubtful: RegExpExecArray | null = null
  for (const line of lines) {
    const match = numericDate.exec(line) ?? yearlessDate.exec(line)
    if (!match) continue
    if (Number(match[1]) > 12 && Number(match[1]) < 32) return 'day-first'
    if (Number(match[3]) > 12 && Number(match[3]) < 32) monthFirst += 1
    else doubtful ??= match
    if (match[2] === '/' && /^.{0,14}\d [AP]M\b/.test(line.slice(match.index + match[0].length))) halves += 1
  }
  if (monthFirst > 0) return 'month-first'
  const around = doubtful && near.day
  if (doubtful && around !== null) {
    const [first, second, written] = [Number(doubtful[1]), Number(doubtful[3]), Number(doubtful[4] || around.slice(0, 4))]
    const year = written < 100 ? 2000 + written : written
    const daysOff = (month: number, day: number): number =>
      Math.abs(Date.UTC(year, month - 1, day) - Date.parse(`${around}T00:00:00Z`)) / 86_400_000
    const [asDayFirst, asMonthFirst] = [daysOff(second, first), daysOff(first, second)]
    if (asDayFirst < 2 && asMonthFirst > farDays) return 'day-first'
    if (asMonthFirst < 2 && asDayFirst > farDays) return 'month-first'
  }
  return halves > 0 ? 'month-first' : 'day-first'
}
