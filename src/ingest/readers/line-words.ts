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

/** The words of a text, set apart by spaces. @param most how many are asked for */
export function wordsOfLine(text: string, most = 60): Word[] {
  const found: Word[] = []
  for (const match of text.matchAll(word)) {
    const { name, value, quoted, bare, ...brackets } = match.groups ?? {}
    const enclosed = Object.values(brackets).find((inside) => inside !== undefined)
    const written = value ?? quoted ?? enclosed ?? bare ?? ''
    if (bare !== undefined && stroke.test(bare)) continue
    const plain = value?.startsWith('"') ? written.slice(1, -1) : bare === undefined ? written : bare.replace(/(?<=.)[,;:]$/, '')
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

/** So far into a line its time is looked for. */
const within = 48

/** The time of a line, near its beginning, and what stands beside it; null where none does. */
export function cutTime(line: string, times: TimeFinder): TimeCut | null {
  const start = /^[[(<"]*/.exec(line)?.[0].length ?? 0
  const time = times.at(line, start) ?? times.within(line, within) ?? clockAt(line, start, times)
  if (time === null) return null
  const before = line.slice(0, time.start).replace(/[[(<"]+$/, '')
  // A time that is the value of a name stays there.
  if (/[\w=]$/.test(before)) return null
  return { time, rest: `${before} ${line.slice(time.end).replace(/^[\])>",;]+/, '')}`.trim() }
}

function clockAt(line: string, start: number, times: TimeFinder): WrittenTime | null {
  const time = times.at(line, start)
  return time !== null && time.original.length >= 8 ? time : null
}
