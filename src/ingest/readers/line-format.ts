import type { Attributes, Zone } from '../../domain/index.ts'
import { attributesOfMessage } from '../fields/message-attributes.ts'
import { levelOf } from '../fields/level.ts'
import { levelOfOutcomes } from '../fields/outcome-level.ts'
import { attributesOfContinuation } from '../fields/stack-trace.ts'
import type { Reader, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, dateOrderOf, type TimeFinder } from '../time/find-time.ts'
import { offsetName } from '../time/offsets.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { datedHeadOf } from './time-led-line.ts'
import { kindOfRecord } from '../fields/record-kind.ts'
import { recordOfFields } from '../fields/record-of-fields.ts'
import { durationName } from '../fields/usual-names.ts'
import { pairsOf } from './logfmt-pairs.ts'
import { isBlank, readLineRecords, withoutColours } from './line-records.ts'
import { speakerPlaceOf, spokenBy } from './speaker-place.ts'

/** What a log line says before and besides its message. */
export interface LineHead {
  readonly time: WrittenTime
  readonly level?: string | undefined
  readonly logger?: string | undefined
  readonly thread?: string | undefined
  readonly entity?: string | undefined
  readonly message: string
  readonly attributes?: Attributes
}

/** A family of log lines, as data: how a line of it begins. */
export interface LineFormat {
  readonly format: string
  readonly title: string
  /** Confidence when every line fits: what remains to a more specific format. */
  readonly certainty: number
  readonly parse: (line: string, times: TimeFinder) => LineHead | null
  /** Does its layout leave open who speaks? Then the place is looked for. */
  readonly findsSpeaker?: boolean
}

/** A reader of event lines from how such a line begins; stack traces and other continuations are joined to it. */
export function createLineReader({ format, title, certainty, parse, findsSpeaker = false }: LineFormat): Reader {
  const fits = (head: TextFile): LineHead[] => {
    const times = createTimeFinder(dateOrderOf(head.lines))
    return head.lines.flatMap((line) => parse(withoutColours(line), times) ?? [])
  }
  return streamed({
    format,
    title,
    most: certainty,
    detect: (head) => certainty * shareOfHeads(head, fits(head).length),
    zoneOf: (head) => zoneOfTimes(fits(head).map(({ time }) => time)),
    *stream(file, context) {
      const times = createTimeFinder(dateOrderOf(file.lines.slice(0, 5000), context))
      const calendar = createCalendar(context)
      const sample = findsSpeaker ? file.lines.slice(0, 2000) : []
      const speaker = speakerPlaceOf(sample.flatMap((line) => parse(withoutColours(line), times)?.message ?? []))
      yield* readLineRecords<LineHead>(file.lines, {
        // A line of another layout that begins with a date is a record too, and no part of the one before.
        begin: (line) => parse(withoutColours(line), times) ?? datedHeadOf(withoutColours(line), times),
        orphan: () => 'text before the first line with a time',
        finish: (head, more) => {
          const [text = '', ...rest] = head.message === '' ? more.map((line) => line.trim()) : [head.message, ...more]
          const spoken = speaker === null || head.entity !== undefined ? null : spokenBy(text, speaker)
          const message = spoken?.message ?? text
          const asked = rest.length === 0 ? requestPairsOf(message) : null
          if (asked !== null) {
            const { level } = head
            const said = {
              ...(level === undefined ? {} : { level }),
              ...head.attributes,
              ...asked,
              timestamp: head.time.original
            }
            return recordOfFields('requests', said, { times, calendar })
          }
          const told = { ...head.attributes, ...attributesOfMessage(message), ...attributesOfContinuation(message, rest) }
          return {
            table: 'events',
            record: {
              ts: calendar.instant(head.time),
              tsOriginal: head.time.original,
              entity: head.entity ?? spoken?.entity ?? null,
              level: levelOfOutcomes(head.level === undefined ? null : levelOf(head.level), told),
              logger: blankAsNull(head.logger),
              thread: blankAsNull(head.thread),
              message,
              attributes: spoken === null || spoken.instance === null ? told : { instance: spoken.instance, ...told }
            }
          }
        }
      })
    }
  })
}

/** The pairs of a message that consists of a request's: method, path, status and how long it took, and no word beside them. */
function requestPairsOf(message: string): Attributes | null {
  const pairs = /^\w+=\S/.test(message) ? pairsOf(message) : null
  if (pairs === null) return null
  const names = Object.keys(pairs)
  const isRequest = names.includes('method') && names.includes('status') && names.some((name) => durationName.test(name))
  return isRequest && !names.some((name) => /^(?:msg|message)$/.test(name)) && kindOfRecord(names) === 'requests' ? pairs : null
}

/** The zone that times state which stand in a group of a pattern, one a line. */
export function zoneOfMatches(lines: readonly string[], pattern: RegExp, group = 'time'): Zone | null {
  const times = createTimeFinder()
  return zoneOfTimes(lines.flatMap((line) => times.at(pattern.exec(line)?.groups?.[group] ?? '', 0) ?? []))
}

/** A reader that goes through the lines once: whole files and files of any size are read alike. */
export function streamed(reader: Omit<Reader, 'read' | 'stream'> & { readonly stream: NonNullable<Reader['stream']> }): Reader {
  return { ...reader, read: reader.stream }
}

/** Share of the head's lines that begin a record. Indented lines and stack traces continue one and count for little. */
export function shareOfHeads(head: TextFile, heads: number): number {
  if (heads === 0) return 0
  const others = head.lines.filter(
    (line) => !isBlank(line) && !/^(?:\s|at |Caused by:|\.\.\. |Traceback|[\w.$]+(?:Exception|Error)\b)/.test(line)
  )
  return Math.min(1, heads / Math.max(heads, others.length))
}

/** The offset that the times themselves carry; null when most have none. */
export function zoneOfTimes(times: readonly WrittenTime[]): Zone | null {
  const offsets = times.flatMap(({ offsetMinutes }) => (offsetMinutes === null ? [] : [offsetMinutes]))
  const [first] = offsets
  if (first === undefined || offsets.length * 2 < times.length) return null
  const names = [...new Set(offsets.map(offsetName))]
  return {
    name: offsetName(first),
    basis: 'offset-in-data',
    support: `The times carry their offset (${names.slice(0, 3).join(', ')}).`
  }
}

function blankAsNull(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}
