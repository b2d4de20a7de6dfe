import type { Scalar } from '../../domain/index.ts'

/** A cell of evidence as it is shown: instants short, long fractions to six significant digits, nothing as a dash. */
export function cellText(value: Scalar | undefined): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
    ? `${value.slice(0, 10)} ${value.slice(11, 23).replace(/\.000$/, '')}`
    : value
}

/** A column's heading with its unit. */
export function columnTitle(name: string, unit: string | null): string {
  return unit && unit !== 'text' && unit !== 'time' && unit !== 'count' ? `${name} (${unit})` : name
}
