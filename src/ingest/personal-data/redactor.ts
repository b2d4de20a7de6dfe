import type { PersonalDataType } from '../../domain/index.ts'
import { commonWords } from './common-words.ts'
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
  /** Only when it is written like this, and stands for no place: a part of a name is a word of its own too. */
  readonly exactly?: string
  /** An account with a name as routes have them: in a path it is one, unless people are listed there. */
  readonly isWord?: boolean
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
    const isSingle = type === 'name' && !/\s/.test(value.trim())
    const known = {
      text,
      pseudonym,
      ...(isSingle ? { exactly: value.trim() } : {}),
      ...(type === 'user' && /^[a-z]+(?:[_-][a-z]+)*$/.test(text) ? { isWord: true } : {})
    }
    if (list) list.push(known)
    else byFirstWord.set(first, [known])
    if (type === 'phone' || type === 'card') byDigits.set(value.replaceAll(/\D/g, ''), pseudonym)
  }
  for (const part of partsOfNames(pseudonyms)) {
    const first = part.text.match(word)?.[0] ?? part.text
    const list = byFirstWord.get(first)
    if (list?.some(({ text }) => text === part.text)) continue
    if (list) list.push(part)
    else byFirstWord.set(first, [part])
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

/** First and last names of people whose full names are known. Two people of one name are just `[name]`. */
function partsOfNames(pseudonyms: readonly Pseudonym[]): Known[] {
  const parts = new Map<string, { exactly: string; owners: Set<string> }>()
  for (const { type, value, pseudonym } of pseudonyms) {
    const words = type === 'name' ? value.trim().split(/\s+/) : []
    if (words.length < 2) continue
    for (const part of words) {
      if (part.length < 3 || !/^\p{Lu}[\p{L}'’-]+$/u.test(part) || commonWords.has(part.toLowerCase())) continue
      const known = parts.get(part.toLowerCase())
      if (known) known.owners.add(pseudonym)
      else parts.set(part.toLowerCase(), { exactly: part, owners: new Set([pseudonym]) })
    }
  }
  return [...parts].map(([text, { exactly, owners }]) => ({
    text,
    exactly,
    pseudonym: owners.size === 1 ? ([...owners][0] ?? '[name]') : '[name]'
  }))
}

const place =
  /^(?:['’]s)? (?:Street|St|Road|Rd|Avenue|Lane|Drive|Close|Hall|Park|House|School|Centre|Center|Court|Hill|Square|Place|Library|Hospital|Bridge)\b/

function isPersonAt(text: string, start: number, end: number, exactly: string): boolean {
  const written = text.slice(start, end)
  return (
    (written === exactly || (written === exactly.toUpperCase() && !/[A-Z_]{2}/.test(text.slice(end, end + 3)))) &&
    !place.test(text.slice(end, end + 30))
  )
}

const ofPeople =
  /\/(?:~|users?|u|people|persons?|members?|profiles?|accounts?|customers?|citizens?|residents?|patrons?|staff|authors?|owners?|home|by)\/$/i

/** `/bookings/17`, where an account is called `bookings` too; not `/users/ann`. */
function isPathSegment(text: string, start: number, end: number): boolean {
  return text[start - 1] === '/' && /^[/?#\s"';,)]|^$/.test(text.slice(end, end + 1)) && !ofPeople.test(text.slice(0, start))
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
      if (known.isWord && isPathSegment(text, start, end)) continue
      if (known.exactly !== undefined && !isPersonAt(text, start, end, known.exactly)) continue
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
