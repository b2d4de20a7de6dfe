import type { PersonalDataType } from '../../domain/index.ts'
import { createShapeMemory, type ShapeMemory } from '../../foundation/index.ts'
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
  return findBy(personalPatterns, inLogs, text)
}

/** The same in what people wrote: names and addresses are found by what stands before them, which in logs would be something else. */
export function findPersonalDataInSpeech(text: string): PersonalSpan[] {
  return findBy(speechPatterns, inSpeech, text)
}

/** The patterns that may find something in texts of a shape: none in most. */
type Telling = ShapeMemory<readonly PersonalPattern[]>
const inLogs: Telling = createShapeMemory()
const inSpeech: Telling = createShapeMemory()

const nothing: readonly PersonalSpan[] = []

function findBy(patterns: readonly PersonalPattern[], memory: Telling, text: string): PersonalSpan[] {
  if (text.length < 5) return []
  let found = nothing
  for (const { type, pattern, hint, digits, holds } of memory.recall(text) ?? memory.keep(text, tellingIn(patterns, text))) {
    if (digits === 'both' && !isHinted(hint, text)) continue
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const value = match.groups?.['v'] ?? match[0]
      const start = match.index + match[0].lastIndexOf(value)
      const end = start + value.length
      if (holds && !holds(value, text, start)) continue
      if (!found.some((other) => start < other.end && end > other.start)) found = [...found, { type, value, start, end }]
    }
  }
  return found.length === 0 ? [] : found.toSorted((a, b) => a.start - b.start)
}

function tellingIn(patterns: readonly PersonalPattern[], text: string): PersonalPattern[] {
  return patterns.filter(({ pattern, hint, digits }) => {
    if (digits === 'both') return true
    if (!isHinted(hint, text)) return false
    pattern.lastIndex = 0
    return digits === 'pattern' || pattern.test(text)
  })
}

const isHinted = (hint: RegExp | string, text: string): boolean =>
  typeof hint === 'string' ? text.includes(hint) : hint.test(text)
