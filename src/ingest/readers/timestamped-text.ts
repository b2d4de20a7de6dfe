import { levelPattern } from '../fields/level.ts'
import type { Reader } from '../reader.ts'
import { createLineReader } from './line-format.ts'
import { isBlank, readLineRecords, withoutColours } from './line-records.ts'

const level = new RegExp(
  `^[\\s|:,;-]*[\\[(<"]?(?<level>${levelPattern}|[Ii]nfo|[Ww]arn(?:ing)?|[Ee]rror|[Dd]ebug|[Nn]otice|[Cc]rit(?:ical)?|[Ff]atal|[Tt]race)[\\])>"]?(?=[\\s|:,;\\]-])`
)
const inMiddle = new RegExp(`(?:^|[\\s\\[(|])(?<level>${levelPattern})(?=[\\s\\])|:])`)
const process = /^[\s|:,;-]*(?<host>[\w.-]+) (?<program>[\w./()-]+?)\[(?<pid>\d+)\]: ?/

/**
 * Any log whose lines carry a time near their start: the generic reader. It knows times and levels and nothing of the
 * layout, so the whole rest of the line is the message.
 */
export const timestampedText: Reader = createLineReader({
  format: 'timestamped-text',
  title: 'Text log (lines with times)',
  certainty: 0.5,
  parse(line, times) {
    if (/^\s/.test(line)) return null
    const time =
      times.at(line, line.startsWith('[') || line.startsWith('(') ? 1 : 0) ?? times.within(line, 60) ?? clockAtStart(line, times)
    if (!time) return null
    const before = line.slice(0, time.start).replace(/[\s[(<|]+$/, '')
    const after = line.slice(time.end).replace(/^[\])>]+/, '')
    const program = process.exec(after)
    const stated = level.exec(after)
    const found =
      stated?.groups?.['level'] ??
      inMiddle.exec(after.slice(0, 60))?.groups?.['level'] ??
      inMiddle.exec(` ${before} `)?.groups?.['level']
    const rest = program ? after.slice(program[0].length) : stated ? after.slice(stated[0].length) : after
    const message = rest.replace(/^[\s|:,;-]+/, '')
    return {
      time,
      level: found,
      logger: program?.groups?.['program'],
      entity: program?.groups?.['host'],
      message: message === '' ? before : message,
      attributes: {
        ...(before === '' || message === '' ? {} : { before }),
        ...(program ? { pid: Number(program.groups?.['pid']) } : {})
      }
    }
  }
})

function clockAtStart(line: string, times: Parameters<Parameters<typeof createLineReader>[0]['parse']>[1]) {
  const start = /^[[(]?/.exec(line)?.[0].length ?? 0
  const time = times.at(line, start)
  return time && time.original.length >= 5 ? time : null
}

/** Text without any time: each line is an event without one, so that it can still be read, searched and counted. */
export const untimedText: Reader = {
  format: 'untimed-text',
  title: 'Text without times',
  detect: (head) => (head.lines.some((line) => !isBlank(line)) ? 0.05 : 0),
  zoneOf: () => null,
  *read(file, context) {
    context.note?.('No times: its lines cannot be placed on the timeline. Export them with timestamps if they matter.')
    yield* readLineRecords<string>(file.lines, {
      begin: (line) => (/^\s/.test(line) ? null : withoutColours(line)),
      orphan: () => 'structure',
      finish: (message, more) => ({
        table: 'events',
        record: {
          ts: null,
          tsOriginal: null,
          entity: null,
          level: null,
          logger: null,
          thread: null,
          message,
          attributes: more.length === 0 ? {} : { more: more.join('\n') }
        }
      })
    })
  }
}
