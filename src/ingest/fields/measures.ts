import { durationMsOf } from './durations.ts'
import { numberOf } from './fields.ts'

/** A number with the unit that stands behind it. */
export interface Measure {
  readonly value: number
  /** As dashboards and tools write it; null for a bare number. */
  readonly unit: string | null
}

const written = /^(?<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?) ?(?<unit>[a-zµμ°%][a-z%/]{0,11})$/i
const sizes: Readonly<Record<string, number>> = {
  b: 1,
  byte: 1,
  bytes: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4
}
const counts: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mil: 1e6, bil: 1e9, g: 1e9 }
const rate = /^(?<what>[a-z]*)\/(?<per>s|sec|min|h)$/i

/**
 * "172.8 ms", "1.21 GiB", "12 %", "3.4 K", "85 req/s" as dashboards write their numbers: times in milliseconds, sizes in bytes,
 * so that the cells of a column can be compared. Null for what is no number with a unit.
 */
export function measureOf(text: string): Measure | null {
  const plain = numberOf(text)
  if (plain !== null) return { value: plain, unit: null }
  const { number, unit = '' } = written.exec(text.trim())?.groups ?? {}
  if (number === undefined) return null
  const value = Number(number.replaceAll(',', ''))
  if (unit === '%') return { value, unit: 'percent' }
  const name = unit.toLowerCase()
  const size = sizes[name]
  if (size !== undefined) return { value: value * size, unit: 'bytes' }
  const perTime = rate.exec(unit)?.groups
  if (perTime !== undefined) {
    const factor = sizes[(perTime['what'] ?? '').toLowerCase()] ?? 1
    return {
      value: value * factor,
      unit: `per-${perTime['per'] === 'min' ? 'minute' : perTime['per'] === 'h' ? 'hour' : 'second'}`
    }
  }
  const ms = name === 'm' ? null : durationMsOf(text)
  if (ms !== null) return { value: ms, unit: 'ms' }
  const count = unit.length <= 3 ? counts[unit === 'M' ? 'm' : name] : undefined
  return count !== undefined && unit !== 'm' ? { value: value * count, unit: null } : null
}
