/** One parameter's values, one a run. */
export type Values = unknown[]

const dayMs = 86_400_000
const isoDate = /^(\d{4})-(\d\d)-(\d\d)(?:[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/
const slashDate = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/

/** Days since the epoch of an instant. */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs)
}

/**
 * The values as days since the epoch, by the calendar day that is written; null when they are not dates. Written with
 * slashes, the day comes first unless a value shows otherwise.
 */
export function daysOf(values: Values): (number | null)[] | null {
  const monthFirst = values.some((value) => Number(slashDate.exec(text(value))?.[2] ?? 0) > 12)
  const days = values.map((value) => dayNumber(text(value), monthFirst))
  return mostly(values, days) ? days : null
}

/** The values as numbers; null when they are not. Booleans are levels, not numbers. */
export function numbersOf(values: Values): (number | null)[] | null {
  const numbers = values.map((value) => {
    const written = text(value)
    return written !== '' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) ? Number(written) : null
  })
  return mostly(values, numbers) ? numbers : null
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

/** A column is of a type when nineteen in twenty of its values are. */
function mostly(values: Values, read: readonly (number | null)[]): boolean {
  const given = values.filter((value) => value !== null && value !== undefined && value !== '').length
  return given > 0 && read.filter((value) => value !== null).length >= 0.95 * given
}

function dayNumber(written: string, monthFirst: boolean): number | null {
  const iso = isoDate.exec(written)
  if (iso) return dayIn(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const slash = slashDate.exec(written)
  if (!slash) return null
  const [a, b] = [Number(slash[1]), Number(slash[2])]
  return monthFirst ? dayIn(Number(slash[3]), a, b) : dayIn(Number(slash[3]), b, a)
}

function dayIn(year: number, month: number, day: number): number | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? dayOf(Date.UTC(year, month - 1, day)) : null
}
