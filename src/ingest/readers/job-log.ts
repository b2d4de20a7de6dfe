import type { LineStream, Reader, ReadItem } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { dateInText } from '../time/date-in-text.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { streamed } from './line-format.ts'
import { isBlank, placedLines } from './line-records.ts'

const line = /^[ 01+-]?(?<time>\d\d\.\d\d\.\d\d) (?<job>(?:JOB|STC|TSU|J|S|T)\d{5,7}) (?<rest>.*)$/
const dateLine = /^-{2,} .*-{2,}$/
const message = /^(?<id>[A-Z$@#]{2,4}[A-Z\d]{1,6}\d(?<severity>[A-Z])?|\$HASP\d+)\s+(?<text>\S.*)$/
const levels = { I: 'info', W: 'warning', E: 'error', S: 'error', A: 'error' } as const
const stepped = /^-(?<step>\S+)\s+(?:(?<within>\S+)\s+)?(?<code>\d\d|FLUSH|[SU]\w{3,4})\s+\d+\s/
const dateOf = (text: string): string | null =>
  dateInText(text.replace(/\b([A-Z])([A-Z]{2})\b/g, (_, first: string, rest: string) => first + rest.toLowerCase()))?.date ?? null

/** What JES writes of a job on z/OS: times with points, below a line that says the date. */
export const jobLog: Reader = streamed({
  format: 'job-log',
  title: 'Job log of JES2 (z/OS)',
  detect(head) {
    const filled = head.lines.filter((text) => !isBlank(text))
    const fits = filled.filter((text) => line.test(text)).length
    return fits >= 3 && fits >= 0.6 * filled.length ? 0.95 : 0
  },
  zoneOf: () => null,
  *stream(file: LineStream, context): Generator<ReadItem> {
    const times = createTimeFinder()
    let calendar = createCalendar(context)
    for (const { text, place } of placedLines(file.lines)) {
      const groups = line.exec(text)?.groups
      const rest = groups?.['rest']?.trim() ?? ''
      const day = dateLine.test(rest) ? dateOf(rest) : null
      // From each such line on the day is known.
      if (day !== null) calendar = createCalendar({ ...context, day })
      const written = groups?.['time']
      const time = written === undefined ? null : times.at(written.replaceAll('.', ':'), 0)
      if (isBlank(text)) yield { kind: 'blank', ...place }
      else if (time === null || day !== null) yield { kind: 'structure', ...place }
      else {
        const said = message.exec(rest)?.groups
        const step = stepped.exec(rest)?.groups
        const severity = said?.['severity']
        const isLevel = (letter: string | undefined): letter is keyof typeof levels => letter !== undefined && letter in levels
        const isBroken = /\bABEND=(?!S000)/.test(rest) || /^[SU]/.test(step?.['code'] ?? '')
        yield {
          kind: 'record',
          table: 'events',
          ...place,
          record: {
            ts: calendar.instant(time),
            tsOriginal: written ?? null,
            entity: groups?.['job'] ?? null,
            level: isBroken ? 'error' : isLevel(severity) ? levels[severity] : null,
            logger: said?.['id'] ?? null,
            thread: null,
            message: said?.['text'] ?? rest,
            attributes: step ? { step: step['step'] ?? null, return_code: step['code'] ?? null } : {}
          }
        }
      }
    }
  }
})
