/** A time as a source writes it: a clock reading, and how far from UTC that clock is when the text says so. */
export interface WrittenTime {
  /** The text of the time itself. */
  readonly original: string
  /** Where it stands in the text searched. */
  readonly start: number
  readonly end: number
  /** The clock reading in milliseconds, as if that clock showed UTC. */
  readonly clockMs: number
  /** Minutes east of UTC; null when the text does not say. */
  readonly offsetMinutes: number | null
  /** What the text leaves out and the context must supply. */
  readonly lacks: 'nothing' | 'year' | 'day'
  /** Weekday if written, 0 = Sunday. */
  readonly weekday: number | null
}

/** Whether 03/04/2031 is the third of April or March the fourth. */
export type DateOrder = 'day-first' | 'month-first'

/** Year 0 stands for "not said" in `clockMs`: readings without a year or day are completed by the calendar. */
const unsaidYear = 2000

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Month by English name or its first three letters, 1–12; null when it is none. */
export function monthOf(name: string): number | null {
  const known = monthsByName.get(name)
  if (known !== undefined) return known
  const index = months.indexOf(name.slice(0, 3).toLowerCase())
  return index < 0 ? null : index + 1
}

const monthsByName = new Map(months.map((name, index) => [name.charAt(0).toUpperCase() + name.slice(1), index + 1]))

/** Weekday by English name or its first three letters, 0 = Sunday. */
export function weekdayOf(name: string): number | null {
  const index = weekdays.indexOf(name.slice(0, 3).toLowerCase())
  return index < 0 ? null : index
}

export interface ClockParts {
  readonly year?: number
  readonly month?: number
  readonly day?: number
  readonly hour: number
  readonly minute: number
  readonly second?: number | undefined
  /** Digits after the decimal point. */
  readonly fraction?: string | undefined
  /** 'a' or 'p' of a twelve-hour clock. */
  readonly half?: string | undefined
}

/** Milliseconds of a clock reading, or null when no clock or calendar shows it (25:00, 31 February). */
export function clockMsOf(parts: ClockParts): number | null {
  const { year = unsaidYear, month = 1, day = 1, minute, second = 0, fraction = '', half } = parts
  const hour = twentyFourHour(parts.hour, half)
  if (hour > 24 || minute > 59 || second > 60 || month < 1 || month > 12 || day < 1 || day > 31) return null
  if (hour === 24 && (minute > 0 || second > 0)) return null
  const ms = Date.UTC(
    year,
    month - 1,
    day,
    hour,
    minute,
    second,
    fraction === '' ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3))
  )
  const inMonth = day <= 28 || new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1
  return inMonth && Number.isFinite(ms) ? ms : null
}

/** People write "13:30 PM"; that is half past one and not half past one at night. */
function twentyFourHour(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour
  const isAfternoon = half.toLowerCase() === 'p'
  return hour === 12 ? (isAfternoon ? 12 : 0) : isAfternoon ? hour + 12 : hour
}
