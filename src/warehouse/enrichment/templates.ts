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
  readonly version: number
  readonly text: string
  readonly names: readonly string[]
}

/** A message that has its group; what its template is depends on the messages that come after it. */
export interface Grouped {
  readonly words: readonly Word[]
  readonly group: Group
}

/** Learns templates message by message: what messages of a kind have in common, with `<*>` where they differ. */
export function createTemplates(): {
  /** Gives a message's first line its group, which it keeps. */
  add(message: string): Grouped
  /** A message whose group is known from before. */
  again(message: string, group: Group): Grouped
  /** The template as far as it is learned by now. */
  textOf(group: Group): string
  describe(message: Grouped): Templated
} {
  const drain = createDrain()
  const learned = new Map<Group, Learned>()
  const learnedOf = (group: Group): Learned => {
    const known = learned.get(group)
    if (known?.version === group.version) return known
    const made = { version: group.version, text: group.words.join(' '), names: namesOf(group.words) }
    learned.set(group, made)
    return made
  }
  const wordsIn = (message: string): Word[] => wordsOf(message.split('\n', 1)[0] ?? '')
  return {
    add(message) {
      const words = wordsIn(message)
      return { words, group: drain.add(words) }
    },
    again: (message, group) => ({ words: wordsIn(message), group }),
    textOf: (group) => learnedOf(group).text,
    describe({ words, group }) {
      const { text, names } = learnedOf(group)
      return { template: text, templateId: group.id, parameters: parametersOf(group, words), names }
    }
  }
}

/** The template of each message, learned from all of them. */
export function mineTemplates(messages: readonly string[]): Templated[] {
  const templates = createTemplates()
  const seen = messages.map((message) => templates.add(message))
  return seen.map((message) => templates.describe(message))
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
