import type { Reader, TextFile } from '../reader.ts'
import { levelOf } from '../fields/level.ts'
import { attributesOfMessage } from '../fields/message-attributes.ts'
import { attributesOfContinuation } from '../fields/stack-trace.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { streamed, zoneOfTimes } from './line-format.ts'
import { readLineRecords } from './line-records.ts'

const head = /^\s+(?<logger>[A-Za-z_$][\w$.]*)(?: (?<method>[\w$<>]+))?\s*$/
/** The second line, in the languages in which Java's own formatter names its levels. */
const second = /^(?<level>[A-ZÄÖÜÉ]{3,14}): (?<message>.*)$/
const localLevels: Readonly<Record<string, string>> = {
  WARNUNG: 'warning',
  INFORMATION: 'info',
  SCHWERWIEGEND: 'error',
  KONFIGURATION: 'config',
  FEIN: 'fine',
  AVERTISSEMENT: 'warning',
  INFOS: 'info',
  GRAVE: 'error',
  ADVERTENCIA: 'warning',
  AVVERTENZA: 'warning',
  WAARSCHUWING: 'warning'
}

interface Head {
  readonly time: WrittenTime
  readonly logger: string
  readonly method: string | undefined
}

/** Java's own logging as it writes unless told otherwise: time, class and method on one line, `LEVEL: message` on the next. */
export const javaUtilLogging: Reader = streamed({
  format: 'java-util-logging',
  title: 'Java application log (java.util.logging, two lines a record)',
  most: 0.93,
  detect(file: TextFile) {
    const times = createTimeFinder()
    const heads = file.lines.flatMap((line, index) =>
      headOf(line, times) && second.test(file.lines[index + 1] ?? '') ? [line] : []
    )
    const begun = file.lines.filter((line) => headOf(line, times)).length
    return heads.length < 2 || heads.length < 0.8 * begun ? 0 : 0.93
  },
  zoneOf(file) {
    const times = createTimeFinder()
    return zoneOfTimes(file.lines.flatMap((line) => headOf(line, times)?.time ?? []))
  },
  *stream(file, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    yield* readLineRecords<Head>(file.lines, {
      begin: (line) => headOf(line, times),
      orphan: () => 'text before the first line with a time',
      finish({ time, logger, method }, more) {
        const [first = '', ...rest] = more
        const { level = null, message = first } = second.exec(first)?.groups ?? {}
        return {
          table: 'events',
          record: {
            ts: calendar.instant(time),
            tsOriginal: time.original,
            entity: null,
            level: level === null ? null : levelOf(localLevels[level] ?? level),
            logger,
            thread: null,
            message,
            attributes: {
              ...(method === undefined ? {} : { method }),
              ...attributesOfMessage(message),
              ...attributesOfContinuation(message, rest)
            }
          }
        }
      }
    })
  }
})

function headOf(line: string, times: TimeFinder): Head | null {
  if (line.length > 300 || !/^[\dA-Z]/.test(line)) return null
  const time = times.at(line, 0)
  const groups = time && head.exec(line.slice(time.end))?.groups
  return time && groups ? { time, logger: groups['logger'] ?? '', method: groups['method'] } : null
}
