const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const weekday = String.raw`(?<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b`
const month = String.raw`(?<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*`
const day = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`
const year = String.raw`(?<year>\d{4})`
const forms = [
  String.raw`${day}(?: of)?[ -]${month}(?:,?[ -]${year})?\b`,
  String.raw`${month} ${day}(?:,? ${year})?\b`,
  String.raw`${year}-(?<monthNumber>\d\d)-(?<dayNumber>\d\d)\b`,
  String.raw`(?<first>\d{1,2})[/.](?<second>\d{1,2})[/.]${year}\b`
]
const patterns = forms.flatMap((form) => [
  new RegExp(String.raw`\b${weekday},?(?: the)? ${form}`, 'gi'),
  new RegExp(String.raw`\b${form},? \(?${weekday}`, 'gi')
])

/** The coarse shape of a weekday with a date (RE2): keeps the door from sending whole logs. A search that begins at every digit is dear. */
export const coarseWeekdayWithDate =
  '(?i)\\b(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?\\b.{0,16}\\d|\\b(mon|tues|wednes|thurs|fri|satur|sun)day\\b'

/** Words of which such a line holds one. */
export const weekdayWords = ['mon', 'tue', 'tues', 'wed', 'wednes', 'thu', 'thur', 'thurs', 'fri', 'sat', 'satur', 'sun'].flatMap(
  (stem) => [String.raw`\b${stem}\b`, String.raw`\b${stem}day\b`]
)

export interface WeekdayClaim {
  /** As written. */
  readonly text: string
  readonly stated: string
  /** Weekdays that the date can have: two where day and month may be swapped. */
  readonly possible: readonly string[]
  /** ISO date (the first reading). */
  readonly date: string
}

/** Weekdays that a text gives to dates. A date without a year is read in `defaultYear`. Dates that do not exist are left out. */
export function weekdayClaims(text: string, defaultYear: number | null): WeekdayClaim[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): WeekdayClaim[] => {
      const found = match.groups ?? {}
      const stated = weekdays.find((name) => name.toLowerCase().startsWith((found['weekday'] ?? '').slice(0, 3).toLowerCase()))
      const yearSaid = found['year'] === undefined ? defaultYear : Number(found['year'])
      if (stated === undefined || yearSaid === null) return []
      const dates = readings(found).flatMap(([monthOf, dayOf]) => dateOf(yearSaid, monthOf, dayOf) ?? [])
      const [first] = dates
      if (!first) return []
      const possible = [...new Set(dates.map((date) => weekdays[date.getUTCDay()] ?? ''))]
      return [{ text: match[0], stated, possible, date: first.toISOString().slice(0, 10) }]
    })
  )
}

/** Month (1–12) and day pairs that the found groups can mean. */
function readings(found: Record<string, string | undefined>): [number, number][] {
  if (found['month'] !== undefined) return [[months.indexOf(found['month'].slice(0, 3).toLowerCase()) + 1, Number(found['day'])]]
  if (found['monthNumber'] !== undefined) return [[Number(found['monthNumber']), Number(found['dayNumber'])]]
  const [a, b] = [Number(found['first']), Number(found['second'])]
  return [
    [b, a],
    [a, b]
  ]
}

function dateOf(yearOf: number, monthOf: number, dayOf: number): Date | null {
  const date = new Date(Date.UTC(yearOf, monthOf - 1, dayOf))
  return date.getUTCMonth() === monthOf - 1 && date.getUTCDate() === dayOf ? date : null
}
