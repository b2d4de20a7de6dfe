import type { Attributes, RecordOf } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'
import { isOfficialAuthor } from '../fields/report-of-fields.ts'
import type { ReadContext, Reader, ReadItem, TextFile } from '../reader.ts'
import { type Calendar, createCalendar } from '../time/calendar.ts'
import { dateInText } from '../time/date-in-text.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'
import { type PostHead, postHeadOf } from './post-head.ts'

type Report = RecordOf<'reports'>

const section = /^(?:={2,}|-{3,}|#{1,6}|\*{2,})\s*(?<name>[^=]*?)\s*(?:={2,}|-{3,}|#*|\*{2,})$/
const engagement = /^(?:engagement|responses?|reactions?|likes|replies|retweets|shares|comments|views)\s*:\s*(?<value>.+)$/i
const fact = /^(?:[-*•]|\d+[.)])?\s*(?<name>[A-Z][\w /&'-]{2,60}?)\s*(?::\s*(?<value>.+)|\((?<count>\d[\d,]*)[^)]*\))$/

/** Posts and chat messages collected as text: who, a clock time, what was said. The day stands in a heading or elsewhere. */
export const postsText: Reader = {
  format: 'posts-text',
  title: 'Social media and chat messages (text)',
  most: 0.93,
  detect(head) {
    const times = createTimeFinder()
    const heads = head.lines.filter((line) => postHeadOf(line, times) !== null).length
    const filled = head.lines.filter((line) => !isBlank(line)).length
    return heads < 2 || heads * 8 < filled ? 0 : Math.min(0.93, 0.6 + heads / 30)
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(head.lines.flatMap((line) => postHeadOf(line, times)?.time ?? []))
  },
  *read(file, context) {
    yield* markOfficial([...readPosts(file, context)])
  }
}

function* readPosts(file: TextFile, context: ReadContext): Generator<ReadItem> {
  const times = createTimeFinder()
  let day = context.day
  let calendar = createCalendar(context)
  let place = ''
  let hasPosts = false
  const { lines } = file
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const number = index + 1
    const head = postHeadOf(line, times)
    if (isBlank(line)) yield { kind: 'blank', firstLine: number, lastLine: number }
    else if (head) {
      hasPosts = true
      const end = endOfPost(lines, index, times)
      yield {
        kind: 'record',
        table: 'reports',
        firstLine: number,
        lastLine: end + 1,
        record: reportOf(head, lines.slice(index + 1, end + 1), place, calendar)
      }
      index = end
    } else {
      const found = dateInText(line)
      day = found?.date ?? day
      const name = section.exec(line.trim())?.groups?.['name']
      if (name !== undefined && name !== '') {
        place = name.replaceAll('*', '')
        hasPosts = false
      }
      // Each section starts again at its own morning; a clock that falls back there has not passed midnight.
      if (found || name !== undefined) calendar = createCalendar({ ...context, day })
      const stated = hasPosts || name !== undefined || number < 4 ? null : factOf(line, place)
      yield stated
        ? { kind: 'record', table: 'events', firstLine: number, lastLine: number, record: stated }
        : { kind: 'structure', firstLine: number, lastLine: number }
    }
  }
}

/** A post ends at a blank line that a new post, a heading or the end follows. */
function endOfPost(lines: readonly string[], from: number, times: ReturnType<typeof createTimeFinder>): number {
  let end = from
  for (let index = from + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (isBlank(line)) {
      if (end > from) return end
      continue
    }
    if (postHeadOf(line, times) !== null || section.test(line.trim())) return end
    end = index
  }
  return end
}

function reportOf(head: PostHead, body: readonly string[], place: string, calendar: Calendar): Report {
  const attributes: Attributes = {}
  const said: string[] = head.text === null ? [] : [head.text]
  for (const line of body) {
    const counts = engagement.exec(line.trim())?.groups?.['value']
    if (counts === undefined) said.push(line.trim())
    else Object.assign(attributes, countsOf(counts))
  }
  if (head.from !== null) attributes['from'] = head.from
  if (head.flag !== null) attributes['flag'] = head.flag
  const text = said.join('\n').trim()
  const isChat = /whatsapp|telegram|slack|teams|chat|messenger|signal/i.test(place)
  return {
    ts: calendar.instant(head.time),
    tsOriginal: head.time.original,
    entity: null,
    channel: isChat ? 'chat' : 'post',
    reference: null,
    author: head.author,
    official: /official|council response|statement from/i.test(head.flag ?? '') || isOfficialAuthor(head.author),
    priority: null,
    category: place === '' ? null : place,
    subject: null,
    text: /^"[\s\S]*"$/.test(text) ? text.slice(1, -1) : text,
    status: null,
    attributes
  }
}

/** "23 likes, 8 retweets" → likes 23, retweets 8. */
function countsOf(text: string): Attributes {
  const counts: Attributes = {}
  for (const [, count = '', name = ''] of text.matchAll(/(\d[\d,]*)\s+([a-z]+)/gi)) counts[name.toLowerCase()] = numberOf(count)
  return counts
}

/** What the collector says of the whole ("Total mentions: 47") is kept as an event without a time. */
function factOf(line: string, place: string): RecordOf<'events'> | null {
  const groups = fact.exec(line.trim())?.groups
  const written = groups?.['value'] ?? groups?.['count']
  if (!groups || written === undefined) return null
  const number = numberOf(/^~?(\d[\d,.]*)/.exec(written)?.[1] ?? '')
  return {
    ts: null,
    tsOriginal: null,
    entity: null,
    level: null,
    logger: place === '' ? null : place,
    thread: null,
    message: line.trim(),
    attributes: { [groups['name'] ?? '']: number ?? written }
  }
}

/** An account is the organisation's own when it says so once, or when other people's posts address it again and again. */
function markOfficial(items: readonly ReadItem[]): readonly ReadItem[] {
  const reports = items.flatMap((item) => (item.kind === 'record' && item.table === 'reports' ? [item.record] : []))
  const official = new Set(reports.flatMap(({ official: isOfficial, author }) => (isOfficial && author !== null ? [author] : [])))
  for (const author of new Set(reports.map((report) => report.author))) {
    if (!author?.startsWith('@')) continue
    const addressed = reports.filter(
      (report) => report.author !== author && report.text.toLowerCase().includes(author.toLowerCase())
    )
    if (addressed.length >= 3) official.add(author)
  }
  for (const report of reports) if (report.author !== null && official.has(report.author)) report.official = true
  return items
}
