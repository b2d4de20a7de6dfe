import type { Attributes } from '../../domain/index.ts'
import { rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import { secondsNames } from '../fields/durations.ts'
import { numberOf } from '../fields/fields.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import type { Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed, zoneOfTimes } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

/** Labelled tab-separated values (ltsv.org): `time:…<tab>status:200<tab>reqtime:0.5`, in any order, with any labels. */
export const ltsv: Reader = streamed({
  format: 'ltsv',
  title: 'Log of labelled values between tabs (LTSV)',
  detect: (head) => 0.96 * shareOfHeads(head, head.lines.filter((line) => valuesOf(line) !== null).length),
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(
      head.lines.flatMap((line) =>
        Object.values(valuesOf(line) ?? {})
          .flatMap((value) => (typeof value === 'string' ? (times.at(value.replace(/^\[/, ''), 0) ?? []) : []))
          .slice(0, 1)
      )
    )
  },
  *stream(file, context) {
    const sample = file.lines.slice(0, 2000).map((line) => valuesOf(line) ?? {})
    const roles = rolesOf(sample)
    if (roles.note !== null) context.note?.(roles.note)
    const clock: FieldClock = {
      times: createTimeFinder(),
      calendar: createCalendar(context),
      inSeconds: secondsNames(sample)
    }
    yield* readLineRecords<Attributes>(file.lines, {
      begin(line) {
        const values = valuesOf(line)
        return values && underUsualNames(values, roles)
      },
      continues: () => false,
      orphan: () => 'not a line of labelled values',
      finish: (values) => recordOfFields(tableOf(values, roles), values, clock)
    })
  }
})

/** The labels of a line that consists of nothing else: three at least. */
function valuesOf(line: string): Attributes | null {
  const parts = line.split('\t')
  if (parts.length < 3) return null
  const values: Attributes = {}
  for (const part of parts) {
    const [, label, text = ''] = /^([A-Za-z_][\w.-]*):(.*)$/.exec(part) ?? []
    if (label === undefined) return null
    const plain = text === '-' ? '' : text.trim()
    if (plain !== '') values[label] = /^0\d/.test(plain) || plain.length > 15 ? plain : (numberOf(plain) ?? plain)
  }
  return values
}
