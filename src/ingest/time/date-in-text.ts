import { clockMsOf, monthOf, weekdayOf } from './written-time.ts'

const names =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?'
const forms: readonly RegExp[] = [
  /(?<![\d-])(?<y>(?:19|20)\d\d)[-/.](?<m>\d\d)[-/.](?<d>\d\d)(?!\d)/,
  new RegExp(`(?<![\\d])(?<d>\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?<name>${names})\\.?,?[ -](?<y>(?:19|20)\\d\\d)`, 'i'),
  new RegExp(`(?<name>${names})\\.? (?<d>\\d{1,2})(?:st|nd|rd|th)?,? (?<y>(?:19|20)\\d\\d)`, 'i'),
  /(?<![\d/])(?<d>\d{1,2})[/.](?<m>\d{1,2})[/.](?<y>(?:19|20)\d\d)(?!\d)/
]

export interface DateInText {
  /** ISO date. */
  readonly date: string
  /** The weekday that the text gives it, 0 = Sunday: perhaps a wrong one. */
  readonly weekday: number | null
  readonly start: number
  readonly end: number
}

/** The first date in prose, in ISO, English or day-first numbers; null when there is none. */
export function dateInText(text: string): DateInText | null {
  let best: DateInText | null = null
  for (const form of forms) {
    const match = form.exec(text)
    const groups = match?.groups
    if (!match || !groups || (best !== null && match.index >= best.start)) continue
    const month = groups['name'] === undefined ? Number(groups['m']) : monthOf(groups['name'])
    const ms =
      month === null ? null : clockMsOf({ year: Number(groups['y']), month, day: Number(groups['d']), hour: 0, minute: 0 })
    if (ms === null) continue
    const before = /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+(?:the )?$/i.exec(text.slice(0, match.index))
    best = {
      date: new Date(ms).toISOString().slice(0, 10),
      weekday: before ? weekdayOf(before[1] ?? '') : null,
      start: match.index,
      end: match.index + match[0].length
    }
  }
  return best
}
