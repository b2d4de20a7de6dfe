import { restOfStatement } from '../fields/bare-statement.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { isBlank } from './line-records.ts'
import { zoneOfTimes } from './line-format.ts'

/** One entry of `SLOWLOG GET`: lines 1) to 4), and on newer servers the client’s address and name. */
const begins = /^\s{0,4}\d+\) +1\) \(integer\) (?<id>\d+)$/
const whole = /^\s+[23]\) \(integer\) (?<number>\d+)$/
const word = /^(?:\s+4\) +|\s{6,})\d+\) "(?<word>(?:[^"\\]|\\.)*)"$/
const client = /^\s+5\) "(?<client>[^"]*)"$/

interface Entry {
  readonly firstLine: number
  lastLine: number
  readonly id: string
  readonly numbers: string[]
  readonly words: string[]
  client: string | null
}

/** What redis-cli prints for `SLOWLOG GET`: slow commands with their time (seconds) and duration (microseconds). */
export const redisSlowlog: Reader = {
  format: 'redis-slowlog',
  title: 'Redis slow log (SLOWLOG GET)',
  detect(head) {
    const { entries, others } = entriesOf(head.lines)
    return entries.filter(({ numbers, words }) => numbers.length === 2 && words.length > 0).length < 1 || others > entries.length
      ? 0
      : 0.97
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(entriesOf(head.lines).entries.flatMap(({ numbers }) => times.at(numbers[0] ?? '', 0) ?? []))
  },
  *read(file: TextFile, context): Generator<ReadItem> {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    const { entries } = entriesOf(file.lines)
    const taken = new Uint8Array(file.lines.length + 2)
    for (const { firstLine, lastLine, id, numbers, words, client: address } of entries) {
      const [written = '', micros] = numbers
      const time = times.at(written, 0)
      taken.fill(1, firstLine, lastLine + 1)
      yield {
        kind: 'record',
        table: 'statements',
        firstLine,
        lastLine,
        record: {
          ts: time && calendar.instant(time),
          tsOriginal: time?.original ?? null,
          entity: null,
          statement: words.join(' '),
          durationMs: micros === undefined ? null : Number(micros) / 1000,
          attributes: { id: Number(id), ...(address ? { client: address } : {}) },
          ...restOfStatement
        }
      }
    }
    for (const [index, line] of file.lines.entries()) {
      const place = { firstLine: index + 1, lastLine: index + 1 }
      if (taken[index + 1] !== 1) yield { kind: isBlank(line) ? 'blank' : 'structure', ...place }
    }
  }
}

function entriesOf(lines: readonly string[]): { readonly entries: readonly Entry[]; readonly others: number } {
  const entries: Entry[] = []
  let others = 0
  for (const [index, line] of lines.entries()) {
    const id = begins.exec(line)?.groups?.['id']
    const open = entries.at(-1)
    const [number, argument, address] = [
      whole.exec(line)?.groups?.['number'],
      word.exec(line)?.groups?.['word'],
      client.exec(line)?.groups?.['client']
    ]
    if (id !== undefined) entries.push({ firstLine: index + 1, lastLine: index + 1, id, numbers: [], words: [], client: null })
    else if (open === undefined || isBlank(line)) others += isBlank(line) ? 0 : 1
    else if (number !== undefined && open.numbers.length < 2) open.numbers.push(number)
    else if (address !== undefined) open.client = address
    else if (argument !== undefined) open.words.push(argument)
    else if (!/^\s+6\) "/.test(line)) {
      others += 1
      continue
    }
    if (open !== undefined && id === undefined && !isBlank(line)) open.lastLine = index + 1
  }
  return { entries, others }
}
