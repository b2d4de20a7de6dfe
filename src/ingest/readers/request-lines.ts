import type { Attributes, RecordOf } from '../../domain/index.ts'
import { createFields, dashAsNull, type Fields } from '../fields/fields.ts'
import { usualNames } from '../fields/usual-names.ts'
import type { LineStream, Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { type DurationColumn, durationMsOfCell, findDurationColumn } from './access-duration.ts'
import { accessLog } from './access-log.ts'
import { shareOfHeads, streamed, zoneOfTimes } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

/** A request line with its status, anywhere in a line: what every access log has, however its other fields lie. */
const request =
  /"(?<method>GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|PROPFIND|TRACE) (?<target>\S+)(?: (?<protocol>HTTP\/[\d.]+))?"[ ,|;\t]+(?:status[=:]|code[=:])?"?(?<status>[1-5]\d\d)\b"?(?:[ ,|;\t]+(?:[\w.-]+[=:])?"?(?<bytes>\d+|-)"?(?![\w.]))?/
const pair = /(?<![\w.-])([A-Za-z_][\w.-]*)[=:](?:"((?:[^"\\]|\\.)*)"|(\[[^\]]*\]|[^\s"|;]+))/g
const quotedText = /(?<![=:\w])"((?:[^"\\]|\\.)*)"/g
const address = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{1,4}(?::[\da-f]{0,4}){2,7})(?![\w.:])/i
const timed =
  /^(?:rt|dur|t|d|time|ms|took|(?:.*[._-])?(?:duration|elapsed|latency|request_?time|response_?time|resp_?time|req_?time))(?:[._-]?(?:ms|s|us))?$/i
/** A number with its unit behind the status needs no name: `200 93ms`. */
const unnamedTime = /(?:^|[ ,|;\t])"?(\d+(?:\.\d+)?(?:ms|msec|s|sec|us|µs))"?(?=$|[ ,|;\t])/
const bareWord = /(?<![^\s,|;])[^\s,|;=:"]+(?![^\s,|;])/g
/** Apache `%u %t %{route}e "%r"`, Tomcat `%u %t %v "%r"`: of how many one answered a request is worth telling. */
const beforeRequest = /\] ([A-Za-z][\w.-]*) "[A-Z]+ /
const mostServers = 50
/** So far into a line its time is looked for. */
const timeWithin = 120

interface Line {
  readonly text: string
  readonly groups: Record<string, string | undefined>
  /** Named fields that follow or precede the request. */
  readonly pairs: Readonly<Record<string, string>>
  /** What follows the request's bytes without a name or quotes. */
  readonly bare: readonly string[]
  /** The one word between the time's brackets and the request: the node, worker or host that answered. */
  readonly server: string | null
}

/** Access logs whose layout somebody chose: a quoted request line with its status, and fields as `name=value` or in quotes. */
export const requestLines: Reader = streamed({
  format: 'request-lines',
  title: 'Web server access log (own layout)',
  // A log of the common layout with a damaged line is still one of the common layout.
  detect: (file) =>
    (accessLog.detect(file) >= 0.5 ? 0.4 : 0.9) * shareOfHeads(file, file.lines.flatMap((text) => parse(text) ?? []).length),
  zoneOf(file) {
    const times = createTimeFinder()
    return zoneOfTimes(file.lines.flatMap((text) => (parse(text) ? (times.within(text, timeWithin) ?? []) : [])))
  },
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    const layout = layoutOf(file)
    if (layout.duration) context.note?.(layout.duration.evidence)
    yield* readLineRecords<Line>(file.lines, {
      begin: parse,
      continues: () => false,
      orphan: () => 'not a line of an access log',
      finish(line) {
        const time = times.within(line.text, timeWithin)
        if (time === null) return { rejected: 'a time that cannot be read' }
        return { table: 'requests', record: requestOf(line, layout, calendar.instant(time), time.original) }
      }
    })
  }
})

function parse(text: string): Line | null {
  const found = request.exec(text)
  const groups = found?.groups
  if (!groups) return null
  const pairs: Record<string, string> = {}
  for (const [, name = '', quoted, bare] of text.matchAll(pair)) pairs[name] = quoted ?? bare ?? ''
  const rest = text.slice(text.indexOf(found[0]) + found[0].length)
  const bareTime = unnamedTime.exec(rest)?.[1]
  if (bareTime !== undefined && !Object.keys(pairs).some((name) => timed.test(name))) pairs['duration'] = bareTime
  const bare = rest.replaceAll(quotedText, ' ').match(bareWord) ?? []
  return { text, groups, pairs, bare, server: beforeRequest.exec(text)?.[1] ?? null }
}

interface Layout {
  /** The named field that holds how long a request took, or where it stands among the bare words. */
  readonly timedBy: string | null
  readonly duration: DurationColumn | null
  readonly tellsServers: boolean
}

/** What the beginning of a file tells of all of it. */
function layoutOf(file: LineStream): Layout {
  const sample = file.lines.slice(0, 5_000).flatMap((text) => parse(text) ?? [])
  const named = namedDuration(sample)
  const servers = new Set(sample.flatMap(({ server }) => server ?? []))
  return {
    timedBy: named?.name ?? null,
    duration: named?.column ?? findDurationColumn(sample.map(({ bare }) => bare)),
    tellsServers: servers.size > 1 && servers.size <= mostServers
  }
}

/** Of several named fields the longest, which includes the others. */
function namedDuration(sample: readonly Line[]): { readonly name: string; readonly column: DurationColumn } | null {
  const names = [...new Set(sample.flatMap(({ pairs }) => Object.keys(pairs).filter((name) => timed.test(name))))]
  const found = names.flatMap((name) => {
    const cells = sample.map(({ pairs }) => [pairs[name] ?? '-'])
    const column = findDurationColumn(cells)
    if (!column) return []
    const known = cells.flatMap(([cell]) => durationMsOfCell(cell, column) ?? [])
    return [{ name, column, mean: known.reduce((sum, ms) => sum + ms, 0) / Math.max(1, known.length) }]
  })
  return found.toSorted((a, b) => b.mean - a.mean)[0] ?? null
}

function requestOf(
  { text, groups, pairs, bare, server }: Line,
  { timedBy, duration, tellsServers }: Layout,
  ts: string | null,
  tsOriginal: string
): RecordOf<'requests'> {
  const fields = createFields(pairs)
  const texts = [...text.matchAll(quotedText)].map(([, inside]) => inside ?? '').filter((one) => !request.test(`"${one}" 200`))
  const cell = duration && (timedBy === null ? bare[duration.index] : pairs[timedBy])
  const referrer = fields.text([...usualNames.referrer, 'ref']) ?? texts.find((one) => /^https?:\/\//.test(one)) ?? null
  const userAgent =
    fields.text([...usualNames.userAgent, 'ua']) ?? texts.find((one) => /\w\/\d/.test(one) && !/^https?:/.test(one)) ?? null
  return {
    ts,
    tsOriginal,
    entity: null,
    client: clientOf(fields, text),
    method: groups['method'] ?? null,
    target: groups['target'] ?? '',
    status: Number(groups['status']),
    bytes: groups['bytes'] === undefined || groups['bytes'] === '-' ? null : Number(groups['bytes']),
    durationMs: duration ? durationMsOfCell(cell ?? undefined, duration) : null,
    referrer: dashAsNull(referrer),
    userAgent: dashAsNull(userAgent),
    userName: fields.text(['user', 'remote_user', 'username']),
    attributes: { ...attributesOf(fields, timedBy, groups['protocol']), ...(tellsServers && server ? { server } : {}) }
  }
}

const clientOf = (fields: Fields, text: string): string | null =>
  fields.text(usualNames.client) ?? address.exec(text)?.[0] ?? null

function attributesOf(fields: Fields, timedBy: string | null, protocol: string | undefined): Attributes {
  const rest = Object.entries(fields.rest()).filter(
    ([name, value]) => name !== timedBy && value !== '-' && !/^https?$/.test(name)
  )
  return { ...Object.fromEntries(rest), ...(protocol === undefined ? {} : { protocol }) }
}
