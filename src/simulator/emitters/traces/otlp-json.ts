import type { EmitContext, Emitter } from '../emitter.ts'
import { type Span, spansOf } from './spans.ts'

const kinds = { server: 2, client: 3 } as const

/** OpenTelemetry's JSON: resources, scopes, spans; times in nanoseconds as text, attributes as keys with typed values. */
export const otlpJson: Emitter = (context) => {
  const spans = spansOf(context)
  const services = [...new Set(spans.map(({ service }) => service))]
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } })
  const resourceSpans = services.map((service) => ({
    resource: { attributes: [text('service.name', context.world.scenario.service.application), text('host.name', service)] },
    scopeSpans: [
      {
        scope: { name: 'io.opentelemetry.auto', version: '2.4.0' },
        spans: spans.filter((span) => span.service === service).map((span) => written(context, span))
      }
    ]
  }))
  return { kind: 'document', text: `${JSON.stringify({ resourceSpans })}\n`, records: spans.length }

  function written({ clock }: EmitContext, { trace, id, parent, name, at, tookMs, failed, kind, attributes }: Span) {
    const start = BigInt(clock.epoch(at)) * 1_000_000n
    return {
      traceId: trace,
      spanId: id,
      ...(parent === null ? {} : { parentSpanId: parent }),
      name,
      kind: kinds[kind],
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + BigInt(Math.round(tookMs * 1e6))),
      attributes: Object.entries(attributes).map(([key, value]) => text(key, value)),
      status: failed ? { code: 2 } : {}
    }
  }
}
