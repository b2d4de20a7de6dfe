import type { LineStream, Reader, ReadItem } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { streamed, zoneOfTimes } from './line-format.ts'
import { isBlank, placedLines } from './line-records.ts'

const head = /^top - (?<time>\d\d:\d\d:\d\d) up .*load average: (?<one>[\d.,]+), (?<five>[\d.,]+), (?<fifteen>[\d.,]+)/
const processor = /^%?Cpu(?:\(s\)|\d+)\s*:/
const memory = /^(?<unit>[KMGT]i?B) (?<what>Mem|Swap)\s*:/
const share = /(?<value>\d+(?:[.,]\d+)?)[ %]*(?<name>us|sy|id|wa|st)\b/g
const amount = /(?<value>\d+(?:[.,]\d+)?)\+? (?<name>free|used)\b/g
/** Lines of a round that hold no series: who is asked for those, reads them as a list of processes. */
const beside = /^(?:Tasks|Threads):|^\s*PID\s+USER\b|^\s*\d+ [\w.+-]+\s+(?:rt|-?\d+)\s+-?\d+\s/
const numberIn = (text: string | undefined): number => Number((text ?? '').replace(',', '.'))

type Point = readonly [series: string, value: number, unit: string | null]

/** The points of a line; null when it is none of a round's. */
function pointsOf(text: string): readonly Point[] | null {
  const loads = head.exec(text)?.groups
  if (loads)
    return [
      ['load1', numberIn(loads['one']), null],
      ['load5', numberIn(loads['five']), null],
      ['load15', numberIn(loads['fifteen']), null]
    ]
  if (processor.test(text))
    return [...text.matchAll(share)].flatMap(({ groups }): Point[] => {
      const value = numberIn(groups?.['value'])
      // What was stolen by other guests is told where something was.
      return groups?.['name'] === 'st' && value === 0 ? [] : [[`cpu ${groups?.['name']}`, value, 'percent']]
    })
  const held = memory.exec(text)?.groups
  if (!held) return null
  const what = held['what'] === 'Mem' ? 'memory' : 'swap'
  return [...text.matchAll(amount)]
    .filter(({ groups }) => what === 'memory' || groups?.['name'] === 'used')
    .map(({ groups }) => [`${what} ${groups?.['name']}`, numberIn(groups?.['value']), held['unit'] ?? null])
}

/** The date above a round, which `top` itself does not print. */
function dateOf(text: string, times: TimeFinder): WrittenTime | null {
  const time = head.test(text) ? null : times.within(text, 24)
  return time !== null && time.lacks !== 'day' && text.length - time.original.length < 24 ? time : null
}

/** `top -b`: load, processor and memory of each round. The date is that of the line above a round, where a loop prints one. */
export const topBatch: Reader = streamed({
  format: 'top-batch',
  title: 'Rounds of top -b: load, processor, memory',
  detect(file) {
    const times = createTimeFinder()
    const filled = file.lines.filter((line) => !isBlank(line))
    const isKnown = (line: string): boolean => pointsOf(line) !== null || beside.test(line) || dateOf(line, times) !== null
    const rounds = filled.filter((line) => head.test(line)).length
    return rounds > 0 && filled.filter(isKnown).length >= 0.85 * filled.length ? 0.96 : 0
  },
  zoneOf(file) {
    const times = createTimeFinder()
    return zoneOfTimes(file.lines.flatMap((line) => (isBlank(line) ? [] : (dateOf(line, times) ?? []))))
  },
  *stream(file: LineStream, context): Generator<ReadItem> {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let dated: WrittenTime | null = null
    let moment = { ts: null as string | null, tsOriginal: '' }
    for (const { text, place } of placedLines(file.lines)) {
      if (isBlank(text)) {
        yield { kind: 'blank', ...place }
        continue
      }
      const clock = head.exec(text)?.groups?.['time']
      if (clock !== undefined) {
        const time = dated ?? times.at(clock, 0)
        moment = { ts: time === null ? null : calendar.instant(time), tsOriginal: time?.original ?? clock }
        dated = null
      }
      const points = pointsOf(text)
      if (points === null) {
        dated = beside.test(text) ? dated : (dateOf(text, times) ?? dated)
        yield { kind: 'structure', ...place }
      } else if (moment.ts === null) yield { kind: 'rejected', ...place, reason: 'a round whose time cannot be read' }
      else
        for (const [series, value, unit] of points) {
          const record = { ...moment, entity: null, series, value, unit, attributes: {} }
          yield { kind: 'record', table: 'metrics', ...place, record }
        }
    }
  }
})
