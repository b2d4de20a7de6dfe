import type { PersonalDataType } from '../../domain/index.ts'
import { type PersonalPattern, personalPatterns } from './patterns.ts'
import { speechPatterns } from './speech-patterns.ts'

/** A personal datum in a text: `text.slice(start, end)` is `value`. */
export interface PersonalSpan {
  readonly type: PersonalDataType
  readonly value: string
  readonly start: number
  readonly end: number
}

/**
 * Finds what looks like personal data in free text, without overlaps, in order. Patterns miss what has no form (a name in
 * the middle of a sentence); what structured fields name is found elsewhere and known to the redactor by value.
 */
export function findPersonalDataInText(text: string): PersonalSpan[] {
  return findBy(personalPatterns, text)
}

/** The same in what people wrote: names and addresses are found by what stands before them, which in logs would be something else. */
export function findPersonalDataInSpeech(text: string): PersonalSpan[] {
  return findBy(speechPatterns, text)
}

function findBy(patterns: readonly PersonalPattern[], text: string): PersonalSpan[] {
  if (text.length < 5) return []
  let found: PersonalSpan[] = []
  for (const { type, pattern, hint, holds } of patterns) {
    if (typeof hint === 'string' ? !text.includes(hint) : !hint.test(text)) continue
    for (const match of text.matchAll(pattern)) {
      const value = match.groups?.['v'] ?? match[0]
      const start = match.index + match[0].lastIndexOf(value)
      const end = start + value.length
      if (holds && !holds(value, text, start)) continue
      if (!found.some((other) => start < other.end && end > other.start)) found = [...found, { type, value, start, end }]
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
