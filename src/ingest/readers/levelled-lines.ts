import type { Attributes } from '../../domain/index.ts'
import { attributesOfMessage } from '../fields/message-attributes.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import { attributesOfContinuation } from '../fields/stack-trace.ts'
import type { Reader } from '../reader.ts'
import { isLevelWord } from '../roles/index.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, dateOrderOf, type TimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed, zoneOfTimes } from './line-format.ts'
import { isBlank, readLineRecords, withoutColours } from './line-records.ts'
import { cutTime, type Word, wordsOfLine } from './line-words.ts'

/** What stands before the message: the level in its place, and the places of what belongs to the head. */
interface Layout {
  readonly level: number
  /** Places of the head besides the level's: names, threads, loggers. */
  readonly head: readonly ('pair' | 'logger' | 'thread' | 'name' | 'level')[]
}

/** So many words before a message are looked at. */
const mostWords = 8
const logger = /^(?:[A-Za-z_$][\w$-]*(?:\.|::|\/))+[A-Za-z_$][\w$<>-]*(?::\d+)?$|^[A-Z][a-z]\w+[A-Z]\w*$/
const thread = /^(?:main|\d{1,7}|.*(?:thread|worker|pool|exec|nio|http|task|io|raft|lane)[\w./-]*\d*)$/i
const separatorAfter = /^\s*(?:[-:|—–»>]+|::)\s/

/** A line between rules is a heading; what it heads stands below it. */
const framed = /^[=*#-]{3,}\s*(?<inside>.*?)\s*[=*#-]{3,}$/

interface Line {
  readonly time: string
  readonly text: string
  readonly words: readonly Word[]
}

/**
 * Logs of any layout whose lines have a time, their level in the same place and a message at the end:
 * `2031-04-07 09:00:03,951 <W> {worker-1} till.Ledger - late`, `… app=till request=7f [error] late`. The places are told by what
 * stands in them in most lines of the file.
 */
export const levelledLines: Reader = streamed({
  format: 'levelled-lines',
  title: 'Text log (own layout, told by the place of its levels)',
  most: 0.7,
  detect(head) {
    const times = createTimeFinder(dateOrderOf(head.lines))
    const lines = head.lines.flatMap((line) => partsOf(line, times) ?? [])
    const layout = layoutOf(lines)
    return layout === null ? 0 : 0.7 * shareOfHeads(head, lines.filter((line) => headOf(line, layout) !== null).length)
  },
  zoneOf(head) {
    const times = createTimeFinder(dateOrderOf(head.lines))
    return zoneOfTimes(head.lines.flatMap((line) => cutTime(line, times)?.time ?? []))
  },
  *stream(file, context) {
    const sample = file.lines.slice(0, 2000)
    const times = createTimeFinder(dateOrderOf(sample, context))
    const layout = layoutOf(sample.flatMap((line) => partsOf(line, times) ?? []))
    const clock: FieldClock = { times, calendar: createCalendar(context) }
    yield* readLineRecords<Attributes>(file.lines, {
      begin(line) {
        const parts = partsOf(line, times)
        return (
          parts && {
            timestamp: parts.time,
            isHeading: framed.test(line),
            ...((layout && headOf(parts, layout)) ?? { message: parts.text })
          }
        )
      },
      orphan: (line) => (line.startsWith('#') ? 'structure' : 'text before the first line with a time'),
      finish({ isHeading, ...values }, more) {
        const [below = '', ...rest] = more
        const isBelow = isHeading === true && below !== ''
        const message = isBelow ? below : String(values['message'] ?? '')
        const told = { ...attributesOfMessage(message), ...attributesOfContinuation(message, isBelow ? rest : more) }
        const heading = isBelow ? { heading: values['message'] ?? null } : {}
        const made = recordOfFields('events', { ...values, message }, clock)
        // A service or a host that a message names is not whose message it is.
        Object.assign(made.record.attributes, { ...told, ...made.record.attributes, ...heading })
        return made
      }
    })
  }
})

function partsOf(line: string, times: TimeFinder): Line | null {
  if (/^[\s#]/.test(line)) return null
  const plain = framed.exec(withoutColours(line))?.groups?.['inside'] ?? withoutColours(line)
  const cut = cutTime(plain, times)
  return cut === null || isBlank(cut.rest)
    ? null
    : { time: cut.time.original, text: cut.rest, words: wordsOfLine(cut.rest, mostWords) }
}

function layoutOf(lines: readonly Line[]): Layout | null {
  if (lines.length < 3) return null
  const share = (fits: (line: Line) => boolean): number => lines.filter(fits).length / lines.length
  const level = Array.from({ length: mostWords }, (_, place) => place).find(
    (place) =>
      share(({ words }) => isLevel(words[place])) >= 0.95 && new Set(lines.map(({ words }) => words[place]?.text)).size >= 2
  )
  if (level === undefined) return null
  const head: Layout['head'][number][] = []
  for (let place = 0; place < mostWords; place += 1) {
    const role = place === level ? 'level' : roleOf(lines, place, place < level)
    if (role === null) break
    head.push(role)
  }
  return head.length > level ? { level, head } : null
}

const isLevel = (word: Word | undefined): boolean =>
  word !== undefined &&
  word.name === null &&
  isLevelWord(word.text) &&
  (word.text.length > 1 || word.isEnclosed || /^[A-Z]$/.test(word.text))

/** What stands in a place of the head; null where the message has begun. @param isBefore what stands before the level is no message */
function roleOf(lines: readonly Line[], place: number, isBefore: boolean): Layout['head'][number] | null {
  const at = lines.map(({ words, text }) => ({ word: words[place], text }))
  const share = (fits: (word: Word, text: string) => boolean): number =>
    at.filter(({ word, text }) => word !== undefined && fits(word, text)).length / at.length
  const [first] = at
  if (share(({ name }) => name !== null && name === first?.word?.name) >= 0.95) return 'pair'
  const few = new Set(at.map(({ word }) => word?.text.replace(/:\d+$/, ''))).size <= Math.max(12, at.length / 4)
  const isSetOff =
    share((word, text) => word.isEnclosed || separatorAfter.test(text.slice(word.end)) || text[word.end - 1] === ':') >= 0.95
  if (
    share((word) => logger.test(word.text)) >= 0.9 &&
    few &&
    (isBefore || isSetOff || share((word) => word.text.includes('.')) > 0.9)
  )
    return 'logger'
  const areThreads = share((word) => thread.test(word.text)) >= 0.9
  if (areThreads && (isBefore || isSetOff || share((word) => /\d$|^[A-Z]\w+Thread$/.test(word.text)) > 0.9)) return 'thread'
  if (!isBefore && !isSetOff) return null
  return isBefore || few ? 'name' : null
}

/** The values of a line's head and its message; null for a line that is made otherwise. */
function headOf({ words, text }: Line, { level, head }: Layout): Attributes | null {
  if (!isLevel(words[level])) return null
  const values: Attributes = {}
  let names = 0
  for (const [place, role] of head.entries()) {
    const word = words[place]
    if (word === undefined) return null
    if (role === 'pair') values[word.name ?? 'word'] = word.text
    else if (role === 'name') values[names++ === 0 ? 'entity' : `name${names}`] = word.text
    else if (values[role] === undefined) values[role] = word.text
    else values[`${role}${place}`] = word.text
  }
  const last = words[head.length - 1]
  const message = text.slice(last?.end ?? 0).replace(/^[\s|:,;\-—–»>]+/, '')
  return { ...values, message: message === '' ? text : message }
}
