import type { Brief } from '../../domain/index.ts'
import { createCalendar } from '../time/calendar.ts'
import { dateInText } from '../time/date-in-text.ts'
import { createTimeFinder } from '../time/find-time.ts'

/** Every line of a brief that states a date, a time or a figure, so that it can be checked against the other sources. */
export function statementsOf(lines: readonly string[], zone: string | null): Brief['statements'] {
  const times = createTimeFinder()
  const context = { zone: { name: zone ?? 'UTC', basis: 'brief', support: '' } as const }
  let day = lines.map((line) => dateInText(line)?.date).find((date) => date !== undefined) ?? null
  let inCode = false
  return lines.flatMap((line, index) => {
    if (/^\s*```/.test(line)) inCode = !inCode
    const text = line
      .replaceAll(/\*\*|`/g, '')
      .replace(/^[\s>*+-]+/, '')
      .replace(/^#{1,6} /, '')
      .trim()
    if (inCode || !/\d/.test(text)) return []
    const date = dateInText(text)
    day = date?.date ?? day
    const time = times.within(text, 200, true)
    // A fresh calendar each time: statements of a brief stand in no order of time.
    const calendar = createCalendar({ ...context, day })
    const dayOnly = date === null ? null : `${date.date}T00:00:00.000Z`
    return [{ line: index + 1, time: time && time.original.length >= 4 ? calendar.instant(time) : dayOnly, text }]
  })
}
