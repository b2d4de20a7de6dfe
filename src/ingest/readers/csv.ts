import type { Attributes, Zone } from '../../domain/index.ts'
import { flatten, plainName } from '../fields/fields.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import type { LineStream, ReadContext, Reader, ReadItem, TextFile } from '../reader.ts'
import { labelOfPath } from '../label-of-path.ts'
import { createCalendar } from '../time/calendar.ts'
import { dateInText } from '../time/date-in-text.ts'
import { createTimeFinder, dateOrderOf } from '../time/find-time.ts'
import { isZoneName } from '../time/offsets.ts'
import { type CsvShape, csvShapeOf } from './csv-shape.ts'
import { type CsvPart, csvParts, type CsvRow, type CsvTable, csvTableOf, delimiterOf } from './csv-table.ts'
import { type Above, cellNumber, wideColumnsOf, wideRow } from './csv-wide.ts'
import { drawnTableOf as tableWithBars } from './drawn-table.ts'
import { streamed, zoneOfTimes } from './line-format.ts'
import { type Preamble, preambleOf } from './csv-preamble.ts'
import { isPdh, zoneOfPdh } from './pdh-head.ts'
import { ruledTableOf } from './ruled-table.ts'

/** Metrics with a column for each series. */
export const metricsCsv = csvReader('metrics-csv', 'Metrics table (one column a series)', (kind) => kind === 'wide-metrics')
/** Metrics with a row for each point: time, series, value. */
export const metricsLongCsv = csvReader(
  'metrics-long-csv',
  'Metrics table (one row a point)',
  (kind) => kind === 'long-metrics' || kind === 'metrics'
)
/** Any other table of records: tickets, alerts, changes, requests, statements, else events. */
export const recordsCsv = csvReader(
  'records-csv',
  'Table of records (CSV)',
  (kind) => kind !== 'wide-metrics' && kind !== 'long-metrics' && kind !== 'metrics'
)

function csvReader(format: string, title: string, takes: (kind: CsvShape['kind']) => boolean): Reader {
  return streamed({
    format,
    title,
    most: 0.95,
    detect(head) {
      const found = shapeOf(head)
      if (!found || !takes(found.shape.kind)) return 0
      const width = found.shape.header.length
      const even = found.rows.filter(({ cells }) => Math.abs(cells.length - width) <= 1).length / found.rows.length
      const certainty =
        found.shape.headerLine === null
          ? 0.45
          : found.shape.time === null
            ? width > 2
              ? 0.6
              : 0.3
            : found.rows.length < 2
              ? 0.5
              : 0.95
      return found.delimiter === ',' && width < 3 && found.shape.headerLine === null ? 0 : certainty * even
    },
    zoneOf(head) {
      const stated = zoneOfPdh(head.lines)
      if (stated) return stated
      const found = shapeOf(head)
      const time = found?.shape.time ?? null
      if (!found || time === null) return null
      const times = createTimeFinder()
      const placed = placedZone(found.rows.slice(1).map(({ cells }) => cells[time]?.trim() ?? ''))
      if (placed !== null) return placed
      return zoneOfTimes(found.rows.flatMap(({ cells }) => times.at(cells[time]?.trim() ?? '', 0) ?? []))
    },
    stream: readCsv
  })
}

/** Times that name a place (`… 09:29:30 America/New_York`), as Trino and PostgreSQL write them. */
function placedZone(cells: readonly string[]): Zone | null {
  const names = new Set(
    cells.flatMap((cell) => /\d (?<name>[A-Z][A-Za-z]+\/[A-Za-z_/]+)$/.exec(cell)?.groups?.['name'] ?? 'none')
  )
  const [name] = names
  if (name === undefined || names.size > 1 || !isZoneName(name)) return null
  return { name, basis: 'offset-in-data', support: `The times name the place of their clock (${name}).` }
}

type Shaped = { readonly delimiter: string; readonly shape: CsvShape; readonly rows: readonly CsvRow[] }
/** Three readers ask the same of each head. */
const shapes = new WeakMap<TextFile, Shaped | null>()

function shapeOf(head: TextFile): Shaped | null {
  const known = shapes.get(head)
  if (known !== undefined) return known
  const table = tableOf(head.lines)
  const shape = table && csvShapeOf(table, labelOfPath(head.path))
  const found = shape && { delimiter: table.delimiter, shape, rows: table.rows }
  shapes.set(head, found)
  return found
}

const drawnTableOf = (lines: readonly string[]): CsvTable | null => tableWithBars(lines) ?? ruledTableOf(lines)

function tableOf(head: readonly string[]): CsvTable | null {
  return tableBelow(head)?.table ?? null
}

/** The table of a head, and what the lines above it say of its machine. */
function tableBelow(head: readonly string[]): Preamble | null {
  const drawn = drawnTableOf(head)
  if (drawn !== null) return { table: drawn, host: null }
  const below = preambleOf(head)
  if (below !== null) return below
  const delimiter = delimiterOf(head.slice(0, 200))
  return delimiter === null ? null : { table: csvTableOf(head, delimiter), host: null }
}

/** Times of day belong to the date that stands above the table. */
function dayAbove(head: readonly string[], shape: CsvShape | null): string | null {
  const above = head.slice(0, Math.max(0, (shape?.headerLine?.firstLine ?? 1) - 1))
  return above.flatMap((line) => dateInText(line)?.date ?? [])[0] ?? null
}

/** Drawn tables are no exports of millions of rows: they are held. */
function* partsOf(file: LineStream, head: CsvTable | null): Generator<CsvPart> {
  if (drawnTableOf(file.lines.slice(0, 200)) === null) yield* csvParts(file.lines, head?.delimiter ?? ',')
  else {
    const { rows = [], comments = [] } = drawnTableOf([...file.lines]) ?? {}
    yield* [...rows, ...comments.map((firstLine) => ({ what: 'comment', firstLine }) as const)].sort(
      (a, b) => a.firstLine - b.firstLine
    )
  }
}

function* readCsv(file: LineStream, context: ReadContext): Generator<ReadItem> {
  const head = file.lines.slice(0, 5000)
  const { table, host } = tableBelow(head.slice(0, 1000)) ?? { table: null, host: null }
  const shape = table && csvShapeOf(table, labelOfPath(file.path))
  if (shape?.note) context.note?.(shape.note)
  const columns = shape && wideColumnsOf(shape, labelOfPath(file.path))
  const day = dayAbove(head, shape)
  const clock: FieldClock = {
    times: createTimeFinder(isPdh(head) ? 'month-first' : dateOrderOf(head)),
    calendar: createCalendar(day === null ? context : { ...context, day })
  }
  const above: Above = { host, day }
  for (const part of partsOf(file, table)) {
    if (!('cells' in part)) {
      const place = { firstLine: part.firstLine, lastLine: part.firstLine }
      if (part.what === 'comment') yield { kind: 'structure', ...place }
      else yield { kind: 'rejected', ...place, reason: 'a quote that never closes' }
      continue
    }
    const place = { firstLine: part.firstLine, lastLine: part.lastLine }
    if (shape === null || columns === null) yield { kind: 'rejected', ...place, reason: 'no header and no column of times' }
    else if (shape.headerLine && part.firstLine <= shape.headerLine.firstLine) yield { kind: 'structure', ...place }
    else if (shape.kind === 'wide-metrics') yield* wideRow(part, shape, columns, clock, above)
    else yield recordRow(part, shape, clock)
  }
}

function recordRow(row: CsvRow, shape: CsvShape, clock: FieldClock): ReadItem {
  const place = { firstLine: row.firstLine, lastLine: row.lastLine }
  if (row.cells.length < shape.header.length / 2)
    return { kind: 'rejected', ...place, reason: 'fewer cells than the header names' }
  const values: Attributes = {}
  for (const [index, name] of shape.header.entries()) {
    const text = row.cells[index]?.trim() ?? ''
    const inner = text.startsWith('{') && text.endsWith('}') ? objectIn(text) : null
    // A message that is JSON itself is the record that somebody wrote; the column only carried it.
    if (inner !== null) flatten(inner, shape.kind === 'events' && carriers.has(plainName(name)) ? '' : name, values)
    else if (text !== '' && text !== 'NULL' && text !== '\\N')
      // A version of 2.0 is no number.
      values[name] =
        shape.kind !== 'changes' && shape.numeric.includes(index) && text.length < 16 && !/^0\d/.test(text)
          ? (cellNumber(text, shape) ?? text)
          : text
  }
  if (shape.time !== null) {
    const name = shape.header[shape.time] ?? ''
    const time = shape.timeOfDay === null ? values[name] : `${String(values[name])} ${row.cells[shape.timeOfDay]?.trim() ?? ''}`
    delete values[name]
    if (shape.timeOfDay !== null) delete values[shape.header[shape.timeOfDay] ?? '']
    values['timestamp'] = time ?? null
  }
  const isLacking = shape.needs.some((name) => values[name] === undefined)
  const kind = isLacking ? 'events' : shape.kind === 'wide-metrics' || shape.kind === 'long-metrics' ? 'metrics' : shape.kind
  return {
    kind: 'record',
    ...place,
    ...recordOfFields(kind, values, clock, kind === 'changes' ? (shape.written[shape.time ?? -1] ?? '') : '')
  }
}

/** Columns in which exports of log stores carry what a program wrote. */
const carriers = new Set(['message', 'raw', 'textpayload', 'jsonpayload', 'log', 'logmessage', 'line', 'body'])

/** Tags and labels often come as an object in a cell. */
function objectIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
