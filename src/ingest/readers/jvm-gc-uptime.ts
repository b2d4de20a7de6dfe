import { epochMsOf, instantOf } from '../../domain/index.ts'
import type { Reader, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { gcAttributesOf, gcMetricsOf } from './jvm-gc.ts'
import { shareOfHeads, streamed, zoneOfTimes } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

const line =
  /^\[(?<uptime>\d+(?:\.\d+)?)(?<unit>s|ms)\](?:\[(?<level>\w+)\s*\])?(?:\[(?<logger>gc[\w,+]*)\s*\])? ?(?<message>.*)$/
const collection = /\bGC\(\d+\)|\bPause\b/
/** Where the log says when the program began: among the lines that it writes on starting. */
const startLines = 20

interface Clock {
  readonly time: WrittenTime
  /** How long the program had run at that time, ms. */
  readonly uptime: number
}

/** A JVM's log of collections whose lines count from the program's start, as it writes them unless told otherwise. */
export const jvmGcUptime: Reader = streamed({
  format: 'jvm-gc-uptime',
  title: 'JVM garbage collection log (times since the start)',
  detect(head) {
    const found = head.lines.filter((text) => line.test(text))
    const isCollecting = found.filter((text) => collection.test(text)).length * 2 > found.length
    return isCollecting && clockOf(head.lines) !== null ? 0.96 * shareOfHeads(head, found.length) : 0
  },
  zoneOf: (head: TextFile) => zoneOfTimes([clockOf(head.lines)?.time ?? []].flat()),
  *stream(file, context) {
    const clock = clockOf(file.lines.slice(0, startLines))
    const at = clock && createCalendar(context).instant(clock.time)
    const start = clock && at ? epochMsOf(at) - clock.uptime : null
    const items = readLineRecords<Record<string, string | undefined>>(file.lines, {
      begin: (text) => line.exec(text)?.groups ?? null,
      orphan: () => 'text before the first line with a time',
      finish: (groups) => ({
        table: 'events',
        record: {
          ts: start === null ? null : instantOf(Math.round(start + uptimeOf(groups))),
          tsOriginal: `${groups['uptime'] ?? ''}${groups['unit'] ?? ''}`,
          entity: null,
          level: null,
          logger: groups['logger'] ?? 'gc',
          thread: null,
          message: groups['message'] ?? '',
          attributes: gcAttributesOf(groups['message'] ?? '')
        }
      })
    })
    for (const item of items) {
      yield item
      if (item.kind === 'record' && item.table === 'events') yield* gcMetricsOf(item)
    }
  }
})

/** The first line that says what the clock showed. */
function clockOf(lines: readonly string[]): Clock | null {
  const times = createTimeFinder()
  for (const text of lines.slice(0, startLines)) {
    const groups = line.exec(text)?.groups
    const time = groups && times.within(groups['message'] ?? '', 200)
    if (time && time.lacks === 'nothing') return { time, uptime: uptimeOf(groups) }
  }
  return null
}

const uptimeOf = (groups: Record<string, string | undefined>): number =>
  Number(groups['uptime']) * (groups['unit'] === 's' ? 1000 : 1)
