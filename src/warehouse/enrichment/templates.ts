import { createShapeMemory } from '../../foundation/index.ts'
import { createDrain, type Group, type Placed } from './drain.ts'
import { type Span, wildcard, type Word, wordsOf } from './mask.ts'

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

/** What messages of one shape have in common. */
interface Shaped {
  readonly words: readonly Word[]
  placed: Placed
  /** Where their parameters stand, as their group was in this version. */
  parameters: { readonly group: Group; readonly version: number; readonly spans: readonly Span[] } | null
}

/** A message that has its group; what its template is depends on the messages that come after it. */
export interface Grouped {
  readonly line: string
  readonly shaped: Pick<Shaped, 'words' | 'parameters'>
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
  const memory = createShapeMemory<Shaped>()
  return {
    add(message) {
      const line = firstLineOf(message)
      const known = memory.recall(line)
      if (known === undefined) {
        const words = wordsOf(line)
        const placed = drain.add(words)
        const shaped: Shaped = { words, placed, parameters: null }
        if (words.every(({ shape }) => !/\d/.test(shape))) memory.keep(line, shaped)
        return { line, shaped, group: placed.group }
      }
      if (known.placed.holds()) known.placed.group.count += 1
      else known.placed = drain.add(known.words)
      return { line, shaped: known, group: known.placed.group }
    },
    again(message, group) {
      const line = firstLineOf(message)
      return { line, shaped: { words: wordsOf(line), parameters: null }, group }
    },
    textOf: (group) => learnedOf(group).text,
    describe({ line, shaped, group }) {
      const { text, names } = learnedOf(group)
      const spans = spansOf(shaped, group)
      return { template: text, templateId: group.id, parameters: spans.map(({ from, to }) => line.slice(from, to)), names }
    }
  }
}

function firstLineOf(message: string): string {
  const end = message.indexOf('\n')
  return end < 0 ? message : message.slice(0, end)
}

/** The template of each message, learned from all of them. */
export function mineTemplates(messages: readonly string[]): Templated[] {
  const templates = createTemplates()
  const seen = messages.map((message) => templates.add(message))
  return seen.map((message) => templates.describe(message))
}

/** Where the parameters of messages of a shape stand, by the template that their group has now. */
function spansOf(shaped: Grouped['shaped'], group: Group): readonly Span[] {
  const known = shaped.parameters
  if (known?.group === group && known.version === group.version) return known.spans
  const spans = shaped.words.flatMap((word, index) => {
    const expected = group.words[index]
    if (expected === word.shape) return word.values
    return expected === wildcard ? [word] : []
  })
  shaped.parameters = { group, version: group.version, spans }
  return spans
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
