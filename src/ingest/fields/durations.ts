import type { Attributes } from '../../domain/index.ts'
import { createFields, numberOf } from './fields.ts'
import { createNamesMemory } from './names-memory.ts'
import { durationName } from './usual-names.ts'
import type { Fields } from './fields.ts'

/** Milliseconds in one of the units in which durations are counted. */
export const unitMs = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000 } as const
export type DurationUnit = keyof typeof unitMs

const inMs: Readonly<Record<string, number>> = {
  ...unitMs,
  nanos: 1e-6,
  nanoseconds: 1e-6,
  µs: 1e-3,
  μs: 1e-3,
  micros: 1e-3,
  microseconds: 1e-3,
  millis: 1,
  msec: 1,
  msecs: 1,
  usec: 1e-3,
  nsec: 1e-6,
  milliseconds: 1,
  sec: 1000,
  secs: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  mins: 60_000,
  h: 3_600_000
}

/** ISO 8601's durations up to days: `PT0.25S`, `P1DT2H`. */
const isoDuration = /^P(?:(?<d>\d+)D)?(?:T(?:(?<h>\d+)H)?(?:(?<m>\d+)M)?(?:(?<s>\d+(?:\.\d+)?)S)?)?$/

/** Milliseconds of "1889ms", "1.9 s", "350µs", "1m2.5s", "00:00:01.250", "PT0.25S"; null without a unit. */
export function durationMsOf(text: string): number | null {
  const iso = text.startsWith('P') ? isoDuration.exec(text)?.groups : undefined
  if (iso !== undefined && text.length > 2)
    return (
      ((Number(iso['d'] ?? 0) * 24 + Number(iso['h'] ?? 0)) * 60 + Number(iso['m'] ?? 0)) * 60_000 + Number(iso['s'] ?? 0) * 1000
    )
  const clock = /^(?:(\d+)\.)?(\d{1,2}):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text.trim())
  if (clock) return (Number(clock[1] ?? 0) * 86_400 + Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4])) * 1000
  const plain = text.trim().replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '')
  const parts = [...plain.matchAll(/(\d+(?:\.\d+)?)\s*([a-zµμ]+)/gi)]
  if (
    parts.length === 0 ||
    parts
      .map(([whole]) => whole)
      .join('')
      .replaceAll(/\s/g, '') !== plain.replaceAll(/\s/g, '')
  )
    return null
  let total = 0
  for (const [, number, unit = ''] of parts) {
    const factor = unitInMs(unit)
    if (factor === null) return null
    total += Number(number) * factor
  }
  return total
}

/** Milliseconds in one of the unit, by any usual spelling; null when it is no unit of time. */
export function unitInMs(unit: string): number | null {
  return inMs[unit.toLowerCase()] ?? null
}

/**
 * Takes the duration out of a record's fields: the unit from the name (`query_time_ms`) or the value ("1.2s"), else seconds
 * for what the file uses seconds for, else milliseconds.
 */
export function takeDurationMs(fields: Fields, inSeconds?: ReadonlySet<string>): number | null {
  for (const { name, unit: named } of durationsAmong(fields.names)) {
    const taken = fields.take([name])
    if (!taken) continue
    const stated = typeof taken.value === 'string' ? durationMsOf(taken.value) : null
    if (stated !== null) return stated
    const number = numberOf(taken.value)
    if (number === null) continue
    // Proxies write -1 where nobody answered.
    if (number < 0) return null
    // The Elastic Common Schema fixes event.duration to nanoseconds.
    const unit =
      name === 'event.duration' ? 'ns' : (named ?? (inSeconds?.has(name) || /request_time|query_time$/i.test(name) ? 's' : 'ms'))
    return number * (unitInMs(unit) ?? 1)
  }
  return null
}

/** The names of durations, and their units where the names say them. */
const durationsAmong = createNamesMemory((names) =>
  names.flatMap((name) => {
    const match = durationName.exec(name)
    return match ? [{ name, unit: match[2] }] : []
  })
)

/** The names of durations without a unit whose values can only be seconds: fractions, half of them below one, none long. */
export function secondsNames(records: readonly Attributes[]): ReadonlySet<string> {
  const values = new Map<string, number[]>()
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      const number = durationName.test(name) && durationName.exec(name)?.[2] === undefined ? numberOf(value) : null
      if (number === null) continue
      const list = values.get(name)
      if (list) list.push(number)
      else values.set(name, [number])
    }
  }
  const isSeconds = (numbers: readonly number[]): boolean => {
    const sorted = [...numbers].sort((a, b) => a - b)
    return (
      numbers.some((number) => !Number.isInteger(number)) &&
      (sorted[Math.floor(sorted.length / 2)] ?? 1) < 1 &&
      (sorted.at(-1) ?? 0) < 600
    )
  }
  return new Set([...values].filter(([, numbers]) => isSeconds(numbers)).map(([name]) => name))
}

/** Parts of one exchange that clients time apart; together they are its duration. */
const phase = /^(?:.*[._-])?(?:dns|lookup|connect|tls|ssl|send|ttfb|wait|first_?byte|receive|download)(?<inMs>[._-]?ms)?$/i
/** Short for it, where nothing says more: `ms`, `rt`, `dur`, `seconds`. */
const short = /^(?:ms|secs?|seconds|dur|dur_?ms|rt|rt_?ms|took_?ms|time_?ms|total_?ms|wall_?ms|cost_?ms)$/i

const timesAmong = createNamesMemory((names) => ({
  isNamed: durationsAmong(names).length > 0,
  short: names.filter((name) => short.test(name)),
  phases: names.filter((name) => phase.test(name))
}))

/** Milliseconds that an event's own fields state for what it reports: a duration by name, else the sum of its phases. */
export function durationOfAttributes(attributes: Attributes): number | null {
  const names = Object.keys(attributes)
  if (names.length === 0) return null
  const told = timesAmong(names)
  const named = told.isNamed ? takeDurationMs(createFields(attributes)) : null
  if (named !== null) return named
  for (const name of told.short) {
    const value = attributes[name]
    const stated = typeof value === 'string' ? durationMsOf(value) : null
    const number = numberOf(value ?? null)
    if (stated !== null || number !== null) return stated ?? (number ?? 0) * (unitInMs(name) ?? 1)
  }
  const phases = told.phases.flatMap((name) =>
    phaseMs(attributes[name] ?? null, phase.exec(name)?.groups?.['inMs'] !== undefined)
  )
  return phases.length >= 2 ? phases.reduce((sum, ms) => sum + ms, 0) : null
}

/** A bare number counts where its name says that it is ms, else only a text with a unit does. */
function phaseMs(value: Attributes[string], isNamedMs: boolean): readonly number[] {
  const ms = (typeof value === 'string' ? durationMsOf(value) : null) ?? (isNamedMs ? numberOf(value) : null)
  return ms === null ? [] : [ms]
}
