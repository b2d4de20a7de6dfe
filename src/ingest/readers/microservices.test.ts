import { describe, expect, it } from 'vitest'
import { samples } from '../testing/samples.ts'
import { itemsOf, readText } from '../testing/read-text.ts'

const [at, later] = ['2031-04-07T09:00:00.000Z', '2031-04-07T09:01:00.000Z']
const nano = '1933318800000000000'

const pointsOf = (text: string) =>
  itemsOf(text, 'metrics').map(({ record: { ts, entity, series, value } }) => [ts, entity, series, value])

describe('logs of services', () => {
  it.each([
    ['a table', `timestamp,service,level,message\n${at},cart,ERROR,no answer\n`],
    ['a table with pods', `time,svc,pod,severity,msg\n1933318800,cart,cart-1,error,no answer\n`],
    [
      'a list with resource and attributes',
      JSON.stringify([
        {
          timestamp: at,
          severityText: 'ERROR',
          body: 'no answer',
          resource: { 'service.name': 'cart' },
          traceId: 'a',
          spanId: 'b',
          attributes: { duration_ms: 2 }
        }
      ])
    ],
    [
      'objects a line',
      `{"timestamp":"${at}","severity":"ERROR","message":"no answer","resource":{"attributes":{"service.name":"cart"}}}\n{"timestamp":"${later}","severity":"INFO","message":"well","resource":{"attributes":{"service.name":"cart"}}}\n`
    ],
    [
      'OpenTelemetry’s export',
      JSON.stringify({
        resourceLogs: [
          {
            resource: { attributes: [{ key: 'service.name', value: { stringValue: 'cart' } }] },
            scopeLogs: [{ logRecords: [{ timeUnixNano: nano, severityText: 'ERROR', body: { stringValue: 'no answer' } }] }]
          }
        ]
      })
    ],
    [
      'Loki’s answer',
      JSON.stringify({
        data: { resultType: 'streams', result: [{ stream: { app: 'cart', level: 'error' }, values: [[nano, 'no answer']] }] }
      })
    ],
    ['Loki’s list alone', JSON.stringify([{ stream: { app: 'cart', level: 'error' }, values: [[nano, 'no answer']] }])],
    [
      'a collector’s table of JSON lines',
      `timestamp,container_name,log\n${at},cart,"{""level"":""error"",""msg"":""no answer""}"\n`
    ],
    ['a collector’s table of labelled text', `timestamp,container_name,log\n${at},cart,"severity: error, message: no answer"\n`]
  ])('in %s are events with time, service, level and message', (_, text) => {
    expect(itemsOf(text, 'events')[0]?.record).toMatchObject({ ts: at, entity: 'cart', level: 'error', message: 'no answer' })
  })

  it('CloudWatch’s answers are points with the time beside them', () => {
    const answer = {
      MetricDataResults: [
        { Id: 'q1', Label: 'cart-fn Throttles', Timestamps: [at, later], Values: [4, 7], StatusCode: 'Complete' }
      ]
    }
    expect(itemsOf(JSON.stringify(answer), 'metrics').map(({ record }) => record)).toMatchObject([
      { ts: at, entity: 'cart-fn', series: 'Throttles', value: 4 },
      { ts: later, entity: 'cart-fn', series: 'Throttles', value: 7 }
    ])
    const statistics = (name: string, statistic: string, value: number) => ({
      Namespace: 'AWS/ElastiCache',
      MetricName: name,
      Dimensions: [{ Name: 'CacheClusterId', Value: 'shelf-001' }],
      Unit: 'Count',
      Statistic: statistic,
      Datapoints: [{ Timestamp: at, [statistic]: value }]
    })
    const listed = [
      statistics('CacheHits', 'Sum', 4),
      statistics('CurrItems', 'Average', 9),
      statistics('CurrItems', 'Maximum', 12)
    ]
    expect(itemsOf(JSON.stringify(listed), 'metrics').map(({ record }) => record)).toMatchObject([
      { ts: at, entity: 'shelf-001', series: 'CacheHits', value: 4, unit: 'count' },
      { ts: at, entity: 'shelf-001', series: 'CurrItems', value: 9 },
      { ts: at, entity: 'shelf-001', series: 'CurrItems Maximum', value: 12 }
    ])
  })

  it('Graphite’s answers are series that each say beside their points what they measure', () => {
    const answer = ['till.calls', 'till.errors'].map((target, i) => ({
      target,
      datapoints: [7 + i, null].map((value) => [value, 1_933_000_000])
    }))
    expect(itemsOf(JSON.stringify(answer), 'metrics').map(({ record }) => [record.series, record.value])).toEqual([
      ['till.calls', 7],
      ['till.errors', 8]
    ])
  })

  it('in Kubernetes’ events name the object that they are about', () => {
    const event = {
      involvedObject: { kind: 'Pod', name: 'cart-1' },
      reason: 'BackOff',
      message: 'Back-off',
      type: 'Warning',
      lastTimestamp: at,
      source: { host: 'n1' }
    }
    expect(itemsOf(JSON.stringify({ kind: 'List', items: [event] }), 'events')[0]?.record).toMatchObject({
      ts: at,
      entity: 'cart-1',
      level: 'warning',
      message: 'Back-off'
    })
  })

  it('wrapped by a container’s runtime are read by their own format, at the runtime’s time when they have none', () => {
    expect(itemsOf(samples['pod'] ?? '', 'requests')[1]).toMatchObject({
      firstLine: 2,
      record: { target: '/a', ts: '2031-04-07T09:00:46.000Z' }
    })
    const docker = `{"log":"starting\\n","stream":"stdout","time":"${at}"}\n{"log":"no answer\\n","stream":"stderr","time":"${later}"}\n`
    expect(itemsOf(docker, 'events').map(({ record }) => [record.ts, record.message])).toEqual([
      [at, 'starting'],
      [later, 'no answer']
    ])
  })
})

describe('log lines of parts between bars', () => {
  it('tell service, instance, level, trace and message by what stands in each place', () => {
    const events = itemsOf(samples['delimited'] ?? '', 'events').map(({ record }) => record)
    expect(events.map(({ ts, entity, level, message }) => [ts, entity, level, message])).toEqual([
      ['2031-04-07T09:00:45.100Z', 'cart', 'info', 'GET /cart -> 200 14 ms'],
      ['2031-04-07T09:00:46.100Z', 'pay', 'error', 'no answer|from the bank'],
      ['2031-04-07T09:00:47.100Z', 'cart', 'warning', 'slow']
    ])
    expect(events[1]?.attributes).toMatchObject({
      instance: 'pay-7f64d9c5c7-10b9b',
      trace_id: '1bf7651916cd43dd8448eb211c80319c'
    })
  })
})

describe('metrics of services', () => {
  it.each([
    ['a list', JSON.stringify([{ time: at, service: 'cart', metric: 'cpu_percent', value: 5 }])],
    ['a list with a measure a name', JSON.stringify([{ time: at, service: 'cart', cpu_percent: 5 }])],
    [
      'lists below each service',
      JSON.stringify({ cart: { cpu_percent: [{ t: at, v: 5 }] }, pay: { cpu_percent: [{ t: at, v: 6 }] } })
    ],
    ['lists beside a list of times', JSON.stringify({ service: 'cart', timestamps: [at, later], cpu_percent: [5, 6] })],
    [
      'Prometheus’ range',
      JSON.stringify({
        data: {
          resultType: 'matrix',
          result: [
            {
              metric: { __name__: 'cpu_percent', job: 'cart' },
              values: [
                [1933318800, '5'],
                [1933318815, 'NaN']
              ]
            }
          ]
        }
      })
    ],
    [
      'Prometheus’ instant',
      JSON.stringify({
        data: { resultType: 'vector', result: [{ metric: { __name__: 'cpu_percent', job: 'cart' }, value: [1933318800, '5'] }] }
      })
    ],
    [
      'OpenTelemetry’s export',
      JSON.stringify({
        resourceMetrics: [
          {
            resource: { attributes: [{ key: 'service.name', value: { stringValue: 'cart' } }] },
            scopeMetrics: [{ metrics: [{ name: 'cpu_percent', gauge: { dataPoints: [{ timeUnixNano: nano, asInt: '5' }] } }] }]
          }
        ]
      })
    ],
    [
      'InfluxDB’s rows',
      JSON.stringify({
        results: [{ series: [{ name: 'cpu_percent', tags: { host: 'cart' }, columns: ['time', 'value'], values: [[at, 5]] }] }]
      })
    ],
    [
      'columns that begin with the service',
      'time,cart_cpu_percent,cart_latency,pay_cpu_percent,pay_latency\n1933318800,5,1,2,3\n1933318860,5,1,2,3\n'
    ]
  ])('in %s are points with service and series', (_, text) => {
    expect(pointsOf(text)[0]).toEqual([at, 'cart', 'cpu_percent', 5])
  })

  it('in columns of several words are cut where other columns show the measure', () => {
    const header =
      'time,gateway_p95_ms,gateway_rps,page_svc_p95_ms,price_svc_p95_ms,price_svc_rps,price_svc_pods,price_db_cpu_pct,page_svc_cpu_pct'
    expect(pointsOf(`${header}\n${at},1,2,3,4,5,6,7,8\n${later},1,2,3,4,5,6,7,8\n`).slice(0, 8)).toEqual(
      [
        ['gateway', 'p95_ms', 1],
        ['gateway', 'rps', 2],
        ['page_svc', 'p95_ms', 3],
        ['price_svc', 'p95_ms', 4],
        ['price_svc', 'rps', 5],
        ['price_svc', 'pods', 6],
        ['price_db', 'cpu_pct', 7],
        ['page_svc', 'cpu_pct', 8]
      ].map((point) => [at, ...point])
    )
  })

  it('of objects a line are the numbers beside a time and labels', () => {
    const text = `{"t": 1933318800000, "svc": "cart", "cpu": 5, "p95": 12.5}\n{"t": 1933318800000, "svc": "pay", "pod": "pay-1", "cpu": 6}\n`
    expect(pointsOf(text)).toEqual([
      [at, 'cart', 'cpu', 5],
      [at, 'cart', 'p95', 12.5],
      [at, 'pay-1', 'cpu', 6]
    ])
    expect(pointsOf(`{"t": 1933318800000, "svc": "cart", "msg": "ready", "port": 80}\n`)).toEqual([])
  })

  it('keep the series of a service’s pods apart', () => {
    const series = (pod: string) => ({ metric: { __name__: 'cpu', service: 'cart', pod }, values: [[1933318800, '1']] })
    const text = JSON.stringify({ data: { resultType: 'matrix', result: [series('cart-1'), series('cart-2')] } })
    expect(pointsOf(text).map(([, entity]) => entity)).toEqual(['cart-1', 'cart-2'])
    expect(pointsOf(`time,service,pod,metric,value\n${at},cart,cart-1,cpu,1\n`)[0]?.[1]).toBe('cart-1')
  })

  it('are named for their file when its columns are services', () => {
    const { items } = readText(`time,cart,pay\n${at},5,6\n${later},5,6\n`, null, 'monitoring/cpu_usage.csv')
    const points = items.flatMap((item) =>
      item.kind === 'record' && item.table === 'metrics' ? [[item.record.entity, item.record.series]] : []
    )
    expect(points.slice(0, 2)).toEqual([
      ['cart', 'cpu_usage'],
      ['pay', 'cpu_usage']
    ])
  })
})
