import type { RecordOf } from '../../domain/index.ts'
import { kindOfChange } from '../fields/change-of-fields.ts'
import type { Reader, ReadContext, ReadItem, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'

const commitLine = /^(?:commit (?<sha>[0-9a-f]{7,64})\b|From (?<patch>[0-9a-f]{7,64}) Mon Sep 17 00:00:00 2001$)/
const fileLine = /^diff --git (?:"?a\/(?<path>.+?)"? "?b\/)|^(?:Index:|\+\+\+) (?:b\/)?(?<plain>[^\t]+)/
const removed = /^--- (?:a\/)?(?<path>[^\t]+)(?:\t(?<time>.*))?$/

/** Commits with their messages and diffs (`git log`, with or without -p or --stat, and mailed patches). */
export const gitLog: Reader = {
  format: 'git-log',
  title: 'Commits with their diffs (git log, patches)',
  detect(head) {
    const first = head.lines.find((line) => !isBlank(line)) ?? ''
    return commitLine.test(first) && head.lines.some((line) => /^(?:Author|From|Date|Subject): .+/.test(line)) ? 0.98 : 0
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(head.lines.flatMap((line) => timeIn(line, times) ?? []))
  },
  *read(file, context) {
    const starts = file.lines.flatMap((line, index) => (commitLine.test(line) ? [index] : []))
    yield* blanksBefore(file, starts[0] ?? file.lines.length)
    for (const [order, start] of starts.entries()) yield* commitOf(file, start, starts[order + 1] ?? file.lines.length, context)
  }
}

/** Diffs of files without commits around them: one change a file, at the time that its new version has. */
const note = /^(?:#|\/\/|;|\*) ?\S/

export const unifiedDiff: Reader = {
  format: 'unified-diff',
  title: 'Differences of files (diff)',
  detect(head) {
    // What stands above the first file is a note on all of it.
    const first = head.lines.slice(0, 6).find((line) => !isBlank(line) && !note.test(line)) ?? ''
    const isDiff = /^(?:diff |Index: |--- )/.test(first)
    return isDiff && head.lines.some((line) => /^@@(?: |$)/.test(line)) ? 0.97 : 0
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(
      head.lines.flatMap((line) => (line.startsWith('+++ ') || note.test(line) ? (times.within(line, 500) ?? []) : []))
    )
  },
  *read(file, context) {
    const starts = file.lines.flatMap((line, index) => (beginsFile(file.lines, line, index) ? [index] : []))
    yield* blanksBefore(file, starts[0] ?? file.lines.length)
    const above = file.lines.slice(0, starts[0] ?? 0).filter((line) => note.test(line))
    for (const [order, start] of starts.entries())
      yield diffOf(file, start, starts[order + 1] ?? file.lines.length, context, above)
  }
}

function beginsFile(lines: readonly string[], line: string, index: number): boolean {
  if (/^(?:diff -|Index: )/.test(line)) return true
  const isInside = lines.slice(Math.max(0, index - 6), index).some((before) => /^(?:diff -|Index: )/.test(before))
  return line.startsWith('--- ') && (lines[index + 1] ?? '').startsWith('+++ ') && !isInside
}

function* blanksBefore(file: TextFile, end: number): Generator<ReadItem> {
  for (const [index, line] of file.lines.slice(0, end).entries())
    yield { kind: isBlank(line) ? 'blank' : 'structure', firstLine: index + 1, lastLine: index + 1 }
}

function timeIn(line: string, times: ReturnType<typeof createTimeFinder>) {
  const match = /^(?:Author)?Date:\s*/.exec(line)
  return match ? times.at(line, match[0].length) : null
}

function* commitOf(file: TextFile, start: number, end: number, context: ReadContext): Generator<ReadItem> {
  const times = createTimeFinder()
  const lines = file.lines.slice(start, end)
  const written = lines.map((line) => timeIn(line, times)).find((time) => time !== null) ?? null
  const first = commitLine.exec(lines[0] ?? '')?.groups
  const author = lines.map((line) => /^(?:Author|From): (.*?)\s*(?:<[^>]*>)?$/.exec(line)?.[1]).find((name) => name !== undefined)
  const diffAt = lines.findIndex((line) => /^(?:diff --git|---$|Index: )/.test(line))
  const heading = lines.findIndex((line) => isBlank(line))
  const body = lines.slice(heading < 0 ? 1 : heading, diffAt < 0 ? lines.length : diffAt)
  const subject = lines.map((line) => /^Subject: (?:\[PATCH[^\]]*\] )?(.*)$/.exec(line)?.[1]).find((text) => text !== undefined)
  const message = body
    .map((line) => line.replace(/^ {4}/, ''))
    .join('\n')
    .trim()
  const title = subject ?? message.split('\n', 1)[0] ?? ''
  const rest = subject === undefined ? message.slice(title.length).trim() : message
  const diff = diffAt < 0 ? '' : lines.slice(diffAt).join('\n').trimEnd()
  const paths = pathsOf(lines)
  let last = end
  while (last > start + 1 && isBlank(file.lines[last - 1] ?? '')) last -= 1
  const record: RecordOf<'changes'> = {
    ts: written && createCalendar(context).instant(written),
    tsOriginal: written?.original ?? null,
    entity: null,
    kind: 'commit',
    ref: first?.['sha'] ?? first?.['patch'] ?? null,
    title: title === '' ? 'commit' : title,
    author: author ?? null,
    content: [rest, diff].filter((part) => part !== '').join('\n') || null,
    attributes: paths.length === 0 ? {} : { files: paths.join(', ') }
  }
  yield { kind: 'record', table: 'changes', firstLine: start + 1, lastLine: last, record }
  if (last < end) yield { kind: 'blank', firstLine: last + 1, lastLine: end }
}

/** What made the difference, where its head says: "after deploy run 4417", "(change C-77)". */
const madeBy = /\b(?:run|change|ticket|job|build|release|commit|revision)[ #:]+([A-Za-z]*[-_]?\d[\w.-]*)/i

function diffOf(file: TextFile, start: number, end: number, context: ReadContext, above: readonly string[]): ReadItem {
  const lines = file.lines.slice(start, end)
  const times = createTimeFinder()
  const added = lines.find((line) => line.startsWith('+++ ')) ?? ''
  const written = times.within(added, 500) ?? above.map((line) => times.within(line, 500)).find((time) => time !== null) ?? null
  const title =
    pathsOf(lines)[0] ?? removed.exec(lines.find((line) => removed.test(line)) ?? '')?.groups?.['path'] ?? 'difference'
  const isConfig = /\.(?:ya?ml|json|toml|ini|conf|cnf|cfg|properties|env|tf|xml)$|(?:^|\/)(?:config|conf|etc)\//i.test(title)
  return {
    kind: 'record',
    table: 'changes',
    firstLine: start + 1,
    lastLine: end,
    record: {
      ts: written && createCalendar(context).instant(written),
      tsOriginal: written?.original ?? null,
      entity: null,
      kind: isConfig
        ? 'config'
        : /\.sql$|migration/i.test(title)
          ? 'schema'
          : kindOfChange(title) === 'other'
            ? 'commit'
            : kindOfChange(title),
      ref: madeBy.exec([added, ...above].join('\n'))?.[1] ?? null,
      title,
      author: null,
      content: [...above, ...lines].join('\n').trimEnd(),
      attributes: {}
    }
  }
}

function pathsOf(lines: readonly string[]): string[] {
  const found = lines.flatMap((line) => {
    const groups = fileLine.exec(line)?.groups
    const path = groups?.['path'] ?? groups?.['plain']?.trim()
    return path === undefined || path === '/dev/null' ? [] : [path]
  })
  return [...new Set(found)].slice(0, 40)
}
