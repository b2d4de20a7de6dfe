import type { TimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'

/** A word of a line: bare, quoted, in brackets, or the value of `name=…`. */
export interface Word {
  /** The name before a `=`; null for a bare word. */
  readonly name: string | null
  readonly text: string
  /** Did brackets or braces stand around it? */
  readonly isEnclosed: boolean
  /** Where it ends in the text. */
  readonly end: number
}

const word =
  /(?<name>[A-Za-z_@][\w.@-]*)=(?<value>"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\s,;]*)[,;]?|"(?<quoted>(?:[^"\\]|\\.)*)"|\[(?<square>[^\]]*)\]|\{(?<curly>[^}]*)\}|\((?<round>[^)]*)\)|<(?<angle>[^>]*)>|(?<bare>\S+)/g
/** Arrows and strokes only lead from one word to the next; a dash alone stands for what is missing. */
const stroke = /^(?:[^\p{L}\p{N}]{2,}|[^\p{L}\p{N}/-])$/u

/** `404 Not Found` says one thing, in as many words as it likes. */
const reason =
  /(?<![\w.])(?<status>[1-5]\d\d) (?:OK|Created|Accepted|No Content|Partial Content|Moved Permanently|Found|See Other|Not Modified|Temporary Redirect|Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Request Timeout|Conflict|Gone|Payload Too Large|Unprocessable (?:Entity|Content)|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out)(?![\w-])/g
/** `OK(200)`, `FAIL(409)` */
const saidStatus = /^[A-Za-z_]+\((?<status>[1-5]\d\d)\)$/
/** `t=[q:2 total:140]ms`: parts of one thing, with one unit. */
const group = /(?<name>[A-Za-z_]\w*)=\[(?<inside>(?:[A-Za-z_]\w*[:=][\d.]+[ ,;]*)+)\](?<unit>ns|us|µs|ms|s)?(?![\w])/g

/** What stands for one thing each, written as one word each. */
function joined(text: string): string {
  const plain = text.includes('=[')
    ? text.replaceAll(group, (_, name: string, inside: string, unit: string | undefined) =>
        [...inside.matchAll(/([A-Za-z_]\w*)[:=]([\d.]+)/g)]
          .map(([, part, number]) => `${name}.${part}=${number}${unit ?? ''}`)
          .join(' ')
      )
    : text
  return plain.replaceAll(reason, '$<status>')
}

/** The words of a line of facts: with statuses, groups and the like each as one. */
export const wordsOfFacts = (text: string): Word[] => wordsOfLine(joined(text))

/** The words of a text, set apart by spaces. @param most how many are asked for */
export function wordsOfLine(text: string, most = 60): Word[] {
  const found: Word[] = []
  for (const match of text.matchAll(word)) {
    const { name, value, quoted, bare, ...brackets } = match.groups ?? {}
    const enclosed = Object.values(brackets).find((inside) => inside !== undefined)
    const written = value ?? quoted ?? enclosed ?? bare ?? ''
    if (bare !== undefined && stroke.test(bare)) continue
    const plain = value?.startsWith('"')
      ? written.slice(1, -1)
      : bare === undefined
        ? written
        : (saidStatus.exec(bare)?.groups?.['status'] ?? bare.replace(/(?<=.)[,;:]$/, ''))
    found.push({ name: name ?? null, text: plain.trim(), isEnclosed: enclosed !== undefined, end: match.index + match[0].length })
    if (found.length >= most) break
  }
  return found
}

/** Parts between a separator, each bare or `name=value`. */
export function partsOfLine(text: string, separator: string): Word[] {
  return text.split(separator).map((part) => {
    const { name, value } = /^\s*(?<name>[A-Za-z_@][\w.@-]*)\s*=\s*(?<value>[^]*)$/.exec(part)?.groups ?? {}
    return {
      name: name ?? null,
      text: (value ?? part).trim().replace(/^"(?<inside>.*)"$/, '$<inside>'),
      isEnclosed: false,
      end: 0
    }
  })
}

export interface TimeCut {
  readonly time: WrittenTime
  /** The line without its time and the brackets around that. */
  readonly rest: string
}

const epoch = /^\d{10}(?:\d{3}){0,3}$/
/** So far into a line its time is looked for. */
const within = 48

/** The time of a line, near its beginning, and what stands beside it; null where none does. */
export function cutTime(line: string, times: TimeFinder): TimeCut | null {
  const start = /^[[(<"]*/.exec(line)?.[0].length ?? 0
  const last = line.trimEnd().lastIndexOf(' ') + 1
  const inside = times.at(line, start) ?? atWord(line, times.within(line, within))
  // Of two counts that may both be times the last is one, as Graphite writes it: the other is a value.
  const ending = last > 0 && epoch.test(line.slice(last).trim()) ? times.at(line, last) : null
  const isCount = inside !== null && inside.start > 0 && epoch.test(inside.original)
  const time = (isCount ? ending : null) ?? inside ?? clockAt(line, start, times) ?? (last > 0 ? times.at(line, last) : null)
  if (time === null) return null
  const before = beforeOf(line, time)
  return { time, rest: `${before} ${line.slice(time.end).replace(/^[\])>",;]+/, '')}`.trim() }
}

const beforeOf = (line: string, time: WrittenTime): string => line.slice(0, time.start).replace(/[[(<"]+$/, '')

/** A time that is the value of a name, or part of a longer number, is none of the line's own. */
function atWord(line: string, time: WrittenTime | null): WrittenTime | null {
  return time === null || /[\w=.]$/.test(beforeOf(line, time)) ? null : time
}

function clockAt(line: string, start: number, times: TimeFinder): WrittenTime | null {
  const time = times.at(line, start)
  return time !== null && time.original.length >= 8 ? time : null
}
