import type { Attributes } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'
import { type FieldClock, momentOf, recordOfFields } from '../fields/record-of-fields.ts'
import { unitOfSeries } from '../fields/unit-of-series.ts'
import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { isBlank } from './line-records.ts'
import { zoneOfTimes } from './line-format.ts'

const ruler = /^\s*-+(?:\+-+)+\s*$/

interface Row {
  readonly line: number
  readonly clock: string
  readonly values: Attributes
}

/**
 * Tables that a client of a database prints again and again (psql's `\watch`, a loop over PgBouncer's SHOW), each below a line
 * that tells the time: one table, with that time in each of its rows.
 */
export const watchedTables: Reader = {
  format: 'watched-tables',
  title: 'Table printed again and again, with a time above each',
  detect({ lines }) {
    const { rows, clocks, known } = rowsOf(lines)
    const filled = lines.filter((line) => !isBlank(line)).length
    return clocks.size >= 2 && rows.length >= 2 && known > 0.8 * filled ? 0.96 : 0
  },
  zoneOf({ lines }) {
    const times = createTimeFinder()
    return zoneOfTimes([...rowsOf(lines).clocks].flatMap((clock) => times.at(clock, 0) ?? []))
  },
  *read(file: TextFile, context): Generator<ReadItem> {
    const clock: FieldClock = { times: createTimeFinder(), calendar: createCalendar(context) }
    const { rows } = rowsOf(file.lines)
    const timed = rows.map((row): Row => ({ ...row, values: { timestamp: row.clock, ...row.values } }))
    const roles = rolesOf(timed.slice(0, 2000).map(({ values }) => values))
    if (roles.note !== null) context.note?.(roles.note)
    const measures = measuresOf(rows)
    const taken = new Set<number>()
    for (const { line, values, clock: written } of timed) {
      taken.add(line)
      const place = { firstLine: line, lastLine: line }
      if (measures === null) {
        const named = underUsualNames(values, roles)
        yield { kind: 'record', ...place, ...recordOfFields(tableOf(named, roles), named, clock) }
        continue
      }
      const moment = momentOf(written, clock)
      const labels = Object.entries(values).filter(([name]) => name !== 'timestamp' && !measures.has(name))
      const entity = labels.map(([, value]) => String(value ?? '')).join(' ') || null
      for (const series of measures) {
        const value = numberOf(values[series] ?? null)
        if (value === null) continue
        const record = { ...moment, series, value, unit: unitOfSeries(series), entity, attributes: {} }
        yield { kind: 'record', table: 'metrics', ...place, record }
      }
    }
    for (const [index, line] of file.lines.entries())
      if (!taken.has(index + 1)) yield { kind: isBlank(line) ? 'blank' : 'structure', firstLine: index + 1, lastLine: index + 1 }
  }
}

/** Columns of numbers, where all others name what is measured in few words; null where rows tell something else. */
function measuresOf(rows: readonly Row[]): ReadonlySet<string> | null {
  const names = Object.keys(rows[0]?.values ?? {})
  const isNumber = (name: string): boolean =>
    rows.every(({ values }) => values[name] === null || numberOf(values[name] ?? null) !== null)
  const measures = names.filter((name) => isNumber(name) && !/^(?:pid|id|oid|port)$|_id$|_pid$/i.test(name))
  const others = names.filter((name) => !measures.includes(name))
  const keys = new Set(rows.map(({ values }) => others.map((name) => values[name]).join('\n')))
  return measures.length > 0 && others.length <= 3 && keys.size <= rows.length / 2 ? new Set(measures) : null
}

/** The rows of all tables with the header of the first, those below a line that holds a time. */
function rowsOf(lines: readonly string[]): { rows: Row[]; clocks: Set<string>; known: number } {
  const times = createTimeFinder()
  const rows: Row[] = []
  const clocks = new Set<string>()
  let header: readonly string[] | null = null
  let clock: string | null = null
  let isOpen = false
  let known = 0
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1] ?? ''
    if (isBlank(line)) {
      isOpen = false
      continue
    }
    const cells = line.split('|').map((cell) => cell.trim())
    if (ruler.test(next) && cells.length >= 2) {
      header ??= cells
      if (header.join('|') !== cells.join('|')) return { rows: [], clocks: new Set(), known: 0 }
    } else if (ruler.test(line)) isOpen = clock !== null
    else if (isOpen && header !== null && cells.length === header.length && clock !== null) {
      clocks.add(clock)
      const values = Object.fromEntries(header.map((name, at) => [name, cells[at] === '' ? null : (cells[at] ?? null)]))
      rows.push({ line: index + 1, clock, values })
    } else if (/^\(\d+ rows?\)$/.test(line.trim())) isOpen = false
    else {
      const time = times.within(line, 60)
      isOpen = false
      if (time === null || time.lacks !== 'nothing') continue
      clock = time.original
    }
    known += 1
  }
  return { rows, clocks, known }
}
