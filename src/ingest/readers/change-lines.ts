import type { Reader, TextFile } from '../reader.ts'
import { kindOfChange } from '../fields/change-of-fields.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, dateOrderOf } from '../time/find-time.ts'
import { streamed, zoneOfTimes } from './line-format.ts'
import { isBlank, readLineRecords, withoutColours } from './line-records.ts'
import { timeLedHeadOf } from './time-led-line.ts'

/** What people and scripts call the list in which they write down what they change, in the languages of Europe. */
const listName =
  /(?:^|[/_.-])(?:change|deploy|release|roll-?out|terraform|tofu|pulumi|wijziging|(?:ae|ä)nderung|changement|modification|cambio|modific|altera[cç]|zmian|zm[eě]n|muuto|(?:ä|ae|æ)ndring|endring)\p{L}*(?:[_.-][\p{L}\d_-]*)?\.(?:txt|log)$/iu
/** A list kept by hand: a log of what a deployment printed is longer. */
const mostLines = 300
const leastShare = 0.6
const byHand = 0.6

/** A ticket (or what a tool calls its run) before the time, or as the first word after it. */
const ticketBefore = /^\s*(?<ticket>[A-Z][A-Z\d]{1,9}-\d+(?:-\w+)?|#\d+|(?:run|deploy|rollout|rev)-[\w-]*\d\w*)[ \t:;|]+/
const ticketFirst = /^(?<ticket>[A-Z][A-Z\d]{1,9}-\d+(?:-\w+)?|#\d+)\b/
const version = /(?<![\w.-])v?(?<version>\d+\.\d+(?:\.\d+)*(?:[-+][\w.]+)?)(?![\w-]|\.\d)/
const commit = /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])(?<hash>[0-9a-f]{7,40})\b/
/** A commit that is shown without its date: what a line above did names it. */
const commitHead = /^commit (?<hash>[0-9a-f]{7,40})\b/
const lastName = /\((?:by )?(?<by>@?[A-Z][\w.-]+)\)\s*$|\bby (?<of>@?[A-Za-z][\w.-]+)\s*$/

/**
 * A list of changes in plain text: each line begins with a time (and a ticket perhaps) and says what was done; what is indented below
 * belongs to it, and so does the commit that it names where that is shown at the foot. It is told by its name, because a log looks the same.
 */
export const changeLines: Reader = streamed({
  format: 'change-lines',
  title: 'List of changes (lines with times)',
  detect: (head) => (listName.test(head.path) && head.lines.length <= mostLines && shareOfHeads(head) >= leastShare ? 0.7 : 0),
  zoneOf: (head) => {
    const times = createTimeFinder(dateOrderOf(head.lines))
    return zoneOfTimes(head.lines.flatMap((line) => headOf(withoutColours(line), times)?.time ?? []))
  },
  *stream(file, context) {
    const times = createTimeFinder(dateOrderOf(file.lines.slice(0, mostLines), context))
    const calendar = createCalendar(context)
    const commits = shownCommits(file.lines.slice(0, mostLines))
    yield* readLineRecords<ReturnType<typeof headOf> & {}>(file.lines, {
      begin: (line) => headOf(withoutColours(line), times),
      orphan: () => 'structure',
      finish: (head, more) => {
        const { message, ticket, time } = head
        const foot = more.findIndex((line) => commitHead.test(line))
        const below = foot < 0 ? more : more.slice(0, foot)
        const [release, hash] = [version.exec(message), commit.exec(message)?.groups?.['hash'] ?? null]
        const by = lastName.exec(message)?.groups
        const name = /(?<name>[A-Za-z][\w./-]*)\s*:?\s*$/.exec(message.slice(0, release?.index ?? 0))?.groups?.['name'] ?? null
        return {
          table: 'changes',
          record: {
            ts: calendar.instant(time),
            tsOriginal: time.original,
            entity: name,
            kind: release ? 'deploy' : kindOfChange(message, null),
            ref: ticket ?? hash ?? release?.groups?.['version'] ?? null,
            title: message,
            author: by?.['by'] ?? by?.['of'] ?? null,
            content: [...below, ...(commits.get(hash?.slice(0, 7) ?? '') ?? [])].join('\n').trim() || null,
            attributes: release ? { release: release.groups?.['version'] ?? '' } : {}
          }
        }
      }
    })
  }
})

function headOf(line: string, times: ReturnType<typeof createTimeFinder>) {
  if (/^\s/.test(line)) return null
  const before = ticketBefore.exec(line)
  const head = timeLedHeadOf(before ? line.slice(before[0].length) : line, times)
  if (!head) return null
  const message = head.message.replace(/^(?:local|UTC)\b[ \t:]*/, '').trim()
  const ticket = before?.groups?.['ticket'] ?? ticketFirst.exec(message)?.groups?.['ticket'] ?? null
  return message === '' ? null : { time: head.time, message, ticket }
}

/** Share of the lines at the margin that begin a change; none where several are written in most minutes, as programs do. */
function shareOfHeads(head: TextFile): number {
  const times = createTimeFinder(dateOrderOf(head.lines))
  const foot = head.lines.findIndex((line) => commitHead.test(line))
  const list = foot < 0 ? head.lines : head.lines.slice(0, foot)
  const flush = list.filter((line) => !isBlank(line) && !/^\s|^#/.test(line))
  const heads = flush.flatMap((line) => headOf(withoutColours(line), times) ?? [])
  const minutes = new Set(heads.map(({ time }) => time.original.replace(/(\d:\d\d):\d\d.*$/, '$1')))
  return flush.length === 0 || minutes.size < byHand * heads.length ? 0 : heads.length / flush.length
}

/** Commits shown at the foot by the first seven figures of their hashes. */
function shownCommits(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  let own: string[] | undefined
  for (const line of lines) {
    const hash = commitHead.exec(line)?.groups?.['hash']
    if (hash === undefined) own?.push(line)
    else found.set(hash.slice(0, 7), (own = []))
  }
  return found
}
