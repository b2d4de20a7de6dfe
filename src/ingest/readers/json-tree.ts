import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser'

/** A JSON text with the line of every offset. Damaged or cut JSON gives what could be read of it. */
export interface JsonTree {
  readonly root: Node | undefined
  /** Where the text is no longer what it should be. */
  readonly errors: readonly { readonly offset: number }[]
  lineAt(offset: number): number
  /** First and last line of a node. */
  spanOf(node: Node): { firstLine: number; lastLine: number }
}

export function parseJson(lines: readonly string[]): JsonTree {
  const whole = lines.length === 1 ? wholeLine(lines[0] ?? '') : null
  if (whole !== null) return treeOf(lines, whole, [])
  const errors: ParseError[] = []
  const root = parseTree(lines.join('\n'), errors, { allowTrailingComma: true, disallowComments: false })
  return treeOf(lines, root, errors)
}

/** The tree of a document on one line, where every node stands; null where its text is none. */
function wholeLine(line: string): Node | null {
  try {
    return nodeOf(JSON.parse(line))
  } catch {
    return null
  }
}

function nodeOf(value: unknown): Node {
  const place = { offset: 0, length: 1 }
  if (value === null) return { type: 'null', ...place, value }
  if (Array.isArray(value)) return { type: 'array', ...place, children: value.map(nodeOf) }
  if (typeof value !== 'object')
    return { type: typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'boolean', ...place, value }
  const children = Object.entries(value).map(([name, inner]): Node => {
    return { type: 'property', ...place, children: [{ type: 'string', ...place, value: name }, nodeOf(inner)] }
  })
  return { type: 'object', ...place, children }
}

/** A tree whose nodes stand at offsets of the lines joined by LF. */
export function treeOf(lines: readonly string[], root: Node | undefined, errors: JsonTree['errors']): JsonTree {
  const starts: number[] = []
  let offset = 0
  for (const line of lines) {
    starts.push(offset)
    offset += line.length + 1
  }
  const lineAt = (at: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return low + 1
  }
  return {
    root,
    errors,
    lineAt,
    spanOf: (node) => ({ firstLine: lineAt(node.offset), lastLine: lineAt(node.offset + Math.max(0, node.length - 1)) })
  }
}

/** An object's properties as name and value node. */
export function propertiesOf(node: Node): { name: string; value: Node }[] {
  const found: { name: string; value: Node }[] = []
  for (const { children } of node.children ?? []) {
    const name = children?.[0]
    const value = children?.[1]
    if (name && value) found.push({ name: String(name.value), value })
  }
  return found
}

/** The value of a string, number, boolean or null; null for anything nested. */
export function scalarOf(node: Node): string | number | boolean | null {
  const value: unknown = node.value
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** A node as a plain value. */
export function valueOf(node: Node): unknown {
  return getNodeValue(node)
}

/** Neither an object nor a list. */
export function isScalar(node: Node): boolean {
  return node.type !== 'object' && node.type !== 'array'
}

/** What stands at the end of a path of names. */
export function nodeAt(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let here = node
  for (const name of path) here = here?.type === 'object' ? propertiesOf(here).find((one) => one.name === name)?.value : undefined
  return here
}

/** The items of a list; none of anything else. */
export function childrenOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? (node.children ?? []) : []
}

/** The scalar at the end of a path of names, as text; null where none stands. */
export function textAt(node: Node | undefined, ...path: readonly string[]): string | null {
  const found = nodeAt(node, ...path)
  const value = found === undefined ? null : scalarOf(found)
  return value === null ? null : String(value)
}
