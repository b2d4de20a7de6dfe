import { levelPattern } from '../fields/level.ts'
import type { TimeFinder } from '../time/find-time.ts'
import { createLineReader, type LineHead } from './line-format.ts'

const logger = String.raw`[A-Za-z_$][\w$]*(?:[.\\/:][\w$*<>\[\]-]+)*`
const level = `\\[?(?<level>${levelPattern})\\]?`
// Thread names may hold brackets of their own.
const thread = String.raw`[\[(](?<thread>(?:[^[\]]|\[[^\]]*\]){0,160})[\])]`

/** What stands after the time: the usual orders of a Logback, Log4j or Spring Boot pattern. */
const layouts: readonly RegExp[] = [
  // Spring Boot: LEVEL pid --- [application] [thread] logger : message
  new RegExp(
    `^\\s*${level}\\s+(?<pid>\\d+)\\s+---\\s+(?:\\[(?<application>[^\\]]*)\\]\\s*)?${thread}\\s*(?:\\[(?<correlation>[^\\]]*)\\]\\s*)?(?<logger>\\S+)\\s*:\\s?(?<message>.*)$`
  ),
  // [thread] LEVEL logger - message
  new RegExp(
    `^\\s*${thread}\\s+${level}\\s+(?:\\[(?<context>[^\\]]*)\\]\\s*)?(?<logger>${logger})(?:\\[(?<place>[^\\]]*)\\]|\\s+\\([^)]*\\))?\\s*(?: - |: )\\s?(?<message>.*)$`
  ),
  // [instance] [thread] LEVEL logger - message: several instances that write into one file
  new RegExp(
    `^\\s*\\[(?<instance>[A-Za-z][\\w.-]{0,60})\\]\\s+${thread}\\s+${level}\\s+(?<logger>${logger})\\s*(?: - |: )\\s?(?<message>.*)$`
  ),
  // LEVEL [thread] logger - message
  new RegExp(
    `^\\s*(?:- )?${level}\\s+${thread}\\s*(?:\\[(?<context>[^\\]]*)\\]\\s*)?(?:(?<logger>${logger})(?:\\s+\\([^)]*\\))?\\s*(?: - |: |\\s-?\\s*)|- )\\s?(?<message>.*)$`
  ),
  // LEVEL logger [thread] - message, LEVEL logger - message
  new RegExp(`^\\s*(?:- )?${level}\\s+(?<logger>${logger})\\s+(?:${thread}\\s*)?(?:- |: )(?<message>.*)$`),
  new RegExp(`^\\s*${level}\\s+(?<logger>${logger})\\s*: (?<message>.*)$`),
  // pid LEVEL logger: message
  new RegExp(`^\\s*(?<pid>\\d+)\\s+${level}\\s+(?<logger>${logger})\\s*: (?<message>.*)$`),
  // [thread] logger LEVEL - message
  new RegExp(`^\\s*${thread}\\s+(?<logger>${logger})\\s+${level}\\s*(?:- |: )?(?<message>.*)$`),
  // LEVEL [thread] message without a logger
  new RegExp(`^\\s*${thread}\\s+${level}\\s+(?<message>.*)$`)
]

/** Spring Boot, Logback and Log4j application logs, in the usual orders of time, level, thread and logger. */
export const logback = createLineReader({
  format: 'logback',
  title: 'Java application log (Logback, Log4j, Spring Boot)',
  certainty: 0.9,
  parse(line, times) {
    return parseAfterTime(line, times) ?? parseAfterLevel(line, times)
  }
})

function parseAfterTime(line: string, times: TimeFinder): LineHead | null {
  const from = line.startsWith('[') ? 1 : 0
  const first = line.charCodeAt(from)
  if (first < 48 || first > 57) return null
  const time = times.at(line, from)
  if (!time) return null
  const rest = line.slice(line[time.end] === ']' && from === 1 ? time.end + 1 : time.end)
  for (const layout of layouts) {
    const groups = layout.exec(rest)?.groups
    if (groups) return headOf(groups, time)
  }
  return null
}

const levelFirst = new RegExp(`^(?<level>${levelPattern})\\s+\\[?(?=\\d)`)
const afterLevel = new RegExp(`^\\]?\\s*(?:${thread}\\s*)?(?<logger>${logger})\\s*(?: - |: )\\s?(?<message>.*)$`)

function parseAfterLevel(line: string, times: TimeFinder): LineHead | null {
  const first = levelFirst.exec(line)
  const time = first && times.at(line, first[0].length)
  const groups = time && afterLevel.exec(line.slice(time.end))?.groups
  return groups ? headOf({ ...groups, level: first?.groups?.['level'] }, time) : null
}

function headOf(groups: Record<string, string | undefined>, time: LineHead['time']): LineHead {
  const attributes: Record<string, string> = {}
  for (const name of ['pid', 'application', 'instance', 'correlation', 'context', 'place']) {
    const value = groups[name]?.trim()
    if (value) attributes[name] = value
  }
  return {
    time,
    level: groups['level'],
    thread: groups['thread'],
    logger: groups['logger'],
    message: groups['message'] ?? '',
    attributes
  }
}
