import { offsetMinutesOf, offsetPattern } from './offsets.ts'
import { type ClockParts, clockMsOf, type DateOrder, monthOf, weekdayOf } from './written-time.ts'

type Groups = Record<string, string | undefined>

/** One way to write a time. `parts` reads the named groups; a group `z` is always the offset. */
export interface TimeShape {
  readonly name: string
  readonly source: string
  readonly lacks: 'nothing' | 'year' | 'day'
  readonly parts: (groups: Groups, order: DateOrder) => ClockParts | { readonly epochMs: number } | null
}

const monthNames = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)'
const fraction = '(?:[.,](?<f>\\d{1,9}))?'
const zone = `(?: ?(?<z>${offsetPattern}))?`
const half = '(?: ?(?<p>[AaPp])\\.?[Mm]\\b\\.?)?'
const clock = `(?<h>\\d{1,2}):(?<i>\\d\\d)(?::(?<s>\\d\\d)${fraction})?`
const fullClock = `(?<h>\\d\\d):(?<i>\\d\\d):(?<s>\\d\\d)${fraction}`

const timeOf = (g: Groups) => ({
  hour: Number(g['h']),
  minute: Number(g['i']),
  second: g['s'] === undefined ? undefined : Number(g['s']),
  fraction: g['f'],
  half: g['p']
})
const plain = (g: Groups): ClockParts => ({
  year: Number(g['y']),
  month: Number(g['m']),
  day: Number(g['d']),
  ...timeOf(g)
})
const named = (g: Groups): ClockParts | null => {
  const month = monthOf(g['m'] ?? '')
  return month === null
    ? null
    : { ...(g['y'] === undefined ? {} : { year: Number(g['y']) }), month, day: Number(g['d']), ...timeOf(g) }
}
const epoch = (g: Groups): { epochMs: number } => {
  const digits = `${g['e'] ?? ''}${(g['f'] ?? '').padEnd(3, '0').slice(0, 3)}`
  return { epochMs: Number(g['e']?.length === 10 ? digits : (g['e'] ?? '').slice(0, 13)) }
}

/** Every way of writing a time that ingest knows, the most specific first. A new one is a line here and a line of test. */
export const timeShapes: readonly TimeShape[] = [
  {
    name: 'iso',
    source: `(?<y>(?:19|20)\\d\\d)(?<a>[-/.])(?<m>\\d\\d)\\k<a>(?<d>\\d\\d)(?:(?<t>T)|[_ ]|  |-|:)(?<h>\\d\\d)[:.](?<i>\\d\\d)(?:[:.](?<s>\\d\\d)(?:[.,:](?<f>\\d{1,9}))?)?${half}${zone}`,
    lacks: 'nothing',
    parts: plain
  },
  {
    name: 'clf',
    source: `(?<d>\\d{1,2})/(?<m>${monthNames})/(?<y>\\d{4})[: ]${fullClock}${zone}`,
    lacks: 'nothing',
    parts: named
  },
  {
    name: 'ctime',
    source: `(?:(?<w>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?<m>${monthNames}) {1,2}(?<d>\\d{1,2}) ${fullClock}${zone} (?<y>\\d{4})(?!\\d)(?: (?<z2>[+-]\\d{4}(?!\\d)|(?:GMT|UTC)\\b))?`,
    lacks: 'nothing',
    parts: named
  },
  {
    name: 'ctime-day-first',
    source: `(?:(?<w>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?<d>\\d{1,2})\\.? (?<m>${monthNames})[a-z]* ${clock}${half}${zone} (?<y>(?:19|20)\\d\\d)(?![\\d:])`,
    lacks: 'nothing',
    parts: named
  },
  {
    name: 'day-month-year',
    source: `(?:(?<w>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?<d>\\d{1,2})(?:st|nd|rd|th)?[ -](?<m>${monthNames})[a-z]*\\.?,?[ -](?<y>\\d{4}),?(?: at)?[ T:-]{1,3}${clock}${half}${zone}`,
    lacks: 'nothing',
    parts: named
  },
  {
    // Oracle's own way: 07-APR-31 09.00.00.123456 AM
    name: 'day-month-short-year',
    source: `(?<![\\d-])(?<d>\\d{1,2})-(?<m>${monthNames})-(?<y>\\d\\d(?:\\d\\d)?) {1,2}(?<h>\\d{1,2})(?<a>[.:])(?<i>\\d\\d)\\k<a>(?<s>\\d\\d)${fraction}${half}${zone}`,
    lacks: 'nothing',
    parts: (g) => named({ ...g, y: g['y']?.length === 2 ? `20${g['y']}` : g['y'] })
  },
  {
    name: 'month-day-year',
    source: `(?:(?<w>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?<m>${monthNames})[a-z]*\\.? {1,2}(?<d>\\d{1,2})(?:st|nd|rd|th)?,? (?<y>\\d{4}),?(?: at)? {1,2}${clock}${half}${zone}`,
    lacks: 'nothing',
    parts: named
  },
  {
    // Kibana's tables: Apr 7, 2031 @ 09:00:45.267
    name: 'month-day-year-at',
    source: `(?<m>${monthNames})[a-z]*\\.? (?<d>\\d{1,2}),? (?<y>\\d{4}),? @ ${clock}${half}${zone}`,
    lacks: 'nothing',
    parts: named
  },
  {
    // Jira's exports: 07/Apr/31 9:00 AM
    name: 'day-named-month-short-year',
    source: `(?<![\\d/])(?<d>\\d{1,2})(?<a>[/.-])(?<m>${monthNames})\\k<a>(?<y>\\d\\d(?:\\d\\d)?),? ${clock}${half}${zone}`,
    lacks: 'nothing',
    parts: (g) => named({ ...g, y: g['y']?.length === 2 ? `20${g['y']}` : g['y'] })
  },
  {
    name: 'syslog',
    source: `(?:(?<w>Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(?<m>${monthNames}) {1,2}(?<d>\\d{1,2}) ${fullClock}${zone}`,
    lacks: 'year',
    parts: named
  },
  {
    name: 'slashed',
    source: `(?<m>\\d{1,2})(?<a>[/.-])(?<d>\\d{1,2})\\k<a>(?<y>(?:19|20)\\d\\d),?(?:[ T-]+|:)${clock}${half}${zone}`,
    lacks: 'nothing',
    parts: (g, order) => dated(Number(g['m']), Number(g['d']), order, { year: Number(g['y']), ...timeOf(g) })
  },
  {
    // In Finland, Denmark and Italy the clock has points too: 7.4.2031 9.00
    name: 'dotted',
    source: `(?<![\\d.])(?<d>\\d{1,2})\\.(?<m>\\d{1,2})\\.(?<y>(?:19|20)\\d\\d),? {1,2}(?:klo |kl\\. ?)?(?<h>\\d{1,2})\\.(?<i>\\d\\d)(?:\\.(?<s>\\d\\d)(?:,(?<f>\\d{1,9}))?)?(?![\\d:])`,
    lacks: 'nothing',
    parts: plain
  },
  {
    name: 'short-year',
    source: `(?<![\\d.-])(?<m>\\d\\d)(?<a>[/.])(?<d>\\d\\d)\\k<a>(?<y>\\d\\d),? ${clock}${half}`,
    lacks: 'nothing',
    // Between points the day comes first wherever people write so.
    parts: (g, order) =>
      g['a'] === '.' && Number(g['d']) <= 12
        ? { ...timeOf(g), day: Number(g['m']), month: Number(g['d']), year: 2000 + Number(g['y']) }
        : shortYear([Number(g['m']), Number(g['d']), Number(g['y'])], order, timeOf(g))
  },
  {
    name: 'basic',
    source: `(?<!\\d)(?<y>(?:19|20)\\d\\d)(?<m>[01]\\d)(?<d>[0-3]\\d)(?:[T_ -]?(?<h>\\d\\d)(?<i>\\d\\d)(?<s>\\d\\d)|[T_ -](?<h2>\\d{1,2}):(?<i2>\\d\\d):(?<s2>\\d\\d))(?:[.,:](?<f>\\d{1,9}))?(?!\\d)${zone}`,
    lacks: 'nothing',
    parts: (g) => plain({ ...g, h: g['h'] ?? g['h2'], i: g['i'] ?? g['i2'], s: g['s'] ?? g['s2'] })
  },
  {
    name: 'epoch',
    source: `(?<![\\d.-])(?:(?<e>[1-4]\\d{9})(?:\\.(?<f>\\d{1,9}))?|(?<e2>[1-4]\\d{12}|[1-4]\\d{15}|[1-4]\\d{18}))(?![\\d])`,
    lacks: 'nothing',
    parts: (g) => epoch({ ...g, e: g['e'] ?? g['e2'] })
  },
  {
    name: 'glog',
    source: `(?<=^[IWEFD])(?<m>[01]\\d)(?<d>[0-3]\\d) ${fullClock}`,
    lacks: 'year',
    parts: (g) => ({ month: Number(g['m']), day: Number(g['d']), ...timeOf(g) })
  },
  {
    name: 'month-day',
    source: `(?<![\\d/-])(?<m>[0-3]\\d)(?<a>[-/])(?<d>[0-3]\\d) ${fullClock}`,
    lacks: 'year',
    // Between strokes the day comes first unless it cannot, between dashes the month.
    parts: (g) => dated(Number(g['m']), Number(g['d']), g['a'] === '/' ? 'day-first' : 'month-first', timeOf(g))
  },
  {
    name: 'day-month',
    source: `(?<![\\d.])(?<d>[0-3]?\\d)\\.(?<m>[01]?\\d)\\.,? {1,2}${clock}(?![\\d:])`,
    lacks: 'year',
    parts: (g) => ({ month: Number(g['m']), day: Number(g['d']), ...timeOf(g) })
  },
  {
    // Without its last point only where a line or a cell begins: 07.04 09:00
    name: 'day-month-first',
    source: `(?<=^[[("]?)(?<d>[0-3]\\d)\\.(?<m>[01]\\d),? {1,2}${clock}(?![\\d:])`,
    lacks: 'year',
    parts: (g) => ({ month: Number(g['m']), day: Number(g['d']), ...timeOf(g) })
  },
  {
    name: 'six-digits',
    source: `(?<!\\d)(?<y>\\d\\d)(?<m>[01]\\d)(?<d>[0-3]\\d) {1,2}(?:(?<h>[0-2]\\d)(?<i>[0-5]\\d)(?<s>[0-5]\\d)(?!\\d)|(?<h2>\\d{1,2}):(?<i2>\\d\\d):(?<s2>\\d\\d))`,
    lacks: 'nothing',
    parts: (g) =>
      plain({ ...g, y: String(2000 + Number(g['y'])), h: g['h'] ?? g['h2'], i: g['i'] ?? g['i2'], s: g['s'] ?? g['s2'] })
  },
  // People's notes; between two clocks a dash is no offset.
  {
    name: 'day-month-named',
    source: `(?<![\\d:.])(?:(?<w>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?<d>[0-3]?\\d) (?<m>${monthNames})[a-z]*\\.?,?(?: at)? {1,2}${clock}${half}(?: (?<z>UTC|GMT|BST|WEST|WET|CEST|CET|EEST|EET)\\b)?(?! (?:19|20)\\d\\d\\b)(?![\\d:])`,
    lacks: 'year',
    parts: named
  },
  {
    name: 'slashed-day-month',
    source: `(?<![\\d/.])(?<m>[0-3]\\d)/(?<d>[0-3]\\d),? {1,2}${clock}(?![\\d:])`,
    lacks: 'year',
    parts: (g, order) => dated(Number(g['m']), Number(g['d']), order, timeOf(g))
  },
  {
    // Only where a line or a cell begins, and without seconds: 07-04 09:00
    name: 'dashed-day-month',
    source: `(?<=^[[("]?)(?<m>[0-3]\\d)-(?<d>[0-3]\\d),? {1,2}${clock}(?![\\d:])`,
    lacks: 'year',
    parts: (g, order) => dated(Number(g['m']), Number(g['d']), order, timeOf(g))
  },
  { name: 'clock', source: `(?<![\\d:.])${clock}${half}(?![\\d:])`, lacks: 'day', parts: (g) => timeOf(g) }
]

function dated(first: number, second: number, order: DateOrder, rest: Omit<ClockParts, 'month' | 'day'>): ClockParts {
  const isDayFirst = first > 12 || (second <= 12 && order === 'day-first')
  return isDayFirst ? { ...rest, day: first, month: second } : { ...rest, month: first, day: second }
}

function shortYear(numbers: readonly [number, number, number], order: DateOrder, rest: Omit<ClockParts, 'year'>): ClockParts {
  const [first, second, third] = numbers
  // A year of these decades, where only one of the outer numbers is one.
  const likely = (number: number): boolean => number >= 15 && number <= 45
  const isYearFirst =
    likely(first) === likely(third)
      ? third <= 31 && (first > 12 || order === 'day-first') && second <= 12
      : likely(first) && second <= 12
  return isYearFirst
    ? { ...rest, year: 2000 + first, month: second, day: third }
    : dated(first, second, order, { ...rest, year: 2000 + third })
}

/** `02:00-03:00` behind a date that people wrote is from two until three: only `T02:00-03:00` states an offset without seconds. */
const isRange = (groups: Groups, offset: string): boolean =>
  groups['s'] === undefined && groups['t'] === undefined && /^-\d\d:\d\d$/.test(offset) && groups['h'] !== undefined

export interface ShapeMatch {
  readonly clockMs: number
  readonly offsetMinutes: number | null
  readonly weekday: number | null
}

/** The reading of a shape's match; null when its digits are no time after all. */
export function readShape(shape: TimeShape, groups: Groups, order: DateOrder): ShapeMatch | null {
  const parts = shape.parts(groups, order)
  if (parts === null) return null
  if ('epochMs' in parts) return { clockMs: parts.epochMs, offsetMinutes: 0, weekday: null }
  const clockMs = clockMsOf(parts)
  if (clockMs === null) return null
  // git writes the offset after the year, and certificates their zone.
  const written = groups['z'] ?? groups['z2']
  const offset = written === undefined || isRange(groups, written) ? null : offsetMinutesOf(written)
  return { clockMs, offsetMinutes: offset, weekday: groups['w'] === undefined ? null : weekdayOf(groups['w']) }
}
