import { levelPattern } from '../fields/level.ts'
import type { TimeFinder } from '../time/find-time.ts'
import type { LineHead } from './line-format.ts'

const level = new RegExp(
  `^[\\s|:,;-]*[\\[(<"]?(?<level>${levelPattern}|[Ii]nfo|[Ww]arn(?:ing)?|[Ee]rror|[Dd]ebug|[Nn]otice|[Cc]rit(?:ical)?|[Ff]atal|[Tt]race)[\\])>"]?(?=[\\s|:,;\\]-])`
)
const inMiddle = new RegExp(`(?:^|[\\s\\[(|])(?<level>${levelPattern})(?=[\\s\\])|:])`)
/** Signs that scripts put before their lines instead of a level. */
const signs: Readonly<Record<string, string>> = { '..': 'INFO', ok: 'INFO', '??': 'WARN', '!!': 'ERROR', failed: 'ERROR' }
const sign = /^\[ *(?<sign>\.\.|\?\?|!!|ok|failed) *\]$/i
/** How a list of notes sets its times: `- 09:40`, `* **09:40**`. */
const note = /^(?:[-*•+] +)?(?:\*\*)?(?=[[(]?\d)/
/** How Monolog writes: `channel.LEVEL: message context extra`, and `[]` for either that is empty. */
const channelled = new RegExp(`^\\s*(?<channel>[\\w-]+)\\.(?<level>${levelPattern}):\\s`)
const nothingMore = /(?: \[\])+\s*$/
const process = /^[\s|:,;-]*(?<host>[\w.-]+) (?<program>[\w./()-]+?)\[(?<pid>\d+)\]: ?/

/** The head of any line that carries a time near its start; the whole rest of the line is the message. */
export function timeLedHeadOf(line: string, times: TimeFinder): LineHead | null {
  if (/^\s/.test(line)) return null
  const noted = note.exec(line)
  if (noted !== null && noted[0] !== '') return timeLedHeadOf(line.slice(noted[0].length).replace('**', ''), times)
  const time =
    times.at(line, line.startsWith('[') || line.startsWith('(') ? 1 : 0) ?? times.within(line, 60) ?? clockAtStart(line, times)
  if (!time) return null
  const before = line.slice(0, time.start).replace(/[\s[(<|]+$/, '')
  const after = line.slice(time.end).replace(/^[\])>]+/, '')
  const channel = channelled.exec(after)
  if (channel)
    return {
      time,
      level: channel.groups?.['level'],
      logger: channel.groups?.['channel'],
      message: after.slice(channel[0].length).replace(nothingMore, '').trim(),
      attributes: before === '' ? {} : { before }
    }
  const program = process.exec(after)
  const stated = level.exec(after)
  const found =
    stated?.groups?.['level'] ??
    inMiddle.exec(after.slice(0, 60))?.groups?.['level'] ??
    inMiddle.exec(` ${before} `)?.groups?.['level'] ??
    signs[sign.exec(before)?.groups?.['sign']?.toLowerCase() ?? '']
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

/** The same for a line that begins with a date and time: surely a record of its own, in whatever layout. */
export function datedHeadOf(line: string, times: TimeFinder): LineHead | null {
  const first = line.charCodeAt(line.startsWith('[') ? 1 : 0)
  if ((first < 48 || first > 57) && !/^[A-Z][a-z]{2} /.test(line)) return null
  const time = times.at(line, line.startsWith('[') ? 1 : 0)
  // Bare numbers are values as often as times.
  return time === null || time.lacks === 'day' || /^\d+(?:\.\d+)?$/.test(time.original) ? null : timeLedHeadOf(line, times)
}

function clockAtStart(line: string, times: TimeFinder) {
  const start = /^(?:[-*•+>#]{1,4} +)?[[(]?/.exec(line)?.[0].length ?? 0
  const time = times.at(line, start)
  return time && time.original.length >= 5 ? time : null
}
