import type { Emitter } from '../emitter.ts'
import { spansOf } from './spans.ts'

/** Spans, one JSON object a line: the request on its instance, its statements and its calls. */
export const spansJson: Emitter = (context) => ({
  kind: 'lines',
  entries: spansOf(context).map(({ trace, id, parent, name, service, at, tookMs, failed, attributes }) => ({
    at,
    record: true,
    text: JSON.stringify({
      trace_id: trace,
      span_id: id,
      parent_id: parent,
      name,
      service,
      start_time: context.clock.iso(at),
      duration_ms: Number(tookMs.toFixed(2)),
      status: failed ? 'ERROR' : 'OK',
      ...attributes
    })
  }))
})
