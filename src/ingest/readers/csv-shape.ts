import { decimalComma, isValidity } from '../fields/record-of-fields.ts'
import { plainName } from '../fields/fields.ts'
import { type FieldRoles, rolesOf } from '../roles/index.ts'
import { kindOfRecord } from '../fields/record-kind.ts'
import { measureOf } from '../fields/measures.ts'
import { usualNames } from '../fields/usual-names.ts'
import type { TableName } from '../../domain/index.ts'
import { createTimeFinder } from '../time/find-time.ts'
import type { CsvTable } from './csv-table.ts'

/** How a table of cells is to be read. */
export interface CsvShape {
  readonly header: readonly string[]
  /** The same as the file writes it. */
  readonly written: readonly string[]
  /** Columns without whose value a row is no record of this kind. */
  readonly needs: readonly string[]
  /** What was told by values; null where the names say all. */
  readonly note: string | null
  /** Line of the header; null when the file has none. */
  readonly headerLine: { readonly firstLine: number; readonly lastLine: number } | null
  readonly time: number | null
  /** A second column with the time of day, when the first holds only the date. */
  readonly timeOfDay: number | null
  readonly kind: 'wide-metrics' | 'long-metrics' | TableName
  /** Columns that are numbers in at least nine tenths of the sample's filled cells. */
  readonly numeric: readonly number[]
  /** Columns that name what is measured, by their values. */
  readonly labels: readonly string[]
  /** Columns of numbers that name whose the others are (a shard, an instance), and are no measures. */
  readonly numbered: readonly number[]
  /** What separates a number's fraction: a comma where cells show that it does and none shows a point. */
  readonly decimal: '.' | ','
}

const plain = (names: readonly string[]): Set<string> => new Set(names.map(plainName))
const timeNames = plain(usualNames.time)
const metricNames = plain([...usualNames.metric, 'name'])
const valueNames = plain(usualNames.value)
const labelNames = plain([
  ...usualNames.entity,
  'region',
  'zone',
  'environment',
  'env',
  'cluster',
  'pool',
  'queue',
  'disk',
  'interface',
  'database',
  'id',
  'name',
  'device',
  'shard',
  'role',
  'event_name',
  'wait_class',
  'instance_number',
  'inst_id',
  'snap_id',
  'consumer_group',
  'consumergroup',
  'group_id',
  'topic',
  'partition',
  'queue_name',
  'subscription'
])

/**
 * Looks at header and up to 100 rows; null when the cells are no table (no header and no time).
 * @param label what the file is called, for tables whose columns do not say what they list
 */
export function csvShapeOf(table: CsvTable, label = ''): CsvShape | null {
  const first = table.rows[0]
  if (!first) return null
  const hasHeader = first.cells.length >= 2 && areNames(first.cells) && new Set(first.cells).size > first.cells.length / 2
  const heads = hasHeader ? first.cells.map((cell) => cell.trim()) : first.cells.map((_, index) => `column${index + 1}`)
  const written = [...heads, ...unnamed(table.rows.slice(1, 101), heads.length)]
  const sample = table.rows.slice(hasHeader ? 1 : 0, 101)
  const roles = rolesOfRows(written, table.rows.slice(hasHeader ? 1 : 0, 2001), label)
  const header = written.map((name) => roles.names.get(name) ?? name)
  const column = (index: number): string[] => sample.flatMap(({ cells }) => (cells[index]?.trim() ? [cells[index].trim()] : []))
  const times = createTimeFinder()
  const isTime = (cell: string): boolean => {
    const found = times.at(cell, 0) ?? (/^\d{4}-\d\d-\d\d$/.test(cell) ? times.at(`${cell} 00:00:00`, 0) : null)
    return found !== null && found.lacks !== 'day'
  }
  const isClock = (cell: string): boolean => times.at(cell, 0)?.lacks === 'day'
  const indexes = header.map((_, index) => index)
  const rank = [...timeNames]
  const nameAt = (index: number): string => plainName(header[index] ?? '')
  const named = indexes
    .filter((index) => timeNames.has(nameAt(index)))
    .sort((a, b) => rank.indexOf(nameAt(a)) - rank.indexOf(nameAt(b)))
  const holdsTimes = (index: number, fits: (cell: string) => boolean): boolean => share(column(index), fits) > 0.8
  const date = named.find((index) => share(column(index), isDateOnly) > 0.8)
  const time =
    named.find((index) => holdsTimes(index, (cell) => isTime(cell) && !isDateOnly(cell))) ??
    indexes.find((index) => !hasHeader && holdsTimes(index, isTime)) ??
    date ??
    named.find((index) => holdsTimes(index, isClock)) ??
    indexes.find(
      (index) => !isValidity(header[index] ?? '') && holdsTimes(index, (cell) => isTime(cell) && !/^\d+(?:\.\d+)?$/.test(cell))
    ) ??
    indexes.find((index) => areEpochs(column(index))) ??
    // Hours and minutes in the first column, under whatever name, are the times of the rows.
    (share(column(0), isClock) > 0.95 ? 0 : undefined)
  const timeOfDay =
    time === date && date !== undefined ? indexes.find((index) => index !== date && holdsTimes(index, isClock)) : undefined
  if (!hasHeader && time === undefined) return null
  const numeric = indexes.filter((index) => index !== time && index !== timeOfDay && share(column(index), isNumber) >= 0.9)
  return {
    header,
    written,
    note: roles.note,
    needs: roles.table !== null ? roles.needs.map((name) => roles.names.get(name) ?? name) : [],
    labels: roles.sampled?.labels ?? [],
    headerLine: hasHeader ? first : null,
    time: time ?? null,
    timeOfDay: timeOfDay ?? null,
    numeric,
    numbered: numeric.filter(
      (index) => isLabel(header[index] ?? '') && !isMeasured(column(index), time === undefined ? [] : column(time))
    ),
    kind: kindOfTable(header, time ?? null, timeOfDay ?? null, numeric, label, roles),
    decimal: decimalOf(table.delimiter, sample, numeric)
  }
}

/** Columns that the header leaves out though most rows have them, as Windows’ event viewer does with the message. */
function unnamed(rows: CsvTable['rows'], width: number): string[] {
  const wider = rows.filter(({ cells }) => cells.length === width + 1 && cells[width]?.trim() !== '')
  return wider.length > 0.8 * rows.length && rows.length > 2 ? [`column${width + 1}`] : []
}

/** What the columns are by their values. */
function rolesOfRows(header: readonly string[], rows: CsvTable['rows'], label: string): FieldRoles {
  return rolesOf(
    rows.map(({ cells }) => Object.fromEntries(header.map((name, index) => [name, cells[index]?.trim() || null]))),
    '',
    label
  )
}

/**
 * "306,679" beside "0,077" is a fraction, and alone it may be a thousand: the table as a whole tells. A table that is split
 * at commas has none in its numbers.
 */
function decimalOf(delimiter: string, sample: CsvTable['rows'], numeric: readonly number[]): '.' | ',' {
  if (delimiter === ',') return '.'
  const cells = sample.flatMap((row) => numeric.flatMap((index) => row.cells[index]?.trim() ?? []))
  // `7.908` beside `4,9` is a thousand.
  if (cells.some((cell) => /^[+-]?\d+\.\d+$/.test(cell) && !/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(cell))) return '.'
  return cells.some((cell) => /^[+-]?(?:0,\d+|\d+,(?:\d{1,2}|\d{4,}))$/.test(cell)) ? ',' : '.'
}

function kindOfTable(
  header: readonly string[],
  time: number | null,
  timeOfDay: number | null,
  numeric: readonly number[],
  label: string,
  roles: FieldRoles
): CsvShape['kind'] {
  const names = header.map(plainName)
  const value = names.findIndex((name) => valueNames.has(name))
  const metric = names.findIndex((name) => metricNames.has(name))
  if (time !== null && value >= 0 && metric >= 0 && numeric.includes(value) && !numeric.includes(metric)) return 'long-metrics'
  const said = kindOfRecord(header)
  const kind = said === 'events' && roles.table !== null ? roles.table : said
  if (kind !== 'events' && kind !== 'metrics') return kind
  // A database's waits are counted by what is waited for.
  const areWaits = names.some((name) => /^(?:totalwaits|timewaited|totaltimeouts)/.test(name))
  const isNamed = (name: string): boolean => labelNames.has(name) || (areWaits && name === 'event')
  const others = header.filter(
    (name, index) =>
      index !== time &&
      index !== timeOfDay &&
      !numeric.includes(index) &&
      !isNamed(plainName(name)) &&
      !roles.sampled?.labels.includes(name)
  )
  const measures = numeric.filter((index) => !/^(?:id|pid|port|line|status|code|level|year)$/.test(names[index] ?? ''))
  return time !== null &&
    measures.length > 0 &&
    others.length <= measures.length / 4 &&
    !names.some((name) => name === 'message' || name === 'level')
    ? 'wide-metrics'
    : kind === 'events' && measures.length === 0
      ? kindOfRecord(header, label)
      : kind
}

/** Is this column a label of who or what is measured (host, region …)? */
export function isLabel(name: string): boolean {
  return labelNames.has(plainName(name))
}

/** A number that goes up and down from time to time, one row each, is measured, be it called `queue` or `pool`: a label has several rows of one time. */
function isMeasured(cells: readonly string[], times: readonly string[]): boolean {
  const moves =
    cells.every((cell) => Number(cell) === 0) || cells.slice(1).some((cell, index) => Number(cell) < Number(cells[index]))
  return cells.length >= 5 && cells.length === times.length && new Set(times).size === times.length && moves
}

/** Names, most of which begin as names do; a few may begin with a number that is none by itself (`5xx`, `95th`). */
function areNames(cells: readonly string[]): boolean {
  const plain = cells.filter((cell) => isName(cell)).length
  return (
    isName(cells[0] ?? '') &&
    plain > cells.length / 2 &&
    cells.every((cell) => isName(cell) || /^\d{1,3}[a-z]{1,4}(?:[\s_./-].*)?$/i.test(cell.trim()))
  )
}

function isName(cell: string): boolean {
  const text = cell.trim()
  // Windows' counters name machine, object, instance and counter.
  const longest = text.startsWith('\\\\') ? 200 : 60
  return text.length > 0 && text.length < longest && /^[^\d\s]/.test(text) && !/[\n{}=]|\d:\d\d/.test(text)
}

function isDateOnly(cell: string): boolean {
  return /^(?:\d{4}[-/.]\d\d[-/.]\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$/.test(cell)
}

/** Millions with points between their thousands. */
const pointedMillions = /^[+-]?[1-9]\d{0,2}(?:\.\d{3}){2}$/

function isNumber(cell: string): boolean {
  return (
    measureOf(cell) !== null ||
    decimalComma(cell.replace(/\s?%$/, '')) !== null ||
    pointedMillions.test(cell) ||
    /^(?:nan|null|n\/a|-)$/i.test(cell)
  )
}

/** Seconds or milliseconds since 1970, of this century, that never go back: times, whatever the column is called. */
function areEpochs(cells: readonly string[]): boolean {
  const numbers = cells.map((cell) => (/^(?:\d{10}|\d{13})$/.test(cell) ? Number(cell.slice(0, 10)) : Number.NaN))
  return (
    numbers.length >= 5 &&
    numbers.every((second, index) => second > 946_684_800 && second < 4_102_444_800 && second >= (numbers[index - 1] ?? 0))
  )
}

function share(cells: readonly string[], fits: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length
}
