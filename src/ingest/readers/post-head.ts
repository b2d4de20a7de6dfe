import type { TimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'

/** The line that begins a post or chat message. */
export interface PostHead {
  readonly time: WrittenTime
  readonly author: string
  /** What stands in brackets after the author: a district, a group. */
  readonly from: string | null
  /** What stands in brackets after the time: "OFFICIAL RESPONSE", "edited". */
  readonly flag: string | null
  /** Text on the same line. */
  readonly text: string | null
}

const afterAuthor = /^(?<author>[@\p{Lu}\p{L}][^:"]{1,80}?)\s*(?:\s[-–—|•·]\s|,\s|\s{2,}|\sat\s|\s\()\s*(?=[[(]?\d)/u
const chatStart = /^\[?(?=\d)/
const chatAfter = /^\]?\s*(?:[-–—]\s*)?(?<author>[@~]?\p{L}[^:"<>{}=[\]]{0,50}?)\s*:\s+(?<text>\S.*)$/u

/** Reads "@name - 09:34 AM (flag)", "Name (district) - 09:28", "[15/01/2031, 09:34] Name: text"; null for anything else. */
export function postHeadOf(line: string, times: TimeFinder): PostHead | null {
  const text = line.trim().replace(/^(?:[-*•+] +)?\*\*\[?(\d[^*\]]{3,30})\]?\*\*/, '[$1]')
  if (text.length < 8 || text.length > 5000) return null
  return authorFirst(text, times) ?? timeFirst(text, times)
}

function authorFirst(text: string, times: TimeFinder): PostHead | null {
  const match = text.length > 200 ? null : afterAuthor.exec(text)
  if (!match) return null
  const at = match[0].length + (/^[[(]/.test(text.slice(match[0].length)) ? 1 : 0)
  const time = times.at(text, at)
  const rest = time === null ? '' : text.slice(time.end).trim()
  const flag = /^[\])]?\s*(?:[([](?<flag>[^)\]]{1,60})[)\]])?:?$/.exec(rest)
  if (!time || !flag) return null
  const { author, from } = authorOf(match.groups?.['author'] ?? '')
  return { time, author, from, flag: flag.groups?.['flag'] ?? null, text: null }
}

function timeFirst(text: string, times: TimeFinder): PostHead | null {
  const start = chatStart.exec(text)
  const time = start && times.at(text, start[0].length)
  // Logs put a component where chats put a name: only an export's own punctuation tells them apart.
  const isChat =
    time !== null &&
    (/^\s+[-–—]\s/.test(text.slice(time.end)) || (text.startsWith('[') && (time.lacks === 'day' || time.original.includes(','))))
  const groups = isChat && chatAfter.exec(text.slice(time.end).replace(/^,\s*/, ''))?.groups
  if (!time || !groups) return null
  const { author, from } = authorOf(groups['author'] ?? '')
  // Log levels and loggers stand where chats name people.
  if (/^(?:[A-Z]{3,}|.*[./\\$].*|\d.*|.*\d{2,}.*)$/.test(author) && !author.startsWith('@')) return null
  return { time, author, from, flag: null, text: groups['text'] ?? null }
}

function authorOf(written: string): { author: string; from: string | null } {
  const match = /^(?<author>.*?)\s*\((?<from>[^)]+)\)$/.exec(written.trim())
  return { author: match?.groups?.['author'] ?? written.trim(), from: match?.groups?.['from'] ?? null }
}
