import type { Attributes } from '../../domain/index.ts'
import { plainName } from '../fields/fields.ts'

/** A field of a sample of records, as its values tell what it is. */
export interface Column {
  readonly name: string
  /** The words of its name in small letters, units in brackets among them: `Response Time [ms]` is response, time, ms. */
  readonly words: ReadonlySet<string>
  /** Its value in each record of the sample; null where it has none. */
  readonly cells: readonly (string | null)[]
  /** Its values without the gaps, in the order of the records. */
  readonly values: readonly string[]
  readonly distinct: number
}

/** So many records tell; more only cost. */
const mostRecords = 400
const mostColumns = 80
/** What exports write where a value is missing. */
const gap = /^(?:-|n\/a|na|null|\(null\)|none|\\n|<null>|nil|undefined|—)?$/i

/** The fields of a sample as columns, empty ones left out. */
export function columnsOf(records: readonly Attributes[]): Column[] {
  const sample = records.slice(0, mostRecords)
  const names = new Set<string>()
  for (const record of sample) for (const name of Object.keys(record)) if (names.size < mostColumns) names.add(name)
  return [...names].flatMap((name) => {
    const cells = sample.map((record) => cellOf(record[name]))
    const values = cells.filter((cell) => cell !== null)
    return values.length === 0 ? [] : [{ name, words: wordsOf(name), cells, values, distinct: new Set(values).size }]
  })
}

function cellOf(value: Attributes[string] | undefined): string | null {
  if (value === null || value === undefined) return null
  const text = String(value).trim()
  return gap.test(text) ? null : text
}

/** A name's words in small letters without accents; a unit behind its number (`p95ms`) stays with it. */
export function wordsOf(name: string): ReadonlySet<string> {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '')
  const parted = plain.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
  return new Set(
    parted
      .toLowerCase()
      .split(/[^a-z\dµμ%]+/)
      .filter((word) => word !== '')
  )
}

/** Share of the column's filled cells that fit. */
export function share({ values }: Column, fits: (value: string) => boolean): number {
  let count = 0
  for (const value of values) if (fits(value)) count += 1
  return values.length === 0 ? 0 : count / values.length
}

/** Names as they are compared. */
export const plainNames = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(plainName))

/** Is a field called by one of these plain names, as a whole or by its last part (`span.id`)? */
export const isNamed = (name: string, any: ReadonlySet<string>): boolean =>
  any.has(plainName(name)) || any.has(plainName(name.slice(name.lastIndexOf('.') + 1)))

export const isCalled = ({ words }: Column, any: ReadonlySet<string>): boolean => [...words].some((word) => any.has(word))

/** Does nearly every cell fit? */
export const holds = (column: Column, fits: (value: string) => boolean, least = 0.95): boolean => share(column, fits) >= least

/** The column's share of all records that have a value. */
export const filled = ({ cells, values }: Column): number => values.length / Math.max(1, cells.length)

/** The middle of some numbers; NaN of none. */
export function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
