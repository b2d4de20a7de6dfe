import { readFileSync } from 'node:fs'
import { isPlainWord } from '../find-in-lines.ts'
import { findPersonalDataInSpeech } from '../find-in-text.ts'
import { createRedactor, type Pseudonym } from '../redactor.ts'

/** How much of what is personal in invented tickets and posts is gone when they are redacted. */
export interface Recall {
  readonly items: number
  readonly values: number
  readonly gone: number
  /** Values that stay, each with its text: what is to be improved. */
  readonly left: readonly string[]
  /** Words replaced that are not personal. */
  readonly needless: readonly string[]
}

interface Item {
  readonly text: string
  readonly values: readonly string[]
}

const mark = /\[(?<type>[a-z-]+):(?<value>[^\]]+)\]/g

/** Redacts the corpus as a report would be: authors are known by their column, the rest is found in the text. */
export function measureRecall(half: 'tuned' | 'held-out'): Recall {
  const rows = readFileSync(new URL('corpus.txt', import.meta.url), 'utf8').split('\n')
  const entries = rows.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(' | '))
  const authors = [...new Set(entries.map(([author = '']) => author.trim()).filter((author) => author !== ''))]
  const pseudonyms = authors.map((value, index): Pseudonym => ({ type: 'name', value, pseudonym: `person-${index + 1}` }))
  const items = entries
    .filter((_, index) => index % 2 === (half === 'tuned' ? 0 : 1))
    .map(([, marked = '']): Item => {
      const text = marked.replaceAll(String.raw`\n`, '\n')
      return {
        text: text.replaceAll(mark, '$<value>'),
        values: [...text.matchAll(mark)].map(({ groups }) => groups?.['value']?.trim() ?? '')
      }
    })
  const lines = items.map(({ text }) => text)
  const said = lines.flatMap((text) => findPersonalDataInSpeech(text).filter(({ value }) => !isPlainWord(value, lines)))
  const redact = createRedactor([
    ...pseudonyms,
    ...said.map(({ type, value }, index) => ({ type, value, pseudonym: `${type}-${index}` }))
  ])
  const left: string[] = []
  const needless: string[] = []
  for (const { text, values } of items) {
    const redacted = redact(text)
    const rest = values.reduce((others, value) => others.replace(value, ' '), text)
    for (const value of values) if (survives(value, redacted, text)) left.push(`${value} — ${text}`)
    const kept = new Set(redacted.match(/[\p{L}\p{N}]+/gu))
    for (const word of rest.match(/[\p{L}\p{N}]+/gu) ?? []) if (!kept.has(word)) needless.push(`${word} — ${text}`)
  }
  const values = items.reduce((sum, item) => sum + item.values.length, 0)
  return { items: items.length, values, gone: values - left.length, left, needless }
}

/** A value stays when it is still there, or its last word: half a name tells as much. */
function survives(value: string, redacted: string, text: string): boolean {
  const last = value.match(/[\p{L}\p{N}]+/gu)?.at(-1) ?? value
  const count = (where: string): number => where.split(new RegExp(`(?<![\\p{L}\\p{N}])${last}(?![\\p{L}\\p{N}])`, 'u')).length - 1
  return redacted.includes(value) || (last.length > 2 && count(redacted) >= Math.max(1, count(text)))
}
