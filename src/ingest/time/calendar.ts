import { type Instant, instantOf } from '../../domain/index.ts'
import { lazy } from '../../foundation/index.ts'
import type { ReadContext } from '../reader.ts'
import { zoneClock } from './offsets.ts'
import type { WrittenTime } from './written-time.ts'

const dayMs = 86_400_000

/** Completes written times to instants: supplies zone, year and day, and follows midnight and New Year. */
export interface Calendar {
  /** Null when the day is needed and nobody knows it. */
  instant(time: WrittenTime): Instant | null
}

/**
 * Times must be given in the file's order: a clock that falls back by more than half a day has passed midnight, a date
 * without a year that falls back by more than half a year has passed New Year.
 */
export function createCalendar(context: ReadContext): Calendar {
  // Zone and day are asked for when a time lacks them: who reads for times' sake learns whether they matter.
  const toEpoch = lazy(() => zoneClock(context.zone.name))
  const start = lazy(() => (context.day === null ? null : Date.parse(`${context.day}T00:00:00Z`)))
  let dayStart: number | null | undefined
  let lastClock: number | null = null
  let year: number | null = null
  let lastDated: number | null = null

  function withDay(time: WrittenTime): number | null {
    dayStart ??= start()
    if (dayStart === null) return null
    const clock = ((time.clockMs % dayMs) + dayMs) % dayMs
    if (lastClock !== null && clock < lastClock - dayMs / 2) dayStart += dayMs
    lastClock = clock
    return dayStart + clock
  }

  function withYear(time: WrittenTime): number | null {
    const around = start()
    if (around === null) return null
    const written = new Date(time.clockMs)
    year ??= nearestYear(written, around, time.weekday)
    const inYear = (y: number): number =>
      written.getTime() - Date.UTC(written.getUTCFullYear(), 0, 1) + leapShift(written, y) + Date.UTC(y, 0, 1)
    let ms = inYear(year)
    if (lastDated !== null && ms < lastDated - 180 * dayMs) ms = inYear((year += 1))
    // Files that mix logs go back again.
    else if (lastDated !== null && ms > lastDated + 180 * dayMs) ms = inYear((year -= 1))
    lastDated = ms
    return ms
  }

  return {
    instant(time) {
      const clockMs = time.lacks === 'nothing' ? time.clockMs : time.lacks === 'year' ? withYear(time) : withDay(time)
      if (clockMs === null) return null
      const epochMs = time.offsetMinutes === null ? toEpoch()(clockMs) : clockMs - time.offsetMinutes * 60_000
      return Math.abs(epochMs) < 8.64e15 ? instantOf(epochMs) : null
    }
  }
}

/** Readings without a year were taken in a leap year; other years have no 29 February before March. */
function leapShift(written: Date, year: number): number {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  return !isLeap && written.getUTCMonth() > 1 ? -dayMs : 0
}

/** The year that puts the date nearest to the day known from elsewhere, on the weekday that is written if one is. */
function nearestYear(written: Date, aroundMs: number, weekday: number | null): number {
  const around = new Date(aroundMs).getUTCFullYear()
  const distance = (y: number): number => Math.abs(Date.UTC(y, written.getUTCMonth(), written.getUTCDate()) - aroundMs)
  const years = Array.from({ length: 13 }, (_, i) => around + 1 - i)
  const fits = years.filter(
    (y) => weekday === null || new Date(Date.UTC(y, written.getUTCMonth(), written.getUTCDate())).getUTCDay() === weekday
  )
  return (fits.length > 0 ? fits : years).reduce((best, y) => (distance(y) < distance(best) ? y : best))
}
