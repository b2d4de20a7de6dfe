import { epochMsOf, instantOf, type TimeWindow } from '../../domain/index.ts'
import { createCalendar } from '../time/calendar.ts'
import { dateInText } from '../time/date-in-text.ts'
import { createTimeFinder } from '../time/find-time.ts'

/**
 * The window that a text such as "09:00 AM - 2:00 PM" or "2031-04-07T09:00Z to 14:00" states. The day comes from the text
 * itself or from `dated`, the zone from the brief; null when there are not two times or no day.
 */
export function windowOf(text: string, dated: string, zone: string | null): TimeWindow | null {
  const times = createTimeFinder()
  const day = (dateInText(text) ?? dateInText(dated))?.date ?? null
  const calendar = createCalendar({ zone: { name: zone ?? 'UTC', basis: 'brief', support: '' }, day })
  const from = times.within(text, 200, true)
  const to = from && times.within(text.slice(from.end), 200, true)
  const [start, end] = [from && calendar.instant(from), to && calendar.instant(to)]
  if (start === null || end === null) return null
  // "22:00 - 02:00" ends on the next day.
  const endMs = epochMsOf(end) > epochMsOf(start) ? epochMsOf(end) : epochMsOf(end) + 86_400_000
  return endMs > epochMsOf(start) ? { from: start, to: instantOf(endMs) } : null
}
