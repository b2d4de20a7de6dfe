import { wildcard, type Word } from './mask.ts'

/** A group of messages of one template: `words` with `<*>` where they differ. */
export interface Group {
  readonly id: number
  words: string[]
  count: number
  /** Grows whenever a word gives way to `<*>`. */
  version: number
}

export interface DrainOptions {
  /** Words from the start that must agree before messages are compared. @default 2 */
  readonly depth?: number
  /** Share of words that must agree for a message to join a group. @default 0.6, clearly more than half */
  readonly similarity?: number
  /** Different words at one place of the tree before the rest share a branch. @default 100 */
  readonly branches?: number
}

/** Where words belong. */
export interface Placed {
  readonly group: Group
  /** False when what was learned since could place the same words elsewhere. */
  holds(): boolean
}

interface TreeNode {
  readonly children: Map<string, TreeNode>
  readonly groups: Group[]
  /** Grows whenever a group is added here or changes. */
  version: number
}

const newNode = (): TreeNode => ({ children: new Map(), groups: [], version: 0 })

/**
 * Drain, an online log parser with a fixed-depth tree: He, Zhu, Zheng, Lyu, "Drain: An Online Log Parsing Approach with
 * Fixed Depth Tree", ICWS 2017. Messages are looked up by their number of words, then by their first words; within a leaf
 * a message joins the group that agrees with it most, if that is enough, and the group's differing words become `<*>`.
 */
export function createDrain({ depth = 2, similarity = 0.6, branches = 100 }: DrainOptions = {}): {
  add(words: readonly Word[]): Placed
  groups(): readonly Group[]
} {
  const root = newNode()
  const groups: Group[] = []

  function leafFor(words: readonly Word[]): TreeNode {
    let node = branch(root, String(words.length))
    for (const { shape } of words.slice(0, depth)) {
      const full = node.children.size >= branches && !node.children.has(shape)
      node = branch(node, shape.includes(wildcard) || full ? wildcard : ownText(shape))
    }
    return node
  }

  return {
    add(words) {
      const leaf = leafFor(words)
      let best: Group | null = null
      let most = -1
      for (const group of leaf.groups) {
        const agreement = agreementOf(group.words, words)
        if (agreement > most) {
          most = agreement
          best = group
        }
      }
      if (best === null || most < similarity) {
        best = { id: groups.length + 1, words: words.map(({ shape }) => ownText(shape)), count: 0, version: 0 }
        leaf.groups.push(best)
        leaf.version += 1
        groups.push(best)
      }
      best.count += 1
      for (const [index, { shape }] of words.entries()) {
        if (best.words[index] === shape || best.words[index] === wildcard) continue
        best.words[index] = wildcard
        best.version += 1
        leaf.version += 1
      }
      const { version } = leaf
      return { group: best, holds: () => leaf.version === version }
    },
    groups: () => groups
  }
}

/** A word on its own: a part of a line would keep the whole text that it was read from in memory. */
function ownText(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

function branch(node: TreeNode, key: string): TreeNode {
  const child = node.children.get(key) ?? newNode()
  node.children.set(key, child)
  return child
}

/** Share of words that are the same among those that are words: a place that holds a value in both tells nothing. */
function agreementOf(template: readonly string[], words: readonly Word[]): number {
  let same = 0
  let telling = 0
  for (const [index, { shape }] of words.entries()) {
    const expected = template[index]
    if (shape.includes(wildcard) && expected?.includes(wildcard)) continue
    telling += 1
    if (expected === shape) same += 1
  }
  return telling === 0 ? 1 : same / telling
}
