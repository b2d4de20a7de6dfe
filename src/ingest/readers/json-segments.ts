import type { Node } from 'jsonc-parser'
import { type Attributes } from '../../domain/index.ts'
import { flatten, numberOf } from '../fields/fields.ts'
import type { JsonFinding } from './json-records.ts'
import { childrenOf, nodeAt, parseJson, propertiesOf, textAt, valueOf } from './json-tree.ts'

/**
 * Traces whose spans stand in segments, one a process: SkyWalking's, whose numbers count within their segment only, and
 * X-Ray's, whose segments are JSON within a text. Null for all other documents.
 */
export function findSegments(root: Node): Iterable<JsonFinding> | null {
  const traces = childrenOf(nodeAt(root, 'Traces') ?? root).flatMap((trace) => childrenOf(nodeAt(trace, 'Segments')))
  if (traces.some((segment) => nodeAt(segment, 'Document'))) return xRaySegments(traces)
  const spans = spansOfSegments(root, 5)
  return spans.length > 0 ? skyWalkingSpans(spans) : null
}

/** Lists of spans that say which segment they are of, at any depth. */
function spansOfSegments(node: Node, depth: number): readonly Node[] {
  const isList = node.type === 'array' && (node.children ?? []).every((one) => nodeAt(one, 'segmentId') && nodeAt(one, 'spanId'))
  if (isList) return node.children ?? []
  if (depth === 0) return []
  const inner = node.type === 'object' ? propertiesOf(node).map(({ value }) => value) : childrenOf(node).slice(0, 200)
  return inner.flatMap((value) => spansOfSegments(value, depth - 1))
}

function* skyWalkingSpans(spans: readonly Node[]): Generator<JsonFinding> {
  for (const node of spans) {
    const segment = textAt(node, 'segmentId')
    const parent = textAt(node, 'parentSpanId')
    const caller = childrenOf(nodeAt(node, 'refs'))[0]
    const parentId =
      parent !== null && parent !== '-1'
        ? `${segment}.${parent}`
        : caller === undefined
          ? null
          : `${textAt(caller, 'parentSegmentId')}.${textAt(caller, 'parentSpanId')}`
    const tags = childrenOf(nodeAt(node, 'tags')).map((tag) => [textAt(tag, 'key') ?? '', textAt(tag, 'value')] as const)
    const about = ['type', 'peer', 'component', 'layer'].map((name) => [name, textAt(node, name)] as const)
    const values: Attributes = {
      ...Object.fromEntries([...about, ...tags].filter(([name, value]) => name !== '' && value !== null && value !== '')),
      trace_id: textAt(node, 'traceId'),
      span_id: `${segment}.${textAt(node, 'spanId')}`,
      ...(parentId === null ? {} : { parent_span_id: parentId }),
      name: textAt(node, 'endpointName') ?? textAt(node, 'operationName'),
      'service.name': textAt(node, 'serviceCode'),
      instance: textAt(node, 'serviceInstanceName'),
      start_time: textAt(node, 'startTime'),
      end_time: textAt(node, 'endTime'),
      error: textAt(node, 'isError')
    }
    yield { what: 'record', table: 'spans', node, values, path: ['spans'] }
  }
}

function* xRaySegments(segments: readonly Node[]): Generator<JsonFinding> {
  for (const segment of segments) {
    const document = nodeAt(segment, 'Document')
    const tree = document?.type === 'string' ? parseJson([String(document.value)]).root : document
    if (document && tree) yield* xRaySpans(tree, document, null, textAt(tree, 'trace_id'))
  }
}

/** @param place what stands in the file for this span and those in it */
function* xRaySpans(span: Node, place: Node, parent: string | null, trace: string | null): Generator<JsonFinding> {
  const { id, name, start_time, end_time, fault, ...rest } = flatten(
    Object.fromEntries(propertiesOf(span).flatMap((one) => (one.name === 'subsegments' ? [] : [[one.name, valueOf(one.value)]])))
  )
  const url = rest['http.request.url']
  const target = url === undefined ? null : [rest['http.request.method'], url].filter((part) => part !== undefined).join(' ')
  const operation = target ?? rest['aws.operation'] ?? name ?? null
  const [start, end] = [numberOf(start_time ?? null), numberOf(end_time ?? null)]
  const above = textAt(span, 'parent_id') ?? parent
  const { trace_id: _, parent_id: __, 'http.response.status': status, ...about } = rest
  const values: Attributes = {
    ...about,
    trace_id: textAt(span, 'trace_id') ?? trace,
    span_id: id ?? null,
    ...(above === null ? {} : { parent_span_id: above }),
    name: operation,
    'service.name': name ?? null,
    start_time: start === null ? null : start.toFixed(3),
    ...(start === null || end === null ? {} : { duration_ms: Math.round((end - start) * 1e6) / 1e3 }),
    ...(fault === true ? { error: true } : {}),
    ...(status === undefined ? {} : { status })
  }
  yield { what: 'record', table: 'spans', node: place, values, path: ['spans'] }
  for (const inner of childrenOf(nodeAt(span, 'subsegments'))) yield* xRaySpans(inner, place, textAt(span, 'id'), trace)
}
