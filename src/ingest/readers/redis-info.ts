import { restOfStatement } from '../fields/bare-statement.ts'
import type { Attributes } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'
import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { isBlank } from './line-records.ts'

const section = /^# (?<name>[A-Z]\w+)$/
const field = /^(?<name>[a-z]\w*):(?<value>.*)$/
const command = /^cmdstat_(?<command>[^:]+):calls=(?<calls>\d+),usec=(?<micros>\d+),usec_per_call=(?<mean>[\d.]+)(?<others>.*)$/

/** What Redis answers to INFO: what each command cost since the start, and the facts of each section as one event. */
export const redisInfo: Reader = {
  format: 'redis-info',
  title: 'Redis statistics (INFO)',
  detect({ lines }) {
    const fields = lines.filter((line) => field.test(line)).length
    const filled = lines.filter((line) => !isBlank(line) && !section.test(line)).length
    const isRedis = lines.some((line) => command.test(line) || line.startsWith('redis_version:'))
    return isRedis && lines.some((line) => section.test(line)) ? 0.97 * (fields / Math.max(1, filled)) : 0
  },
  // The server tells its time in microseconds since 1970.
  zoneOf: ({ lines }) =>
    momentIn(lines) === null
      ? null
      : { name: 'UTC', basis: 'offset-in-data', support: 'server_time_usec counts from 1970 in UTC.' },
  *read(file: TextFile, context): Generator<ReadItem> {
    const written = momentIn(file.lines)
    const time = written === null ? null : createTimeFinder().at(written, 0)
    const moment = { ts: time && createCalendar(context).instant(time), tsOriginal: written }
    for (const [index, line] of file.lines.entries()) {
      const place = { firstLine: index + 1, lastLine: index + 1 }
      const groups = command.exec(line)?.groups
      if (groups !== undefined) yield { kind: 'record', table: 'statements', ...place, record: { ...moment, ...costOf(groups) } }
      else if (isBlank(line)) yield { kind: 'blank', ...place }
      else if (section.test(line)) {
        const facts = factsBelow(file.lines, index + 1)
        if (Object.keys(facts).length === 0) yield { kind: 'structure', ...place }
        else {
          const name = section.exec(line)?.groups?.['name'] ?? ''
          const message = `${name}: ${Object.entries(facts)
            .map(([fact, value]) => `${fact}=${String(value)}`)
            .join(', ')}`
          const said = { entity: null, level: null, logger: name, thread: null, message, attributes: facts }
          yield { kind: 'record', table: 'events', ...place, record: { ...moment, ...said } }
        }
      } else yield { kind: 'structure', ...place }
    }
  }
}

const momentIn = (lines: readonly string[]): string | null =>
  lines.find((line) => /^server_time_usec:\d{16}$/.test(line))?.slice('server_time_usec:'.length) ?? null

/** The facts of a section up to the next; what commands cost has records of its own. */
function factsBelow(lines: readonly string[], from: number): Attributes {
  const facts: Attributes = {}
  for (const line of lines.slice(from)) {
    if (section.test(line)) break
    const { name, value = '' } = command.test(line) ? {} : (field.exec(line)?.groups ?? {})
    if (name !== undefined) facts[name] = numberOf(value) ?? value
  }
  return facts
}

/** A command's calls with their time in all and on average, as rows of other statistics have them. */
function costOf(groups: Record<string, string | undefined>) {
  const others = (groups['others'] ?? '').split(',').flatMap((pair): [string, number][] => {
    const [name = '', number = ''] = pair.split('=')
    return number === '' ? [] : [[name, Number(number)]]
  })
  return {
    entity: null,
    statement: groups['command'] ?? '',
    durationMs: null,
    attributes: {
      calls: Number(groups['calls']),
      total_ms: Number(groups['micros']) / 1000,
      mean_ms: Number(groups['mean']) / 1000,
      ...Object.fromEntries(others)
    },
    ...restOfStatement
  }
}
