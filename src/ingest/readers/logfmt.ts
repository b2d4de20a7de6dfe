import type { Attributes } from '../../domain/index.ts'
import { secondsNames } from '../fields/durations.ts'
import { rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import type { Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, zoneOfTimes, streamed } from './line-format.ts'
import { readLineRecords } from './line-records.ts'
import { pairsOf } from './logfmt-pairs.ts'

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
