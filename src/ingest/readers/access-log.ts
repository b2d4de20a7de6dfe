import type { Attributes, RecordOf } from '../../domain/index.ts'
import { durationMsOf } from '../fields/durations.ts'
import { dashAsNull, numberOf } from '../fields/fields.ts'
import type { LineStream, ReadContext, Reader, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { type DurationColumn, durationMsOfCell, findDurationColumn, momentOfTimes } from './access-duration.ts'
import { shareOfHeads, zoneOfTimes, streamed } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

const head =
  /^(?:(?<vhost>[\w.*-]+(?::\d+)?) (?=\S+ \S+ [^[]{1,80}\[))?(?<client>\S+) (?<ident>\S+) (?<user>[^[]{1,80}?) \[(?<time>[^\]]{10,40})\] "(?<request>(?:[^"\\]|\\.|"(?=[^ ]))*)" (?<status>\d{3}|-) (?<bytes>\d+|-)(?<rest>.*)$/
const requestLine = /^(?<method>[A-Z]+) (?<target>.*?)(?: (?<protocol>HTTP\/[\d.]+))?$/
const token = /"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|(\S+)/g

interface Line {
  readonly groups: Record<string, string | undefined>
  /** What follows status and bytes: quoted texts and bare words apart. */
  readonly quoted: readonly string[]
  readonly bare: readonly string[]
}

/** Common and combined access logs of nginx, Apache and load balancers, with a trailing duration and extra fields. */
export const accessLog: Reader = streamed({
  format: 'access-log',
  title: 'Web server access log (common, combined)',
  detect: (file) => 0.96 * shareOfHeads(file, linesOf(file).length),
  zoneOf(file) {
    const times = createTimeFinder()
    return zoneOfTimes(linesOf(file).flatMap(({ groups }) => times.at(groups['time'] ?? '', 0) ?? []))
  },
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    const { column, tsIs } = layoutOf(file, context)
    yield* readLineRecords<Line>(file.lines, {
      begin: parse,
      continues: () => false,
      orphan: () => 'not a line of an access log',
      finish(line) {
        const time = times.at(line.groups['time'] ?? '', 0)
        if (time === null) return { rejected: 'a time that cannot be read' }
        return { table: 'requests', record: requestOf(line, column, calendar.instant(time), time.original, tsIs) }
      }
    })
  },
  plainRequests(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    const { column, tsIs } = layoutOf(file, context)
    const suffix =
      column === null
        ? ''
        : (/[a-zµ]+$/i.exec(sampleOf(file).find(({ bare }) => bare[column.index])?.bare[column.index] ?? '')?.[0] ?? '')
    // A first word that is no duration would be an attribute: no plain line.
    if (column !== null && column.index > 0) return null
    return {
      duration: column && { suffix, toMs: durationMsOfCell(`1${suffix}`, column) ?? column.toMs },
      attributes: tsIs === 'unknown' ? {} : { tsIs },
      instantOf(text) {
        const time = times.at(text, 0)
        return time?.original === text && time.lacks === 'nothing' ? calendar.instant(time) : null
      }
    }
  }
})

interface Layout {
  readonly column: DurationColumn | null
  readonly tsIs: 'start' | 'end' | 'unknown'
}

/** What the beginning of the file tells of all of it. */
function layoutOf(file: LineStream, { note }: Pick<ReadContext, 'note'>): Layout {
  const times = createTimeFinder()
  const sample = sampleOf(file)
  const column = findDurationColumn(sample.map(({ bare }) => bare))
  if (column === null) return { column, tsIs: 'unknown' }
  note?.(column.evidence)
  const moments = sample.map((line) => ({
    at: times.at(line.groups['time'] ?? '', 0)?.clockMs ?? 0,
    durationMs: durationMsOfCell(line.bare[column.index], column) ?? 0
  }))
  return { column, tsIs: momentOfTimes(moments) }
}

function sampleOf(file: LineStream): Line[] {
  return file.lines.slice(0, 20_000).flatMap((text) => parse(text) ?? [])
}

function linesOf(file: TextFile): Line[] {
  return file.lines.flatMap((text) => parse(text) ?? [])
}

function parse(text: string): Line | null {
  const groups = head.exec(text)?.groups
  if (!groups) return null
  const quoted: string[] = []
  const bare: string[] = []
  for (const [, inQuotes, inBrackets, word] of (groups['rest'] ?? '').matchAll(token)) {
    if (inQuotes !== undefined) quoted.push(inQuotes)
    else bare.push(inBrackets ?? word ?? '')
  }
  return { groups, quoted, bare }
}

function requestOf(
  line: Line,
  column: DurationColumn | null,
  ts: string | null,
  tsOriginal: string,
  tsIs: string
): RecordOf<'requests'> {
  const { groups, quoted } = line
  const request = requestLine.exec(groups['request'] ?? '')?.groups
  const [referrer, userAgent, ...furtherQuoted] = quoted
  const { durationMs, attributes } = extras(line.bare, column)
  for (const [index, text] of furtherQuoted.entries()) Object.assign(attributes, named(text, `quoted${index + 1}`))
  // nginx also writes times between quotes; a lone quoted field is no referrer then.
  if (tsIs !== 'unknown') attributes['tsIs'] = tsIs
  if (groups['vhost'] !== undefined) attributes['vhost'] = groups['vhost']
  if (request?.['protocol'] !== undefined) attributes['protocol'] = request['protocol']
  return {
    ts,
    tsOriginal,
    entity: null,
    client: dashAsNull(groups['client']),
    method: request?.['method'] ?? null,
    target: request?.['target'] ?? groups['request'] ?? '',
    status: groups['status'] === '-' ? null : Number(groups['status']),
    bytes: groups['bytes'] === '-' ? 0 : Number(groups['bytes']),
    durationMs,
    referrer: dashAsNull(referrer),
    userAgent: dashAsNull(userAgent),
    userName: dashAsNull(groups['user']),
    attributes
  }
}

/** Bare words after the usual fields: the duration, `name=value` pairs (`rt=0.123`), addresses, ids and further numbers. */
function extras(bare: readonly string[], column: DurationColumn | null): { durationMs: number | null; attributes: Attributes } {
  const attributes: Attributes = {}
  let durationMs = column === null ? null : durationMsOfCell(bare[column.index], column)
  for (const [index, word] of bare.entries()) {
    if (index === column?.index || word === '-') continue
    const [, name, value = ''] = /^([A-Za-z_][\w-]*)[=:](.+)$/.exec(word) ?? []
    if (name === undefined) Object.assign(attributes, named(word, `field${index + 1}`))
    else {
      const plain = value.replaceAll(/^"|"$/g, '')
      attributes[name] = numberOf(plain) ?? plain
      if (/^(?:rt|request_time|duration|took|time|elapsed|dur|latency)$/i.test(name))
        durationMs ??= durationMsOf(plain) ?? scaled(plain)
    }
  }
  return { durationMs, attributes }
}

/** nginx and others write seconds with a fraction; whole numbers are milliseconds. */
function scaled(text: string): number | null {
  const number = numberOf(text)
  return number === null ? null : text.includes('.') ? number * 1000 : number
}

/** What a cache before the service writes of its part: `hit`, `MISS`, `TCP_MEM_HIT:NONE`. */
const cacheWord =
  /^(?:TCP_)?(?:[A-Z]+_)?(?:hit|miss|expired|stale|bypass|pass|revalidated|updating|refreshmiss|hitmiss|hitpass)(?:[:/].*)?$/i

function named(text: string, otherwise: string): Attributes {
  if (text === '' || text === '-') return {}
  if (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(text)) return { upstream: text }
  if (/^(?:\d+\.\d+\.\d+\.\d+(?:, ?|$))+$/.test(text)) return { forwardedFor: text }
  if (cacheWord.test(text)) return { cache: text }
  if (/^[0-9a-f-]{16,40}$/i.test(text) && /[a-f-]/i.test(text)) return { requestId: text }
  return { [otherwise]: numberOf(text) ?? text }
}
