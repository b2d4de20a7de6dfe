import type { RecordOf } from '../../domain/index.ts'
import type { ReadContext, Reader, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank, readLineRecords } from './line-records.ts'

const hash = /^(?:commit |\* )?(?<sha>(?=[0-9a-f]*\d)[0-9a-f]{4,40})(?=[\s:,|]) *[:,|]?/
const person = /^(?:<?[\w.+-]+@[\w.-]+>?|[a-z]+\.[a-z-]+|@[\w-]+|\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'.-]+){1,2})$/u
/** What a commit shows below its head: a diff, or names of files with what came and went. */
const shown = /^\s*(?:diff |--- |\+\+\+ |@@ |index [0-9a-f]+\.\.|[-+])|\S+\.\w{1,8} \|/

interface Head {
  readonly sha: string
  readonly time: WrittenTime
  /** What else the line says, in its columns. */
  readonly columns: readonly string[]
}

/** Commits in a layout of somebody's own: a line with hash and date begins each, and what follows it is its content. */
export const commitBlocks: Reader = {
  format: 'commit-blocks',
  title: 'Commits (own layout: hash and date, then what they change)',
  most: 0.9,
  detect(head) {
    const times = createTimeFinder()
    const shas = head.lines.flatMap((line) => headOf(line, times)?.sha ?? [])
    // Numbers of transactions, orders or processes have no letters; of hashes hardly one in twenty has none.
    const heads = shas.filter((sha) => /[a-f]/.test(sha)).length * 2 > shas.length ? shas.length : 0
    const own = head.lines.filter((line) => !isBlank(line) && !/^\s/.test(line) && !shown.test(line)).length
    const isShown = head.lines.some((line) => shown.test(line))
    return heads === 0 || (heads < 2 && !isShown) ? 0 : 0.9 * Math.min(1, heads / own)
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(head.lines.flatMap((line) => headOf(line, times)?.time ?? []))
  },
  *read(file: TextFile, context: ReadContext) {
    const times = createTimeFinder()
    yield* readLineRecords<Head>(file.lines, {
      begin: (line) => headOf(line, times),
      orphan: () => 'structure',
      // Logs of commits go backwards in time: each is placed by itself.
      finish: (head, more) => ({ table: 'changes', record: commitOf(head, more, context) })
    })
  }
}

function headOf(line: string, times: TimeFinder): Head | null {
  const found = hash.exec(line)
  const sha = found?.groups?.['sha']
  if (!found || sha === undefined) return null
  const rest = line.slice(found[0].length)
  const time = times.within(rest, 80) ?? dateIn(rest, times)
  if (time === null) return null
  const columns = `${rest.slice(0, time.start)}  ${rest.slice(time.end)}`.split(/\s{2,}|\t|\s\|\s/)
  return { sha, time, columns: columns.map((one) => one.replace(/^[\s:,|–-]+/, '').trim()).filter((one) => one !== '') }
}

function dateIn(text: string, times: TimeFinder): WrittenTime | null {
  const date = /(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)/.exec(text)
  const time = date && times.at(`${date[0]} 00:00:00`, 0)
  return date && time && { ...time, original: date[0], start: date.index, end: date.index + date[0].length }
}

function commitOf({ sha, time, columns }: Head, more: readonly string[], context: ReadContext): RecordOf<'changes'> {
  const author = columns.find((one) => person.test(one)) ?? null
  const [words] = columns.filter((one) => one !== author && /\s/.test(one)).toSorted((a, b) => b.length - a.length)
  const entity = columns.find((one) => one !== author && one !== words && /^[A-Za-z][\w.-]+$/.test(one)) ?? null
  const body = unindented(more)
  const first = body.findIndex((line) => !isBlank(line))
  const subject = words ?? (first >= 0 && !shown.test(body[first] ?? '') ? (body[first]?.trim() ?? null) : null)
  const content = body.filter((_, index) => words !== undefined || index !== first || subject === null)
  return {
    ts: createCalendar(context).instant(time),
    tsOriginal: time.original,
    entity,
    kind: 'commit',
    ref: sha,
    title: subject ?? columns.find((one) => one !== author && one !== entity) ?? 'commit',
    author,
    content: content.join('\n').trim() || null,
    attributes: {}
  }
}

/** Lines without the margin that all of them share. */
function unindented(lines: readonly string[]): string[] {
  const margins = lines.filter((line) => !isBlank(line)).map((line) => /^\s*/.exec(line)?.[0].length ?? 0)
  const margin = margins.length === 0 ? 0 : Math.min(...margins)
  return lines.map((line) => line.slice(margin))
}
