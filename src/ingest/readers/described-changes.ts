import type { RecordOf } from '../../domain/index.ts'
import { kindOfChange } from '../fields/change-of-fields.ts'
import type { Reader, ReadItem } from '../reader.ts'
import { type Calendar, createCalendar } from '../time/calendar.ts'
import { dateInText } from '../time/date-in-text.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { isBlank } from './line-records.ts'

const version = /(?<![\w.-])v?(?<version>\d+\.\d+(?:\.\d+)*(?:[-+][\w.]+)?)(?![\w-]|\.\d)/
const hash = /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])(?<hash>[0-9a-f]{7,40})\b/
const diffLine = /^\s*(?:@@ |[-+]{3} |[-+](?![-+])\s*\S)/
const author = /\bby (?<by>@?[A-Za-z][\w.-]+)|\s(?<last>[a-z]\.?[a-z][\w.-]*)\s*\)?$/
const longestHeading = 140

/**
 * Changes told one after another in text or Markdown: a heading with a date and a version or commit, below it what was changed,
 * mostly as lines of a diff.
 */
export const describedChanges: Reader = {
  format: 'described-changes',
  title: 'Changes with their descriptions (text or Markdown)',
  most: 0.87,
  detect(head) {
    const entries = entriesOf(head.lines)
    const changed = entries.filter(({ body }) => holdsDiff(body))
    const inside = entries.reduce((sum, { body }) => sum + 1 + body.length, 0)
    const isWhole = inside >= 0.7 * head.lines.filter((line) => !isBlank(line)).length
    return changed.length > 0 && changed.length >= entries.length / 3 && isWhole ? 0.87 : 0
  },
  zoneOf: () => null,
  *read(file, context) {
    const entries = entriesOf(file.lines)
    let covered = 0
    for (const { start, heading, body } of entries) {
      yield* between(file.lines, covered, start)
      covered = start + 1 + body.length
      const day = dateInText(heading)?.date ?? null
      yield {
        kind: 'record',
        table: 'changes',
        firstLine: start + 1,
        lastLine: covered,
        record: changeOf(heading, body, day, createCalendar({ ...context, day }))
      }
    }
    yield* between(file.lines, covered, file.lines.length)
  }
}

/** Lists begin with the same signs, but not with both. */
function holdsDiff(body: readonly string[]): boolean {
  return (
    body.some((line) => /^\s*(?:@@ |```diff)/.test(line)) ||
    (body.some((line) => /^\s*-\s*\S/.test(line)) && body.some((line) => /^\s*\+\s*\S/.test(line)))
  )
}

interface Entry {
  readonly start: number
  readonly heading: string
  /** Up to the last line that says something. */
  readonly body: readonly string[]
}

function entriesOf(lines: readonly string[]): Entry[] {
  const starts = lines.flatMap((line, index) => (isHeading(line) ? [index] : []))
  return starts.map((start, index) => {
    const body = lines.slice(start + 1, starts[index + 1] ?? lines.length)
    const last = body.findLastIndex((line) => !isBlank(line))
    return { start, heading: (lines[start] ?? '').replace(/^#+ +/, '').trim(), body: body.slice(0, last + 1) }
  })
}

/** A line of text that names a day and what came out then: no list item, no line of a diff, nothing within a description. */
function isHeading(line: string): boolean {
  if (line.length > longestHeading || !/^(?:#{1,6} +)?\[?[A-Za-z\d]/.test(line) || /^\d{4}-\d\d-\d\d[T ]\d/.test(line))
    return false
  const date = dateInText(line)
  const rest = withoutDate(line)
  return date !== null && (version.test(rest) || hash.test(rest))
}

function withoutDate(line: string): string {
  const date = dateInText(line)
  return date === null ? line : `${line.slice(0, date.start)} ${line.slice(date.end)}`
}

function changeOf(heading: string, body: readonly string[], day: string | null, calendar: Calendar): RecordOf<'changes'> {
  const times = createTimeFinder()
  const written = times.within(heading, heading.length, true)
  const start = day === null ? null : times.at(`${day} 00:00:00`, 0)
  const hasClock = written !== null && /\d:\d\d/.test(written.original)
  const prose = body
    .map((line) => line.replace(/^[\s*_#>-]+|[\s*_]+$/g, ''))
    .find((line, index) => line !== '' && !diffLine.test(body[index] ?? '') && !line.startsWith('```'))
  const commit = hash.exec(heading)?.groups?.['hash'] ?? null
  const rest = withoutDate(heading)
  const release = version.exec(rest)
  const name = /(?<name>[A-Za-z][\w./-]*)\s*:?\s*$/.exec(rest.slice(0, release?.index ?? 0))?.groups?.['name'] ?? null
  const by = author.exec(heading)?.groups
  return {
    ts: hasClock ? calendar.instant(written) : start && calendar.instant(start),
    tsOriginal: hasClock ? written.original : day,
    entity: name,
    // A commit with its day only is what was written; with a time of day it tells when it came out.
    kind: commit !== null && !hasClock ? 'commit' : release ? 'deploy' : kindOfChange(heading, prose ?? null),
    ref: commit ?? release?.groups?.['version'] ?? null,
    title: [heading, prose ?? ''].filter((text) => text !== '').join(': '),
    author: by?.['by'] ?? by?.['last'] ?? null,
    content: body.join('\n').trim() || null,
    attributes: release ? { release: release.groups?.['version'] ?? '' } : {}
  }
}

function* between(lines: readonly string[], from: number, to: number): Generator<ReadItem> {
  for (let index = from; index < to; index += 1)
    yield { kind: isBlank(lines[index] ?? '') ? 'blank' : 'structure', firstLine: index + 1, lastLine: index + 1 }
}
