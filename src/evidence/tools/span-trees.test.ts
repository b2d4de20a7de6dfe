import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const start = Date.parse(at('08:00'))

interface Made {
  readonly id: string
  readonly parent?: string
  readonly service: string
  readonly name: string
  readonly from: number
  readonly took: number
  readonly failed?: boolean
}

/** Six traces a minute from 08:00 to 08:50, as Jaeger's or OpenTelemetry's exporters would not, but plain JSON lines do. */
function traces(spansOf: (trouble: boolean, i: number) => readonly Made[]): string {
  return Array.from({ length: 300 }, (_, i) =>
    spansOf(i >= 180, i).map(({ id, parent, service, name, from, took, failed = false }) =>
      JSON.stringify({
        trace_id: `t${i}`,
        span_id: `t${i}${id}`,
        parent_id: parent === undefined ? null : `t${i}${parent}`,
        service_name: service,
        operation_name: name,
        start_time: new Date(start + i * 10_000 + from).toISOString(),
        duration_ms: took,
        error: failed
      })
    )
  )
    .flat()
    .join('\n')
}

describe('trees of spans', () => {
  it('tell whose own time was added, not whose callers waited', async () => {
    await using incident = await madeIncident({
      'spans.jsonl': traces((trouble, i) => {
        const slow = trouble && i % 2 === 0 ? 900 + (i % 7) : 10 + (i % 3)
        return [
          { id: 'a', service: 'web', name: 'GET /', from: 0, took: 30 + slow },
          { id: 'b', parent: 'a', service: 'stock', name: 'list', from: 5, took: 20 + slow },
          { id: 'c', parent: 'b', service: 'prices', name: 'quote', from: 10, took: slow, failed: slow > 100 && i % 4 === 0 }
        ]
      })
    })
    const evidence = await incident.ask('span_trees', both)
    expect(evidence.facts).toMatchObject({
      traces: 120,
      baseline_traces: 180,
      top_service: 'prices',
      top_operation: 'quote',
      critical_operation: 'quote',
      slow_traces: 60,
      fast_traces: 60,
      slow_top_operation: 'quote',
      error_origin_service: 'prices',
      error_origin_peer: 'prices',
      amplification: null
    })
    expect(evidence.facts['top_share_of_added']).toBeGreaterThan(0.99)
    const web = rowsOf(evidence).find(({ service, kind }) => service === 'web' && kind === 'operation')
    expect(web).toMatchObject({ baseline_self_ms: 10, window_self_ms: 10 })
  })

  it('count calls by run of the caller: one call that became many', async () => {
    await using incident = await madeIncident({
      'spans.jsonl': traces((trouble, i) => {
        const calls = trouble ? 12 + (i % 5) : 1
        return [
          { id: 'a', service: 'web', name: 'GET /orders', from: 0, took: 20 + 6 * calls },
          ...Array.from({ length: calls }, (_, k): Made => ({
            id: `b${k}`,
            parent: 'a',
            service: 'web',
            name: 'SELECT line',
            from: 5 + 6 * k,
            took: 5
          }))
        ]
      })
    })
    const evidence = await incident.ask('span_trees', both)
    expect(evidence.facts).toMatchObject({
      amplified_operation: 'SELECT line',
      amplified_by: 'GET /orders',
      amplified_by_service: 'web',
      amplified_from: 1,
      amplified_to: 14,
      amplification: 14
    })
    const edge = rowsOf(evidence).find(({ kind }) => kind === 'calls')
    expect(edge).toMatchObject({ window_runs: 120, most_calls: 16 })
  })

  it('say when there is none', async () => {
    await using incident = await madeIncident({ 'app.log': '2031-05-06 08:00:01 INFO started\n' })
    expect(await incident.ask('span_trees', both)).toMatchObject({ status: 'no_data', facts: { traces: 0, top_service: null } })
  })
})
