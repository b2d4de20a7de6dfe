import type { Attributes } from '../../domain/index.ts'
import { levelOf } from '../fields/level.ts'
import { attributesOfMessage } from '../fields/message-attributes.ts'
import type { Reader } from '../reader.ts'
import { isLevelWord } from '../roles/index.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import { streamed, zoneOfTimes } from './line-format.ts'
import { isBlank, readLineRecords } from './line-records.ts'

/** What stands in which place of a line, told by what the lines of the head have there. */
interface Layout {
  readonly delimiter: string
  readonly width: number
  readonly level: number | null
  readonly trace: number | null
  readonly logger: number | null
  readonly thread: number | null
  /** Places that name parts of the system, the coarsest first: service before pod. */
  readonly names: readonly number[]
}

const identifier = /^(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27})$/i
const name = /^[A-Za-z][\w.@-]{1,80}$/
const logLevel = (cell: string): boolean => cell.length > 1 && isLevelWord(cell)
/** The numbers that pino, bunyan and log4j give their levels. */
const levelNumber = /^(?:10|20|30|40|50|60)$/
const thread =
  /^(?:\[?\d{1,7}\]?|main|[\w.-]*(?:thread|worker|pool|exec|nio|io|http|raft|task|lane)[\w.-]*-\d+|[a-z][a-z-]*-\d+)$/i
const logger = /^[A-Za-z_$][\w$]*(?:(?:\.|::|\/)[\w$<>-]+)+$/

/** Log lines of a fixed number of parts between `|` or tabs, the time first and the message last: `time|service|pod|LEVEL|message`. */
export const delimitedLog: Reader = streamed({
  format: 'delimited-log',
  title: 'Text log (parts between bars or tabs)',
  detect: (head) => (layoutOf(head.lines) === null ? 0 : 0.8),
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(head.lines.flatMap((line) => times.at(line, 0) ?? []))
  },
  *stream(file, context) {
    const layout = layoutOf(file.lines.slice(0, 200))
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    yield* readLineRecords<readonly string[]>(file.lines, {
      begin: (line) => (layout === null ? null : partsOf(line, layout, times)),
      orphan: () => 'text before the first line with a time',
      finish(parts, more) {
        const at = (place: number | null): string | null => (place === null ? null : (parts[place]?.trim() ?? null))
        const time = times.at(parts[0]?.trim() ?? '', 0)
        const message = parts.at(-1)?.trim() ?? ''
        const [entity, ...finer] = (layout?.names ?? []).map(at)
        const attributes: Attributes = {}
        finer.forEach((value, i) => (attributes[i === 0 ? 'instance' : `name${i + 1}`] = value))
        if (layout?.trace !== null && at(layout?.trace ?? null)) attributes['trace_id'] = at(layout?.trace ?? null)
        if (more.length > 0) attributes['more'] = more.join('\n')
        return {
          table: 'events',
          record: {
            ts: time ? calendar.instant(time) : null,
            tsOriginal: time?.original ?? null,
            entity: entity ?? null,
            level: levelOf(at(layout?.level ?? null)),
            logger: at(layout?.logger ?? null),
            thread: at(layout?.thread ?? null)?.replaceAll(/^\[|\]$/g, '') ?? null,
            message,
            attributes: { ...attributes, ...attributesOfMessage(message) }
          }
        }
      }
    })
  }
})

/** The parts of a line that begins a record; more delimiters than the layout has belong to the message. */
function partsOf(line: string, { delimiter, width }: Layout, times: TimeFinder): string[] | null {
  const parts = line.split(delimiter)
  if (parts.length < width || !times.at(parts[0]?.trim() ?? '', 0)) return null
  return [...parts.slice(0, width - 1), parts.slice(width - 1).join(delimiter)]
}

/** Numbered names of many letters before the number name an instance, not a thread. */
function isPod(cells: readonly string[]): boolean {
  return cells.every((cell) => /(?:svc|service|gw|gateway|api|web|app|db|node|host|srv|server)/i.test(cell))
}

function layoutOf(lines: readonly string[]): Layout | null {
  const filled = lines.filter((line) => !isBlank(line) && !/^\s/.test(line))
  for (const delimiter of ['|', '\t']) {
    const times = createTimeFinder()
    const rows = filled
      .map((line) => line.split(delimiter))
      .filter((parts) => parts.length >= 4 && times.at(parts[0]?.trim() ?? '', 0))
    if (rows.length < 3 || rows.length < 0.8 * filled.length) continue
    const width = Math.min(...rows.map(({ length }) => length))
    const column = (place: number): string[] => rows.flatMap((parts) => parts[place]?.trim() || [])
    const places = Array.from({ length: width - 2 }, (_, i) => i + 1)
    const holds = (place: number, fits: (cell: string) => boolean): boolean => {
      const cells = column(place)
      return cells.length > 0 && cells.filter(fits).length >= 0.9 * cells.length
    }
    const mostly = (place: number, fits: RegExp): boolean => holds(place, (cell) => fits.test(cell))
    const level =
      places.find((place) => holds(place, logLevel)) ??
      places.find((place) => mostly(place, levelNumber) && new Set(column(place)).size > 1) ??
      null
    // Without a level it may be any table.
    if (level === null) continue
    const trace = places.find((place) => mostly(place, identifier)) ?? null
    const others = places.filter((place) => place !== level && place !== trace)
    const loggerPlace = others.find((place) => mostly(place, logger)) ?? null
    const threadPlace = others.find((place) => place !== loggerPlace && mostly(place, thread) && !isPod(column(place))) ?? null
    const names = others
      .filter((place) => place !== loggerPlace && place !== threadPlace && mostly(place, name))
      .sort((a, b) => new Set(column(a)).size - new Set(column(b)).size || a - b)
    return { delimiter, width, level, trace, logger: loggerPlace, thread: threadPlace, names }
  }
  return null
}
