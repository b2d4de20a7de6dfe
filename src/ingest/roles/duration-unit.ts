import { durationMsOf, type DurationUnit, unitMs } from '../fields/durations.ts'
import { numberOf } from '../fields/fields.ts'
import { type Column, holds, isCalled, middle, share } from './column.ts'
import { roleWords } from './role-words.ts'
import type { TimeColumn } from './times.ts'

/** In what unit a column's durations are, and what says so. `written`: each value says it itself. */
export interface UnitFound {
  readonly unit: DurationUnit | 'written'
  readonly support: string
  /** Nothing says it: it is what is usual. */
  readonly isCustom?: boolean
  /** Something else in the records says the same: no name is needed. */
  readonly isProven?: boolean
}

const titles: Readonly<Record<DurationUnit, string>> = {
  ns: 'nanoseconds',
  us: 'microseconds',
  ms: 'milliseconds',
  s: 'seconds'
}
const spellings: readonly (readonly [DurationUnit, RegExp])[] = [
  ['ns', /^(?:ns|nsec|nanos?|nanoseconds?|nanosec|nsecs)$/],
  ['us', /^(?:us|µs|μs|usecs?|micros?|microseconds?|microsec|mcs)$/],
  ['ms', /^(?:ms|msecs?|millis?|milliseconds?|millisec|millisekunden|milisegundos|millisecondes)$/],
  ['s', /^(?:s|secs?|seconds?|sek|sekunden|segundos|secondes|secondi)$/]
]
const glued = /^(?<stem>[a-z]+?)(?<unit>ns|nanos|us|usec|micros|ms|msec|millis|secs|seconds)$/
const inWords = /(?<![\w.])(?<number>\d+(?:\.\d+)?) ?(?<unit>ns|us|µs|ms|msec|s|sec|secs|seconds)\b/

/** The unit that a name states: `Elapsed (ms)`, `tookMs`, `latency_us`. */
export function unitOfName({ words }: Column): DurationUnit | null {
  for (const word of [...words].toReversed()) {
    const unit = spellings.find(([, pattern]) => pattern.test(word))?.[0]
    if (unit !== undefined) return unit
    const { stem = '', unit: ending = '' } = glued.exec(word)?.groups ?? {}
    if (roleWords.duration.has(stem)) return spellings.find(([, pattern]) => pattern.test(ending))?.[0] ?? null
  }
  return null
}

/**
 * The unit of a column of durations: as its values write it, as its name says, by what texts of the same records say of it, by the
 * times at which they began and ended, or because in a greater unit they would be longer than all that is told. Fractions most of
 * which lie below one are seconds. Null where nothing of this tells.
 */
export function unitOfDurations(column: Column, columns: readonly Column[], times: readonly TimeColumn[]): UnitFound | null {
  if (holds(column, (value) => durationMsOf(value) !== null, 0.9))
    return { unit: 'written', support: 'its values state their unit' }
  const named = unitOfName(column)
  if (named !== null) return { unit: named, support: `its name states ${titles[named]}` }
  const numbers = column.cells.map((cell) => numberOf(cell))
  return (
    byText(
      numbers,
      columns.filter((one) => one !== column)
    ) ??
    byEnds(numbers, times) ??
    byFractions(column, numbers) ??
    bySpan(column, numbers, times)
  )
}

type Numbers = readonly (number | null)[]

/** Which unit makes most of the pairs agree; null when none does. */
function agreeing(pairs: readonly (readonly [number: number, ms: number])[], within: number): DurationUnit | null {
  if (pairs.length < 3) return null
  const units: readonly DurationUnit[] = ['ms', 's', 'us', 'ns']
  return (
    units.find((unit) => {
      const agree = pairs.filter(([number, ms]) => Math.abs(number * unitMs[unit] - ms) <= Math.max(1, within * ms)).length
      return agree >= 0.8 * pairs.length
    }) ?? null
  )
}

function byText(numbers: Numbers, others: readonly Column[]): UnitFound | null {
  for (const other of others) {
    if (share(other, (value) => inWords.test(value)) < 0.5) continue
    const pairs = other.cells.flatMap((cell, index) => {
      const found = cell === null ? null : inWords.exec(cell)
      const [number, ms] = [numbers[index], found === null ? null : durationMsOf(found[0])]
      return typeof number === 'number' && ms !== null && ms > 2 ? [[number, ms] as const] : []
    })
    const unit = agreeing(pairs, 0.06)
    if (unit !== null) return { unit, support: `${other.name} says the same in words: ${titles[unit]}`, isProven: true }
  }
  return null
}

function byEnds(numbers: Numbers, times: readonly TimeColumn[]): UnitFound | null {
  for (const start of times) {
    for (const end of times) {
      if (start === end) continue
      const pairs = numbers.flatMap((number, index) => {
        const [from, to] = [start.ms[index], end.ms[index]]
        return typeof number === 'number' && typeof from === 'number' && typeof to === 'number' && to > from
          ? [[number, to - from] as const]
          : []
      })
      const unit = agreeing(pairs, 0.05)
      if (unit !== null) {
        const support = `it is what lies between ${start.column.name} and ${end.column.name}: ${titles[unit]}`
        return { unit, support, isProven: true }
      }
    }
  }
  return null
}

function byFractions({ values }: Column, numbers: Numbers): UnitFound | null {
  const known = numbers.filter((number) => number !== null)
  const isFraction = values.filter((value) => value.includes('.')).length > 0.5 * values.length
  return isFraction && middle(known) < 1 && Math.max(...known) < 600
    ? { unit: 's', support: 'fractions, most of them below one: seconds' }
    : null
}

/** Nobody waits longer than this for half of what is asked for. */
const patienceMs = 10_000

/** Milliseconds unless what is told would then be shorter than its own parts; of the finer units the coarser that people would wait for. */
function bySpan(column: Column, numbers: Numbers, times: readonly TimeColumn[]): UnitFound | null {
  if (!isCalled(column, roleWords.duration)) return null
  const moments = times.flatMap(({ ms }) => ms.filter((one) => one !== null))
  const span = Math.max(...moments) - Math.min(...moments)
  const typical = middle(numbers.filter((number) => number !== null))
  if (!Number.isFinite(span) || span <= 0 || typical <= Math.max(span, 60_000)) return null
  const unit = typical * unitMs.us > Math.min(span, patienceMs) ? 'ns' : 'us'
  return { unit, support: `in milliseconds half of them would be longer than all that the file tells: ${titles[unit]}` }
}
