import { createDrain, type Group } from './drain.ts'
import { wildcard, type Word, wordsOf } from './mask.ts'

export interface Templated {
  readonly template: string
  /** 1, 2 … in order of first appearance. */
  readonly templateId: number
  /** What stood at each `<*>` of the template. */
  readonly parameters: readonly string[]
  /** A name for each parameter: the key before it (`area=<*>`, `user: <*>`), else `$n`. */
  readonly names: readonly string[]
}

interface Learned {
  readonly text: string
  readonly names: readonly string[]
}

/** The template of each message's first line: what messages of its kind have in common, with `<*>` where they differ. */
export function mineTemplates(messages: readonly string[]): Templated[] {
  const drain = createDrain()
  const seen = messages.map((message) => {
    const words = wordsOf(message.split('\n', 1)[0] ?? '')
    return { words, group: drain.add(words) }
  })
  const learned = new Map<Group, Learned>(
    drain.groups().map((group) => [group, { text: group.words.join(' '), names: namesOf(group.words) }])
  )
  return seen.map(({ words, group }) => {
    const { text = '', names = [] } = learned.get(group) ?? {}
    return { template: text, templateId: group.id, parameters: parametersOf(group, words), names }
  })
}

function parametersOf(group: Group, words: readonly Word[]): string[] {
  return words.flatMap(({ shape, values, raw }, index) => {
    const expected = group.words[index]
    if (expected === shape) return values
    return expected === wildcard ? [raw] : []
  })
}

function namesOf(words: readonly string[]): string[] {
  const names: string[] = []
  for (const [index, word] of words.entries()) {
    let from = 0
    for (let at = word.indexOf(wildcard); at >= 0; at = word.indexOf(wildcard, from)) {
      const before = at > 0 ? word.slice(from, at) : (words[index - 1] ?? '')
      const key = /([\p{L}_][\p{L}\p{N}_.-]*)[=:]$/u.exec(before)?.[1]
      const ordinal = `$${names.length + 1}`
      names.push(key === undefined || names.includes(key) ? ordinal : key)
      from = at + wildcard.length
    }
  }
  return names
}
