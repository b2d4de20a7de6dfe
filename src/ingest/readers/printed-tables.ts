import type { RecordOf } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'
import { unitOfSeries } from '../fields/unit-of-series.ts'
import type { Place, Reader, ReadItem, TextFile } from '../reader.ts'
import { type Calendar, createCalendar } from '../time/calendar.ts'
import { createTimeFinder, dateOrderOf, type TimeFinder } from '../time/find-time.ts'
import { offsetMinutesOf } from '../time/offsets.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'

/**
 * What tools of a machine print again and again (iostat, sar, mpstat, df, kubectl top …): a line that is a time, or rows that
 * begin with one; perhaps a header of names; rows of a name and numbers. Lists of processes are left to whoever reads commands.
 */
export const printedTables: Reader = {
  format: 'printed-tables',
  title: 'Tables as tools of a machine print them, with their times',
  most: 0.9,
  detect(head) {
    const parts = partsOf(head.lines, dateOrderOf(head.lines))
    const filled = head.lines.filter((line) => !isBlank(line)).length
    const rows = parts.filter(({ what }) => what === 'row').length
    const known = parts.filter(({ what }) => what !== 'other').length
    const hasProcesses = head.lines.some((line) => /\b(?:COMMAND|Command|CMD)\b/.test(line) && /CPU/i.test(line))
    return rows < 4 || hasProcesses || known < 0.8 * filled || rows < 0.3 * filled ? 0 : 0.9 * (known / filled)
  },
  zoneOf(head) {
    return zoneOfTimes(partsOf(head.lines, dateOrderOf(head.lines)).flatMap(({ time }) => time ?? []))
  },
  *read(file, context) {
    const banner = file.lines.find((line) => !isBlank(line)) ?? ''
    const calendar = createCalendar({ ...context, day: dayOfBanner(banner) ?? context.day })
    const entity = /^Linux \S+ \((?<host>[\w.-]+)\)/.exec(banner)?.groups?.['host']
    let ts: Moment = { ts: null, tsOriginal: null }
    for (const part of partsOf(file.lines, dateOrderOf(file.lines.slice(0, 5000), context))) {
      const place = { firstLine: part.line, lastLine: part.line }
      if (part.time) ts = momentOf(part.time, calendar)
      if (part.what === 'row') yield* measuresOf(part, ts, entity ?? null, place)
      else if (part.what === 'other' && !isBlank(part.text))
        yield { kind: 'rejected', ...place, reason: 'neither a time nor a row of a table' }
      else yield { kind: isBlank(part.text) ? 'blank' : 'structure', ...place }
    }
  }
}

type Moment = Pick<RecordOf<'metrics'>, 'ts' | 'tsOriginal'>

interface Part {
  readonly line: number
  readonly text: string
  readonly what: 'time' | 'header' | 'row' | 'other'
  readonly time: WrittenTime | null
  /** Of a row: its name and its values by column. */
  readonly name: string
  readonly values: readonly (readonly [series: string, value: number])[]
}

function partsOf(lines: TextFile['lines'], order: ReturnType<typeof dateOrderOf>): Part[] {
  const times = createTimeFinder(order)
  let header: readonly string[] | null = null
  return lines.map((text, index) => {
    if (average.test(text)) return { line: index + 1, text, time: null, name: '', values: [], what: 'header' as const }
    const time = timeOfLine(text, times)
    const own = time === null ? text : `${text.slice(0, time.start)}${text.slice(time.end)}`
    const cells = own.trim().split(/\s+/)
    const part = { line: index + 1, text, time, name: '', values: [] }
    if (isBlank(own) || (time !== null && wordsBeside.test(own.trim()))) return { ...part, what: 'time' as const }
    const space = fileSystem(own)
    if (space) return { ...part, what: 'row' as const, ...space }
    if (isHeader(cells)) {
      header = besideTimes(cells)
      return { ...part, what: 'header' as const }
    }
    const row = header && rowOf(cells, header)
    if (row) return { ...part, what: 'row' as const, ...row }
    // The banner with which sar and iostat begin, and the averages with which they end.
    return {
      ...part,
      what: /^(?:Linux |Average:|Filesystem\b|procs? -)|\bLINUX RESTART\b/.test(text) ? ('header' as const) : ('other' as const)
    }
  })
}

/** What sar sums up at the end is of no time. */
const average = /^Average:/

/** What may stand beside a time on its line: a mark, or the name of what is printed. */
const wordsBeside = /^[#=*>|:[\]()-]*(?:[A-Za-z][\w./-]*[\s#=*>|:[\]()-]*){0,4}$/

/** `vmstat -t` and others end a row with its date and time. */
const atEnd = /\s(?<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)$/

/** The time with which a line begins, or all that is on it. A name before a number is no time. */
function timeOfLine(text: string, times: TimeFinder): WrittenTime | null {
  const ending = atEnd.exec(text.trimEnd())
  if (ending !== null) return times.at(text.trimEnd(), ending.index + 1)
  const start = /^[\s#=*>|[(-]*/.exec(text)?.[0].length ?? 0
  const time = times.at(text, start) ?? times.within(text, start + 1)
  return time && time.original.includes(':') ? time : null
}

/** What stands over the times in a header: words for them or their zone before the columns, or the zone of the machine behind. */
function besideTimes(cells: readonly string[]): readonly string[] {
  if (/^(?:UTC|GMT|[A-Z]{3,4}|time|timestamp)$/.test(cells.at(-1) ?? '') && cells.length > 8) return cells.slice(0, -1)
  const isZone = (cell: string): boolean => /^[A-Z]{3,5}$/.test(cell) && offsetMinutesOf(cell) !== null
  const first = cells.findIndex(
    (cell) =>
      !isZone(cell) &&
      !/^(?:date|time|timestamp|datetime|day|clock|datum|zeit|uhrzeit|heure|hora|fecha)(?:\([A-Z]{2,5}\))?:?$/i.test(cell)
  )
  return first > 0 ? cells.slice(first) : cells
}

function isHeader(cells: readonly string[]): boolean {
  return (
    cells.length >= 3 &&
    new Set(cells).size === cells.length &&
    cells.every((cell) => /^[%A-Za-z][\w%/().:-]*$/.test(cell) && cell.length <= 24) &&
    cells.some((cell) => /[%/_]/.test(cell) || cell === cell.toUpperCase() || cell === cell.toLowerCase())
  )
}

const suffixed = /^(?<number>\d+(?:\.\d+)?)(?:%|(?<size>[KMGTP])i?B?|(?<milli>m))?$/
const sizes: Readonly<Record<string, number>> = { K: 1e-3, M: 1, G: 1e3, T: 1e6, P: 1e9 }

/** A number with the suffix that tools print: sizes come as megabytes. */
function valueOf(cell: string): number | null {
  const groups = suffixed.exec(cell)?.groups
  if (groups?.['size'] !== undefined) return Number(groups['number']) * (sizes[groups['size']] ?? 1)
  if (groups?.['milli'] !== undefined) return Number(groups['number']) / 1000
  return groups ? Number(groups['number']) : numberOf(cell)
}

function rowOf(cells: readonly string[], header: readonly string[]): Pick<Part, 'name' | 'values'> | null {
  if (cells.length !== header.length) return null
  // The number of a processor is its name.
  const values = cells.map((cell, index) => (header[index] === 'CPU' ? null : valueOf(cell)))
  const names = cells.filter((_, index) => values[index] === null)
  if (names.length > cells.length / 2) return null
  return {
    name: names.filter((name) => name !== 'all').join(' '),
    values: header.flatMap((column, index) => {
      const value = values[index]
      return value === null || value === undefined ? [] : [[seriesOf(column, header), value] as const]
    })
  }
}

const kinds: readonly (readonly [kind: string, named: RegExp])[] = [
  ['disk', /^(?:device|dev|disk)s?:?$/i],
  ['network', /^iface$/i],
  ['cpu', /^cpu$/i],
  // Of one device only, iostat need not say which.
  ['disk', /^(?:[rw]_)?await(?:_ms)?$|^a(?:vg)?qu-sz$/i]
]

/** A column by itself says little: `%util` of what, the header's first name tells. */
function seriesOf(column: string, header: readonly string[]): string {
  const kind = kinds.find(([, named]) => header.some((name) => named.test(name)))?.[0]
  return kind === undefined ? column : `${kind} ${column === 'tps' ? 'transfers/s' : column}`
}

const spaceRow =
  /^(?<device>\S+)\s+(?:\w+\s+)?(?<size>\d[\d.]*[KMGTP]?)\s+(?<used>\d[\d.]*[KMGTP]?)\s+(?<free>\d[\d.]*[KMGTP]?)\s+(?<share>\d{1,3})%\s+(?<mount>\/\S*)/

/** A row of `df`, which is known without its header. */
function fileSystem(text: string): Pick<Part, 'name' | 'values'> | null {
  const groups = spaceRow.exec(text.trim())?.groups
  if (!groups) return null
  return {
    name: groups['mount'] ?? '',
    values: [
      ['disk_used_percent', Number(groups['share'])],
      ['disk_free_mb', valueOf(groups['free'] ?? '') ?? 0]
    ]
  }
}

/** The date that sar and iostat write once, above all their times: month first unless that cannot be. */
function dayOfBanner(banner: string): string | null {
  const { y, m, d, m2, d2, y2 } =
    /^Linux .*?\s(?:(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)|(?<m2>\d\d)\/(?<d2>\d\d)\/(?<y2>\d{2,4}))\s/.exec(banner)?.groups ?? {}
  if (y !== undefined) return `${y}-${m}-${d}`
  if (y2 === undefined) return null
  const [month, day] = Number(m2) > 12 ? [d2, m2] : [m2, d2]
  return `${y2.length === 2 ? `20${y2}` : y2}-${month}-${day}`
}

function momentOf(time: WrittenTime, calendar: Calendar): Moment {
  return { ts: calendar.instant(time), tsOriginal: time.original }
}

function* measuresOf(part: Part, moment: Moment, host: string | null, place: Place): Generator<ReadItem> {
  if (moment.ts === null) {
    yield { kind: 'rejected', ...place, reason: 'a row whose time cannot be read' }
    return
  }
  const entity = [host, part.name].filter((one) => one !== null && one !== '').join(' ') || null
  for (const [series, value] of part.values) {
    const record = { ...moment, series, value, unit: unitOfPrinted(series), entity, attributes: {} }
    yield { kind: 'record', table: 'metrics', ...place, record }
  }
}

/** Columns of machines' tools say percent before the name, and mean milliseconds by a wait. */
function unitOfPrinted(series: string): string | null {
  if (series.includes('%')) return 'percent'
  return /await$|svctm$/.test(series) ? 'ms' : series.endsWith('/s') ? 'per-second' : unitOfSeries(series)
}
