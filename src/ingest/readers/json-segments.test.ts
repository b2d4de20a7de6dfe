import { describe, expect, it } from 'vitest'
import { itemsOf } from '../testing/read-text.ts'

const spansOf = (document: unknown) => itemsOf(JSON.stringify(document, null, 1), 'spans').map(({ record }) => record)

describe('traces in segments', () => {
  it('joins SkyWalking’s spans within their segment by number and across segments by reference', () => {
    const common = { traceId: 't1', refs: [], startTime: 1_933_318_845_000, endTime: 1_933_318_845_900, tags: [], isError: false }
    const reference = { traceId: 't1', parentSegmentId: 'a', parentSpanId: 1 }
    const spans = [
      { ...common, segmentId: 'a', spanId: 0, parentSpanId: -1, serviceCode: 'front', endpointName: 'GET:/desk' },
      { ...common, segmentId: 'a', spanId: 1, parentSpanId: 0, serviceCode: 'front', endpointName: '/loan' },
      {
        ...common,
        segmentId: 'b',
        spanId: 0,
        parentSpanId: -1,
        refs: [reference],
        serviceCode: 'loans',
        endpointName: 'POST:/loan',
        isError: true
      }
    ]
    const found = spansOf({ data: { trace: { spans } } })
    expect(found.map(({ spanId, parentId, entity, failed }) => [spanId, parentId, entity, failed])).toEqual([
      ['a.0', null, 'front', false],
      ['a.1', 'a.0', 'front', false],
      ['b.0', 'a.1', 'loans', true]
    ])
    expect(found[0]).toMatchObject({ name: 'GET:/desk', ts: '2031-04-07T09:00:45.000Z', durationMs: 900 })
  })

  it('opens X-Ray’s documents and their subsegments', () => {
    const front = {
      id: 'f1',
      name: 'desk',
      trace_id: '1-x',
      start_time: 1_933_318_845.25,
      end_time: 1_933_318_846.5,
      fault: true,
      http: { request: { method: 'GET', url: 'https://desk.example/loans' }, response: { status: 504 } },
      subsegments: [
        {
          id: 's1',
          name: 'Store',
          start_time: 1_933_318_845.3,
          end_time: 1_933_318_845.31,
          aws: { operation: 'Query' }
        }
      ]
    }
    const found = spansOf({ Traces: [{ Id: '1-x', Segments: [{ Id: 'f1', Document: JSON.stringify(front) }] }] })
    expect(found).toMatchObject([
      { traceId: '1-x', spanId: 'f1', parentId: null, name: 'GET https://desk.example/loans', durationMs: 1250, failed: true },
      { traceId: '1-x', spanId: 's1', parentId: 'f1', name: 'Query', entity: 'Store', durationMs: 10 }
    ])
    expect(found[0]?.ts).toBe('2031-04-07T09:00:45.250Z')
  })
})

it('reads lists of times and values beside each other inside a list of metrics', () => {
  const timestamps = [1_933_318_800_000, 1_933_318_860_000, 1_933_318_920_000]
  const dimensionMap = { 'dt.entity.host': 'HOST-1', 'dt.entity.host.name': 'mill-2' }
  const document = { result: [{ metricId: 'host.cpu', data: [{ dimensionMap, timestamps, values: [4, null, 6] }] }] }
  expect(
    itemsOf(JSON.stringify(document), 'metrics').map(({ record: { entity, series, value } }) => [entity, series, value])
  ).toEqual([
    ['mill-2', 'host.cpu', 4],
    ['mill-2', 'host.cpu', 6]
  ])
})
