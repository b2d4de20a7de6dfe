import type { Reader, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { dateInText } from '../time/date-in-text.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { isBlank } from './line-records.ts'

const mark = /^(?:#{1,6} \S|\s*[-*+] \S|\s*\d+\. \S|\|.*\|$|```|>|---+$|.*\*\*[^*]+\*\*)/

/** Share of lines that are marked up; a heading at least must be there. */
export function markdownShare(head: TextFile): number {
  const filled = head.lines.filter((line) => !isBlank(line))
  const headings = filled.filter((line) => /^#{1,6} \S/.test(line)).length
  // Configuration files and slow logs comment with the same sign.
  if (headings === 0 || headings > filled.length / 2) return 0
  return filled.filter((line) => mark.test(line)).length / filled.length
}

/** Notes, post-mortems and run-books: dated lines are what somebody wrote down (`reports`, channel note); the rest is structure. */
export const markdownNotes: Reader = {
  format: 'markdown-notes',
  title: 'Notes (Markdown)',
  detect: (head) => (markdownShare(head) > 0.2 ? 0.7 : 0),
  zoneOf: () => null,
  *read(file, context) {
    const times = createTimeFinder()
    let calendar = createCalendar(context)
    for (const [index, line] of file.lines.entries()) {
      const place = { firstLine: index + 1, lastLine: index + 1 }
      const isHeading = /^#{1,6} /.test(line)
      const date = dateInText(line)
      if (date) calendar = createCalendar({ ...context, day: date.date })
      const time = isHeading ? null : times.within(line, 60, true)
      if (isBlank(line)) yield { kind: 'blank', ...place }
      else if (!time || time.original.length < 4) yield { kind: 'structure', ...place }
      else {
        yield {
          kind: 'record',
          table: 'reports',
          ...place,
          record: {
            ts: calendar.instant(time),
            tsOriginal: time.original,
            entity: null,
            channel: 'note',
            reference: null,
            author: null,
            official: true,
            priority: null,
            category: null,
            subject: null,
            text: line.replaceAll(/\*\*|^[\s>*+-]+/g, '').trim(),
            status: null,
            attributes: {}
          }
        }
      }
    }
  }
}

/** The brief as a source: what the operations team says is kept with the incident and is never evidence. */
export const briefText: Reader = {
  format: 'brief',
  title: 'Brief (what the operations team says)',
  detect: () => 0,
  zoneOf: () => null,
  *read(file) {
    for (const [index, line] of file.lines.entries()) {
      yield { kind: isBlank(line) ? 'blank' : 'structure', firstLine: index + 1, lastLine: index + 1 }
    }
  }
}
