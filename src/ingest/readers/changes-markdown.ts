import type { RecordOf } from '../../domain/index.ts'
import { kindOfChange } from '../fields/change-of-fields.ts'
import type { Reader, ReadItem } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { dateInText } from '../time/date-in-text.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { isBlank } from './line-records.ts'

const release = /^#{1,4} +\[?v?(?<ref>\d+(?:\.\d+)+(?:[-+][\w.]+)?|Unreleased)\]?/i
const bullet = /^\s*[-*+] +(?<text>.*)$/
const author = /(?:\bby |@|— |– |\()(?<name>@?[A-Za-z][\w.-]+)\)?$/

/** A change log in Markdown: releases under headings with version and date, or dated bullets of what was changed. */
export const changesMarkdown: Reader = {
  format: 'changes-markdown',
  title: 'Change log (Markdown)',
  detect(head) {
    const releases = head.lines.filter((line) => release.test(line)).length
    const title = head.lines
      .slice(0, 8)
      .some((line) => /^#+ .*(?:change ?log|changes|deploy|release|rollout|history)/i.test(line))
    const dated = head.lines.filter((line) => (bullet.test(line) || /^#{2,4} /.test(line)) && dateInText(line) !== null).length
    return (releases >= 2 && dated >= 1) || (title && (releases >= 1 || dated >= 2)) ? 0.85 : 0
  },
  zoneOf: () => null,
  *read(file, context) {
    const times = createTimeFinder()
    let heading: { ref: string | null; day: string | null; time: string | null } = { ref: null, day: null, time: null }
    for (const [index, line] of file.lines.entries()) {
      const place = { firstLine: index + 1, lastLine: index + 1 }
      const text = bullet.exec(line)?.groups?.['text']
      if (isBlank(line)) yield { kind: 'blank', ...place }
      else if (/^#{1,6} /.test(line)) {
        const ref = release.exec(line)?.groups?.['ref'] ?? null
        const day = dateInText(line)?.date ?? null
        if (ref !== null || day !== null) heading = { ref, day, time: day === null ? null : line }
        yield { kind: 'structure', ...place }
      } else if (text === undefined) yield { kind: 'structure', ...place }
      else {
        const own = dateInText(text)
        const day = own?.date ?? heading.day
        const calendar = createCalendar({ ...context, day })
        const written =
          times.within(text, 60, true) ?? (own === null && heading.time !== null ? times.within(heading.time, 80, true) : null)
        const isClock = written !== null && written.original.length >= 4
        const start = day === null ? null : times.at(`${day} 00:00:00`, 0)
        const leads =
          isClock && text.indexOf(written.original) <= 2 ? text.indexOf(written.original) + written.original.length : 0
        yield changeItem(text.slice(leads), heading.ref, place, {
          ts: isClock ? calendar.instant(written) : start && calendar.instant(start),
          tsOriginal: isClock ? written.original : day
        })
      }
    }
  }
}

/** What a line calls its change: a word of its kind before a colon, and a name that is set off and is no plain word. */
const named =
  /^[\s:,–—-]*(?:(?<kind>[A-Za-z][\w -]{1,20})[:,–—-]\s*)?(?:\*\*|`)(?<ref>(?=\S*[\d_./-])[\w./#:-]+)(?:\*\*|`)[\s:,–—-]*/

function changeItem(
  written: string,
  release: string | null,
  place: { firstLine: number; lastLine: number },
  moment: Pick<RecordOf<'changes'>, 'ts' | 'tsOriginal'>
): ReadItem {
  const own = named.exec(written)
  // What is set off as code may be the setting itself, without which the rest says nothing.
  const text = own?.[0].includes('**') ? written.slice(own[0].length) : written
  const title = text
    .replaceAll(/\*\*|`/g, '')
    .replace(/^[\s:,–—-]+/, '')
    .trim()
  const commit = /\b([0-9a-f]{7,40})\b/.exec(title)?.[1]
  const ref = own?.groups?.['ref'] ?? release
  const kind = kindOfChange(own?.groups?.['kind'] ?? null, title)
  return {
    kind: 'record',
    table: 'changes',
    ...place,
    record: {
      ...moment,
      entity: null,
      kind: kind === 'other' && release !== null ? 'deploy' : kind,
      ref: own === null && commit !== undefined && /\d/.test(commit) ? commit : ref,
      title,
      author: author.exec(title)?.groups?.['name'] ?? null,
      content: null,
      attributes: release === null ? {} : { release }
    }
  }
}
