import type { Node } from 'jsonc-parser'
import type { Attributes } from '../../domain/index.ts'
import { flatten, plainName } from '../fields/fields.ts'
import { durationName, usualNames } from '../fields/usual-names.ts'
import type { JsonFinding } from './json-records.ts'
import { propertiesOf, scalarOf, valueOf } from './json-tree.ts'

const plain = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(plainName))
const traceNames = plain([...usualNames.traceId, 'trace'])
const spanNames = plain(usualNames.spanId)
const parentNames = plain(usualNames.parentId)
const operationNames = plain(usualNames.spanName)
const endNames = plain(usualNames.end)
const below = plain(['children', 'child_spans', 'childs', 'sub_spans', 'spans', 'calls', 'nested', 'root', 'root_span'])

/** What a span takes from those that it stands in. */
interface Around {
  readonly trace: string | null
  readonly parent: string | null
}

/**
 * Spans that say by where they stand to which trace and parent they belong: children inside their parent, or lists of spans
 * inside a trace that alone holds the id. Null when the document holds no such spans.
 */
export function findNestedSpans(root: Node): Iterable<JsonFinding> | null {
  return holdsNested(root, 6) ? nestedSpans(root, { trace: null, parent: null }, { count: 0 }) : null
}

function* nestedSpans(node: Node, around: Around, made: { count: number }): Generator<JsonFinding> {
  if (node.type === 'array') {
    for (const item of node.children ?? []) yield* nestedSpans(item, around, made)
    return
  }
  if (node.type !== 'object') return
  const own = textOf(node, traceNames)
  const lists = propertiesOf(node).filter(({ name, value }) => isNested(value) && below.has(plainName(name)))
  if (!isSpan(node)) {
    // Whatever wraps spans may hold them under any name: `data`, `traces`, `items`.
    for (const { value } of propertiesOf(node)) yield* nestedSpans(value, { ...around, trace: own ?? around.trace }, made)
    return
  }
  made.count += 1
  const trace = own ?? around.trace ?? `trace ${made.count}`
  const id = textOf(node, spanNames) ?? `span ${made.count}`
  const values: Attributes = {}
  for (const { name, value } of propertiesOf(node))
    if (!lists.some((list) => list.value === value)) flatten(valueOf(value), name, values)
  const parent = textOf(node, parentNames) ?? around.parent
  yield {
    what: 'record',
    table: 'spans',
    node: headOf(node, lists),
    values: { ...values, trace_id: trace, span_id: id, ...(parent === null ? {} : { parent_span_id: parent }) },
    path: ['spans']
  }
  for (const { value } of lists) yield* nestedSpans(value, { trace, parent: id }, made)
}

/** A span stands on the lines before those of its children, and they on theirs. */
function headOf(node: Node, lists: readonly { readonly value: Node }[]): Node {
  const first = Math.min(...lists.map(({ value }) => value.offset))
  return Number.isFinite(first) ? { ...node, length: Math.max(1, first - node.offset) } : node
}

/** Two levels that can only be read together: a span in a span, or one without an id of its trace in something that has it. */
function holdsNested(node: Node, depth: number): boolean {
  if (depth === 0) return false
  if (node.type === 'array') return (node.children ?? []).slice(0, 3).some((item) => holdsNested(item, depth - 1))
  if (node.type !== 'object') return false
  const inner = propertiesOf(node).filter(({ value }) => isNested(value))
  const isOuter = isSpan(node) || textOf(node, traceNames) !== null
  const holds = inner.some(
    ({ name, value }) =>
      below.has(plainName(name)) &&
      (value.type === 'array' ? (value.children ?? []) : [value]).some(
        (item) => isSpan(item) && (isSpan(node) || textOf(item, traceNames) === null)
      )
  )
  return (isOuter && holds) || inner.some(({ value }) => holdsNested(value, depth - 1))
}

function isSpan(node: Node): boolean {
  if (node.type !== 'object') return false
  const names = propertiesOf(node).flatMap(({ name, value }) => (isNested(value) ? [] : [name]))
  return (
    names.some((name) => operationNames.has(plainName(name))) &&
    names.some((name) => durationName.test(name) || endNames.has(plainName(name))) &&
    !names.some((name) => /^(?:level|message|msg|metric)$/i.test(name))
  )
}

const isNested = ({ type }: Node): boolean => type === 'array' || type === 'object'

function textOf(node: Node, names: ReadonlySet<string>): string | null {
  const found = propertiesOf(node).find(({ name, value }) => !isNested(value) && names.has(plainName(name)))
  const value = found ? scalarOf(found.value) : null
  return value === null || value === '' ? null : String(value)
}
