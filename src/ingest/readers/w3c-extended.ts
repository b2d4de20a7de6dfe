import type { Attributes } from '../../domain/index.ts'
import { kindOfRecord } from '../fields/record-kind.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import type { Reader, ReadItem, LineStream } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { streamed } from './line-format.ts'
import { isBlank } from './line-records.ts'

const fieldsLine = /^#Fields:?\s+(?<names>.+)$/i
const word = /"((?:[^"]|"")*)"|(\S+)/g

/**
 * Logs that name their columns in a `#Fields` line: W3C extended (IIS, CDNs), Zeek. Columns may change in the middle. IIS
 * writes `time-taken` in milliseconds; with a fraction it is seconds.
 */
export const w3cExtended: Reader = streamed({
  format: 'w3c-extended',
  title: 'Log with named columns (W3C extended, IIS, Zeek)',
  detect: (head) => (head.lines.some((line) => fieldsLine.test(line)) ? 0.96 : 0),
  // The W3C's format is in UTC by definition; Zeek writes epochs.
  zoneOf: (head) =>
    head.lines.some((line) => fieldsLine.test(line))
      ? { name: 'UTC', basis: 'offset-in-data', support: 'The W3C extended format is in UTC by definition.' }
      : null,
  *stream(file, context) {
    yield* readRows(file, { times: createTimeFinder(), calendar: createCalendar(context), inSeconds: secondsColumns(file) })
  }
})

function* readRows(file: LineStream, clock: FieldClock): Generator<ReadItem> {
  let names: string[] = []
  let day: string | null = null
  let index = -1
  for (const line of file.lines) {
    index += 1
    const place = { firstLine: index + 1, lastLine: index + 1 }
    if (isBlank(line)) {
      yield { kind: 'blank', ...place }
      continue
    }
    if (line.startsWith('#')) {
      const named = fieldsLine.exec(line)?.groups?.['names']
      if (named !== undefined) names = named.trim().split(/\s+/)
      day = /^#Date:?\s+(\S+)/i.exec(line)?.[1] ?? day
      yield { kind: 'structure', ...place }
      continue
    }
    const cells = cellsOf(line)
    if (names.length === 0) yield { kind: 'rejected', ...place, reason: 'no #Fields line before it' }
    else if (cells.length < names.length / 2) yield { kind: 'rejected', ...place, reason: 'fewer cells than #Fields names' }
    else {
      const values = valuesOf(names, cells)
      if ('time' in values && !('date' in values) && day !== null) values['date'] = day
      const kind = kindOfRecord(names)
      yield { kind: 'record', ...place, ...recordOfFields(kind, values, clock) }
    }
  }
}

function cellsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t')
  return [...line.matchAll(word)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

function valuesOf(names: readonly string[], cells: readonly string[]): Attributes {
  const values: Attributes = {}
  for (const [index, name] of names.entries()) {
    const cell = cells[index]?.trim()
    if (cell === undefined || cell === '' || cell === '-' || cell === '(empty)') continue
    // IIS writes plus signs for the spaces of a browser's name.
    values[name] = /user-agent/i.test(name) && !cell.includes(' ') ? cell.replaceAll('+', ' ') : cell
  }
  return values
}

function secondsColumns(file: LineStream): ReadonlySet<string> {
  const head = file.lines.slice(0, 1000)
  const names =
    head.map((line) => fieldsLine.exec(line)?.groups?.['names']?.trim().split(/\s+/)).find((found) => found !== undefined) ?? []
  const column = names.findIndex((name) => /^time-taken$|^duration$/i.test(name))
  if (column < 0) return new Set()
  const cells = head
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(0, 500)
    .map((line) => cellsOf(line)[column] ?? '')
  return new Set(cells.some((cell) => /^\d+\.\d+$/.test(cell)) ? [names[column] ?? ''] : [])
}
