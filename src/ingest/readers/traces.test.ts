import { describe, expect, it } from 'vitest'
import { samples } from '../testing/samples.ts'
import { itemsOf } from '../testing/read-text.ts'

describe('traces', () => {
  it.each([
    ['Jaeger', samples['spans'] ?? ''],
    ['spans inside their parents', samples['nestedSpans'] ?? ''],
    [
      'a table of short names',
      'trace,span,parent,svc,op,start_ms,dur_ms,ok\naa,s1,,front,GET /,1933318845000,700,0\naa,s2,s1,store,query,1933318845010,300,1\n'
    ],
    [
      'a table in microseconds',
      'trace_id,span_id,parent_span_id,service,operation,start_unix_us,duration_us,status\naa,s1,,front,GET /,1933318845000000,700000,ERROR\naa,s2,s1,store,query,1933318845010000,300000,OK\n'
    ],
    [
      'a table with another time beside the start',
      'time,traceID,spanID,parentSpanID,serviceName,operationName,startTime,duration,statusCode\n2031-04-07T09:00:45Z,aa,s1,,front,GET /,1933318845000000,700000,2\n2031-04-07T09:00:45Z,aa,s2,s1,store,query,1933318845010000,300000,0\n'
    ],
    [
      'lists of spans whose trace alone has the id',
      JSON.stringify({
        traces: [
          {
            traceId: 'aa',
            spans: [
              { id: 's1', service: 'front', name: 'GET /', startTime: '2031-04-07T09:00:45Z', durationMs: 700, error: true },
              {
                id: 's2',
                parentId: 's1',
                service: 'store',
                name: 'query',
                startTime: '2031-04-07T09:00:45.010Z',
                durationMs: 300
              }
            ]
          }
        ]
      })
    ],
    [
      'Zipkin',
      JSON.stringify([
        {
          traceId: 'aa',
          id: 's1',
          name: 'GET /',
          timestamp: 1933318845000000,
          duration: 700000,
          localEndpoint: { serviceName: 'front' },
          tags: { error: 'boom' }
        },
        {
          traceId: 'aa',
          id: 's2',
          parentId: 's1',
          name: 'query',
          timestamp: 1933318845010000,
          duration: 300000,
          localEndpoint: { serviceName: 'store' }
        }
      ])
    ],
    [
      'a table',
      'timestamp,trace_id,span_id,parent_id,service,operation,duration_ms,status\n2031-04-07T09:00:45Z,aa,s1,,front,GET /,700,error\n2031-04-07T09:00:45.010Z,aa,s2,s1,store,query,300,ok\n'
    ],
    [
      'OpenTelemetry',
      JSON.stringify({
        resourceSpans: ['front', 'store'].map((service, index) => ({
          resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
          scopeSpans: [
            {
              spans: [
                index === 0
                  ? {
                      traceId: 'aa',
                      spanId: 's1',
                      parentSpanId: '',
                      name: 'GET /',
                      startTimeUnixNano: '1933318845000000000',
                      endTimeUnixNano: '1933318845700000000',
                      status: { code: 2 }
                    }
                  : {
                      traceId: 'aa',
                      spanId: 's2',
                      parentSpanId: 's1',
                      name: 'query',
                      startTimeUnixNano: '1933318845010000000',
                      endTimeUnixNano: '1933318845310000000',
                      status: {}
                    }
              ]
            }
          ]
        }))
      })
    ]
  ])('of %s keep service, parent, duration and failure', (_, text) => {
    const spans = itemsOf(text, 'spans').map(({ record }) => record)
    expect(spans.map(({ entity, spanId, parentId, name, durationMs }) => [entity, spanId, parentId, name, durationMs])).toEqual([
      ['front', 's1', null, 'GET /', 700],
      ['store', 's2', 's1', 'query', 300]
    ])
    expect(spans[0]).toMatchObject({ ts: '2031-04-07T09:00:45.000Z', failed: true })
    expect(spans[1]?.failed).not.toBe(true)
  })

  it('with an HTTP status of success did not fail', () => {
    const text =
      'timestamp,trace_id,span_id,service,operation,duration_ms,status_code\n2031-04-07T09:00:45Z,aa,s1,front,GET /,700,200\n2031-04-07T09:00:45Z,aa,s2,front,GET /,700,503\n'
    expect(itemsOf(text, 'spans').map(({ record }) => record.failed)).toEqual([false, true])
  })
})
