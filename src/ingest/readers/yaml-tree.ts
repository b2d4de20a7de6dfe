import type { Node } from 'jsonc-parser'
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node as YamlNode } from 'yaml'
import { type JsonTree, treeOf } from './json-tree.ts'

/** Documents nest no deeper than people read; a file that is made to is cut there. */
const deepest = 40

/**
 * A YAML text (one document or several between `---`) as the tree that JSON documents are read from; several documents
 * are a list. Anchors are followed once, so that a text which refers to itself ends. Null when it is no YAML.
 */
export function parseYaml(lines: readonly string[]): JsonTree | null {
  const text = lines.join('\n')
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    strict: false,
    uniqueKeys: false,
    logLevel: 'silent'
  })
  if (!Array.isArray(documents)) return null
  const roots = documents.flatMap((document) => (isNode(document.contents) ? nodeOf(document.contents, document, 0) : []))
  const errors = documents.flatMap((document) => document.errors.map(({ pos }) => ({ offset: pos[0], length: pos[1] - pos[0] })))
  const root = roots.length > 1 ? ({ type: 'array', offset: 0, length: text.length, children: roots } as Node) : roots[0]
  return treeOf(lines, root, errors)
}

function nodeOf(node: YamlNode, document: Document, depth: number): Node {
  const [from, end] = placeOf(node)
  const place = { offset: from, length: Math.max(0, end - from) }
  if (depth > deepest) return { type: 'null', ...place, value: null }
  if (isAlias(node)) {
    const target = node.resolve(document)
    return target === undefined || isAlias(target)
      ? { type: 'null', ...place, value: null }
      : moved(nodeOf(target, document, depth + 8), place)
  }
  if (isMap(node)) {
    const children = node.items.map(({ key, value }): Node => {
      const name = isScalar(key) ? String(key.value) : String(key)
      const start = isNode(key) ? placeOf(key)[0] : from
      const inner: Node = isNode(value)
        ? nodeOf(value, document, depth + 1)
        : { type: 'null', offset: start, length: 0, value: null }
      const nameNode: Node = { type: 'string', offset: start, length: name.length, value: name }
      return {
        type: 'property',
        offset: start,
        length: Math.max(0, inner.offset + inner.length - start),
        children: [nameNode, inner]
      }
    })
    return { type: 'object', ...place, children }
  }
  if (isSeq(node))
    return {
      type: 'array',
      ...place,
      children: node.items.flatMap((item) => (isNode(item) ? nodeOf(item, document, depth + 1) : []))
    }
  const value: unknown = isScalar(node) ? node.value : null
  if (typeof value === 'number') return { type: 'number', ...place, value }
  if (typeof value === 'boolean') return { type: 'boolean', ...place, value }
  if (value === null || value === undefined) return { type: 'null', ...place, value: null }
  return { type: 'string', ...place, value: typeof value === 'string' ? value : JSON.stringify(value) }
}

/** What an alias repeats stands where the alias does. */
function moved(node: Node, place: { offset: number; length: number }): Node {
  return { ...node, ...place, ...(node.children ? { children: node.children.map((child) => moved(child, place)) } : {}) }
}

/** From its first character to the last of its value, without the line end after it. */
function placeOf(node: YamlNode): [number, number] {
  const [from, end] = node.range ?? [0, 0]
  return [from, Math.max(from, end)]
}

const isNode = (value: unknown): value is YamlNode => isAlias(value) || isMap(value) || isSeq(value) || isScalar(value)
