import type { Attributes } from '../../domain/index.ts'
import { levelOf } from '../fields/level.ts'
import type { Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { offsetName, writtenOffset } from '../time/offsets.ts'
import { streamed } from './line-format.ts'
import { isBlank, readLineRecords } from './line-records.ts'

/** Its offset is written in minutes. */
const head =
  /^(?<date>\d{4}-\d\d-\d\d)-(?<hour>\d\d)\.(?<minute>\d\d)\.(?<second>\d\d)\.(?<fraction>\d{3,6})(?<offset>[+-]\d{3}) +(?<record>\S+) +LEVEL: (?<level>\w+)/
/** Several of these stand on a line; what is said may hold colons of its own. */
const field =
  /(?<name>[A-Z][A-Z0-9#]{1,11}) *: (?<value>.*?)(?=\s+(?:PID|TID|PROC|NODE|DB|APPHDL|APPID|AUTHID|EDUID|EDUNAME|UOWID|ACTID|HOSTNAME) *: |$)/g

type Groups = Record<string, string | undefined>

/** Db2's diagnostic log: a head with time and level, then named fields, several on a line; the first message is what happened. */
export const db2Diagnostics: Reader = streamed({
  format: 'db2-diagnostics',
  title: 'Db2 diagnostic log',
  detect: ({ lines }) => {
    const heads = lines.filter((line) => head.test(line)).length
    const fields = lines.filter((line) =>
      /^(?:PID|INSTANCE|APPHDL|AUTHID|EDUID|FUNCTION|MESSAGE|DATA #\d+|HOSTNAME) *: /.test(line)
    ).length
    return heads > 0 && fields >= 2 * heads ? 0.97 : 0
  },
  zoneOf({ lines }) {
    const offset = lines.flatMap((line) => head.exec(line)?.groups?.['offset'] ?? [])[0]
    return offset === undefined
      ? null
      : {
          name: offsetName(Number(offset)),
          basis: 'offset-in-data',
          support: `The times carry their offset in minutes (${offset}).`
        }
  },
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    yield* readLineRecords<Groups>(file.lines, {
      begin: (line) => head.exec(line)?.groups ?? null,
      orphan: () => 'text before the first record',
      finish(groups, more) {
        const clock = `${groups['hour'] ?? ''}:${groups['minute'] ?? ''}:${groups['second'] ?? ''}.${groups['fraction'] ?? ''}`
        const time = times.at(`${groups['date'] ?? ''}T${clock}${writtenOffset(Number(groups['offset']))}`, 0)
        const { INSTANCE: instance, MESSAGE: message, FUNCTION: called, TID: thread, ...attributes } = fieldsOf(more)
        return {
          table: 'events',
          record: {
            ts: time && calendar.instant(time),
            tsOriginal: time?.original ?? null,
            entity: textOf(instance),
            level: levelOf(groups['level'] ?? ''),
            logger: textOf(called),
            thread: textOf(thread),
            message: textOf(message) ?? textOf(called) ?? '',
            attributes
          }
        }
      }
    })
  }
})

/** Each field by its name, the first of a name; lines without any belong to the one above. */
function fieldsOf(lines: readonly string[]): Attributes {
  const fields: Attributes = {}
  let last: string | null = null
  for (const line of lines) {
    const found = /^[A-Z]/.test(line) ? [...line.matchAll(field)] : []
    for (const { groups } of found) {
      const name = groups?.['name'] ?? ''
      last = name in fields ? null : name
      if (last !== null) fields[last] = groups?.['value']?.trim() ?? ''
    }
    if (found.length === 0 && last !== null && !isBlank(line)) fields[last] = `${String(fields[last])}\n${line.trim()}`
  }
  return fields
}

const textOf = (value: Attributes[string] | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null
