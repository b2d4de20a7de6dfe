import type { Attributes } from '../../domain/index.ts'
import { createFields, numberOf } from '../fields/fields.ts'
import { type Measure, measureOf } from '../fields/measures.ts'
import { decimalComma, type FieldClock, momentOf } from '../fields/record-of-fields.ts'
import { unitOfSeries } from '../fields/unit-of-series.ts'
import { usualNames } from '../fields/usual-names.ts'
import type { ReadItem } from '../reader.ts'
import { type ColumnName, columnNames } from './csv-entities.ts'
import type { CsvShape } from './csv-shape.ts'
import type { CsvRow } from './csv-table.ts'
import { partOfStream } from './part-of-stream.ts'

/** What the lines above the header say of all rows. */
export interface Above {
  readonly host: string | null
  readonly day: string | null
}

/** `03-04 09:00:00` below a date of the third of April has the day first. */
function dayFirst(written: string, day: string | null): string {
  const [, first, second] = /^(\d\d)-(\d\d) \d\d:/.exec(written) ?? []
  return day !== null && first !== second && day.slice(5) === `${second}-${first}`
    ? `${second}-${first}${written.slice(5)}`
    : written
}

/** The columns of a table with a column for each series. */
export interface WideColumns {
  readonly measures: readonly (ColumnName & { readonly index: number; readonly unit: string | null })[]
  readonly labels: readonly { readonly index: number; readonly name: string }[]
}

/** @param label what the file is called */
export function wideColumnsOf({ header, numeric, numbered, time, timeOfDay }: CsvShape, label: string): WideColumns {
  const measured = numeric.filter((index) => !numbered.includes(index))
  const names = columnNames(
    measured.map((index) => header[index] ?? ''),
    label
  )
  return {
    measures: measured.map((index) => {
      const column = header[index] ?? ''
      const { series, entity } = names.get(column) ?? { series: column, entity: null }
      return { index, series, entity, unit: unitOfSeries(series) }
    }),
    labels: header.flatMap((name, index) =>
      index === time || index === timeOfDay || measured.includes(index) ? [] : [{ index, name }]
    )
  }
}

/** A row's points, one a measured column. */
export function* wideRow(
  row: CsvRow,
  shape: CsvShape,
  columns: WideColumns,
  clock: FieldClock,
  above: Above
): Generator<ReadItem> {
  const place = { firstLine: row.firstLine, lastLine: row.lastLine }
  const cell = (index: number): string => row.cells[index]?.trim() ?? ''
  const written = shape.timeOfDay === null ? cell(shape.time ?? 0) : `${cell(shape.time ?? 0)} ${cell(shape.timeOfDay)}`
  const moment = { ...momentOf(dayFirst(written, above.day), clock), tsOriginal: written }
  if (moment.ts === null) {
    yield { kind: 'rejected', ...place, reason: 'a time that cannot be read' }
    return
  }
  const labels: Attributes = {}
  for (const { index, name } of columns.labels) if (cell(index) !== '') labels[name] = cell(index)
  const fields = createFields(labels)
  const entity =
    partOfStream(fields) ??
    fields.text([
      ...usualNames.instance,
      ...usualNames.entity,
      'name',
      'id',
      'region',
      'zone',
      'pool',
      'queue',
      'disk',
      'device',
      'interface',
      'role',
      'event_name',
      'event',
      'wait_class'
    ])
  // Labels under names that nobody knows still tell the series apart.
  const named = entity ?? (shape.labels.flatMap((label) => fields.text([label]) ?? []).join(' ') || null)
  const attributes = fields.rest()
  let points = 0
  for (const { index, series, entity: part, unit } of columns.measures) {
    const measured = cellMeasure(cell(index), shape)
    if (measured === null) continue
    const { value } = measured
    points += 1
    yield {
      kind: 'record',
      table: 'metrics',
      ...place,
      record: {
        ...moment,
        entity: named ?? part ?? above.host,
        series,
        value,
        unit: measured.unit ?? unit,
        attributes
      }
    }
  }
  if (points === 0) yield { kind: 'rejected', ...place, reason: 'no number in any column' }
}

/** A number of a metric, perhaps with its unit (`172.8 ms`). */
function cellMeasure(cell: string, shape: CsvShape): Measure | null {
  const value = cellNumber(cell, shape)
  return value === null ? measureOf(cell) : { value, unit: null }
}

/** A cell's number as the table writes them; null where it holds none. */
export function cellNumber(cell: string, { decimal }: CsvShape): number | null {
  const text = cell.endsWith('%') ? cell.replace(/\s?%$/, '') : cell
  if (decimal === ',' && /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/.test(text)) return Number(text.replaceAll('.', ''))
  return decimal === ',' ? (decimalComma(text) ?? numberOf(text)) : (numberOf(text) ?? decimalComma(text))
}
