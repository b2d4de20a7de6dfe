import type { Attributes } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'
import { secondsNames } from '../fields/durations.ts'
import { rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import type { Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, zoneOfTimes, streamed } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

const pair = /([A-Za-z_@][\w.@/-]*)=("(?:[^"\\]|\\.)*"|[^\s"]*)(?:\s+|$)/y

/** Lines of `key=value` pairs, as Go services, Heroku and Grafana write them. */
export const logfmt: Reader = streamed({
  format: 'logfmt',
  title: 'Log of key=value pairs (logfmt)',
  detect: (head) => 0.94 * shareOfHeads(head, head.lines.filter((line) => pairsOf(line) !== null).length),
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(
      head.lines.flatMap((line) =>
        Object.values(pairsOf(line) ?? {})
          .flatMap((value) => (typeof value === 'string' ? (times.at(value, 0) ?? []) : []))
          .slice(0, 1)
      )
    )
  },
  *stream(file, context) {
    const sample = file.lines.slice(0, 2000).map((line) => pairsOf(line) ?? {})
    const inSeconds = secondsNames(sample)
    const roles = rolesOf(sample)
    if (roles.note !== null) context.note?.(roles.note)
    const clock: FieldClock = { times: createTimeFinder(), calendar: createCalendar(context), inSeconds }
    yield* readLineRecords<Attributes>(file.lines, {
      begin(line) {
        const values = pairsOf(line)
        return values && underUsualNames(values, roles)
      },
      continues: (line) => /^\s/.test(line),
      orphan: () => 'not a line of key=value pairs',
      finish: (values, more) =>
        recordOfFields(tableOf(values, roles), more.length === 0 ? values : { ...values, more: more.join('\n') }, clock)
    })
  }
})

/** The pairs of a line that consists of them: three at least, or two with a level or message. */
function pairsOf(line: string): Attributes | null {
  const text = line.trim()
  const values: Attributes = {}
  pair.lastIndex = 0
  let at = 0
  for (let match = pair.exec(text); match !== null; match = pair.exec(text)) {
    const [, name = '', written = ''] = match
    at = pair.lastIndex
    const plain = written.startsWith('"')
      ? written
          .slice(1, -1)
          .replaceAll(/\\(["\\])/g, '$1')
          .replaceAll(String.raw`\n`, '\n')
      : written
    values[name] = written.startsWith('"') || plain.length > 15 || /^0\d/.test(plain) ? plain : (numberOf(plain) ?? plain)
  }
  const count = Object.keys(values).length
  const isWhole = at >= text.length
  return isWhole && (count >= 3 || (count === 2 && ('msg' in values || 'level' in values))) ? values : null
}
