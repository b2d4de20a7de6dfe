import type { PersonalDataType } from '../../domain/index.ts'
import { findPersonalDataInText } from './find-in-text.ts'

export interface Pseudonym {
  readonly type: PersonalDataType
  readonly value: string
  readonly pseudonym: string
}

interface Known {
  /** Lower case, single spaces. */
  readonly text: string
  readonly pseudonym: string
}

const word = /[\p{L}\p{N}@]+/gu
const edge = /[\p{L}\p{N}_]/u

/**
 * A function that replaces every known value by its pseudonym (whole words, any case, the longest first) and what else
 * looks personal by its type in brackets. One pass over the text's words, whatever the number of known values: they are
 * found by their first word.
 */
export function createRedactor(pseudonyms: readonly Pseudonym[]): (text: string) => string {
  const byFirstWord = new Map<string, Known[]>()
  const byDigits = new Map<string, string>()
  for (const { type, value, pseudonym } of pseudonyms) {
    const text = value.trim().toLowerCase().replaceAll(/\s+/g, ' ')
    const first = text.match(word)?.[0]
    if (first === undefined) continue
    const list = byFirstWord.get(first)
    if (list) list.push({ text, pseudonym })
    else byFirstWord.set(first, [{ text, pseudonym }])
    if (type === 'phone' || type === 'card') byDigits.set(value.replaceAll(/\D/g, ''), pseudonym)
  }
  for (const list of byFirstWord.values()) list.sort((a, b) => b.text.length - a.text.length)

  return (text) => {
    const spans = [...knownSpans(text, byFirstWord)]
    for (const { type, value, start, end } of findPersonalDataInText(text)) {
      if (spans.some((known) => start < known.end && end > known.start)) continue
      const digits = type === 'phone' || type === 'card' ? byDigits.get(value.replaceAll(/\D/g, '')) : undefined
      spans.push({ start, end, by: digits ?? `[${type}]` })
    }
    if (spans.length === 0) return text
    spans.sort((a, b) => a.start - b.start)
    let out = ''
    let at = 0
    for (const { start, end, by } of spans) {
      out += text.slice(at, start) + by
      at = end
    }
    return out + text.slice(at)
  }
}

function* knownSpans(
  text: string,
  byFirstWord: ReadonlyMap<string, readonly Known[]>
): Generator<{ start: number; end: number; by: string }> {
  if (byFirstWord.size === 0) return
  let free = 0
  for (const match of text.matchAll(word)) {
    if (match.index < free) continue
    const candidates = byFirstWord.get(match[0].toLowerCase())
    if (!candidates) continue
    for (const known of candidates) {
      const offset = known.text.search(/[\p{L}\p{N}@]/u)
      const start = match.index - offset
      const end = start < 0 ? null : endOfKnown(text, start, known.text)
      if (end === null || edge.test(text[start - 1] ?? '') || edge.test(text[end] ?? '')) continue
      yield { start, end, by: known.pseudonym }
      free = end
      break
    }
  }
}

/** Where the known value ends if it stands here; any run of white space matches one space. */
function endOfKnown(text: string, start: number, known: string): number | null {
  let at = start
  for (const char of known) {
    if (char === ' ') {
      if (!/\s/.test(text[at] ?? '')) return null
      while (/\s/.test(text[at] ?? '')) at += 1
      continue
    }
    if (text.slice(at, at + char.length).toLowerCase() !== char) return null
    at += char.length
  }
  return at
}
