import { also } from '../../plant/setting.ts'
import type { Emitter } from '../emitter.ts'
import { type Span, spansOf } from './spans.ts'

/** Traces as trees, as a tracing page exports them: each span inside the one that called it. */
export const nestedTraces: Emitter = (context) => {
  const spans = spansOf(context)
  const below = new Map<string, Span[]>()
  for (const span of spans) also(below, `${span.trace}/${span.parent ?? ''}`, span)
  const tree = ({ id, trace, name, service, at, tookMs, failed, attributes }: Span): object => ({
    span_id: id,
    operation: name,
    service,
    start: context.clock.iso(at),
    duration_ms: Number(tookMs.toFixed(2)),
    status: failed ? 'error' : 'ok',
    tags: attributes,
    children: (below.get(`${trace}/${id}`) ?? []).map(tree)
  })
  const traces = spans.filter(({ parent }) => parent === null).map((root) => ({ trace_id: root.trace, spans: [tree(root)] }))
  return { kind: 'document', text: `${JSON.stringify({ traces }, null, 1)}\n`, records: spans.length }
}
