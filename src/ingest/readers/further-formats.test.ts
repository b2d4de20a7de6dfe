import { describe, expect, it } from 'vitest'
import { itemsOf, readText } from '../testing/read-text.ts'

describe('further application logs', () => {
  it.each([
    ['python-logging', '2031-04-07 09:00:45,267 - shop.views - WARNING - slow', 'shop.views'],
    ['python-logging', '[2031-04-07 09:00:45,267] WARNING in views: slow', 'views'],
    ['python-logging', '2031-04-07 09:00:45.267 | WARNING  | shop.views:get:12 - slow', 'shop.views:get:12'],
    ['python-logging', '2031-04-07 09:00:45.267 812 WARNING nova.compute [req-1] slow', 'nova.compute'],
    ['dotnet', '2031-04-07 09:00:45.267 +00:00 [WRN] slow', null],
    ['dotnet', '2031-04-07 09:00:45.2671|WARN|Shop.Views|slow', 'Shop.Views'],
    ['ruby-logger', 'W, [2031-04-07T09:00:45.267123 #812]  WARN -- shop: slow', 'shop'],
    ['glog', 'W0407 09:00:45.267123     812 views.go:12] slow', 'views.go:12'],
    ['server-error-log', '2031/04/07 09:00:45 [warn] 812#0: *5 slow', null],
    ['server-error-log', '[Mon Apr 07 09:00:45.267123 2031] [core:warn] [pid 812:tid 5] [client 10.0.0.7:4711] slow', 'core'],
    ['syslog', '<12>1 2031-04-07T09:00:45.267Z web1 shop 812 ID1 - slow', 'shop'],
    ['syslog', 'Apr  7 09:00:45 web1 shop[812]: slow', 'shop'],
    ['mysql-error', '2031-04-07T09:00:45.267123Z 812 [Warning] [MY-010055] [Server] slow', 'Server'],
    [
      'json-lines',
      '{"time":1933318845267,"level":40,"name":"shop","msg":"slow"}\n{"time":1933318845268,"level":40,"name":"shop","msg":"slow"}',
      'shop'
    ],
    [
      'json-lines',
      '{"@timestamp":"2031-04-07T09:00:45.267Z","log.level":"WARN","message":"slow","log":{"logger":"shop"}}\n{}',
      'shop'
    ],
    ['logfmt', 'ts=2031-04-07T09:00:45.267Z level=warn logger=shop msg=slow', 'shop']
  ])('%s: %s', (format, text, logger) => {
    expect(readText(text).source.format).toBe(format)
    const { record } = itemsOf(text, 'events')[0] ?? {}
    expect(record).toMatchObject({ message: 'slow', logger })
    expect(record?.ts?.slice(0, 19)).toBe('2031-04-07T09:00:45')
    expect([record?.level, format]).toEqual([
      /glog|dotnet|server|mysql|python|ruby|json|logfmt/.test(format) ? 'warning' : null,
      format
    ])
  })

  it('keep a dated line of another layout as a record of its own', () => {
    const text =
      '2031-04-07 09:00:45.267 [main] INFO  c.e.App - one\n2031-04-07 09:00:46 something else ERROR happened\n\tat more\n2031-04-07 09:00:47.267 [main] INFO  c.e.App - two\n'
    expect(itemsOf(text, 'events').map(({ firstLine, lastLine }) => [firstLine, lastLine])).toEqual([
      [1, 1],
      [2, 3],
      [4, 4]
    ])
  })
})

describe('records under names of somebody’s own', () => {
  it('take for their time what is a time as a whole, whatever it is called', () => {
    const text = '[{"utc": "2031-04-07T09:00:00Z", "service": "shop", "version": "8.8.0", "commit": "9b31e7c"}]'
    expect(itemsOf(text, 'changes')[0]?.record.ts).toBe('2031-04-07T09:00:00.000Z')
  })

  it('are requests when they say where to, with what outcome and how long, and nothing else', () => {
    const text = [120, 80, 95]
      .map((ms) => `{"at_local":"07/Apr/2031:09:00:12 +0000","route":"GET /slots","code":200,"took":0.${ms}}`)
      .join('\n')
    expect(itemsOf(text, 'requests')[0]?.record).toMatchObject({
      ts: '2031-04-07T09:00:12.000Z',
      method: 'GET',
      target: '/slots',
      status: 200,
      durationMs: 120
    })
  })
})

describe('requests', () => {
  it('of HAProxy have their timers, server and queue', () => {
    const text =
      'Apr  7 09:00:46 lb haproxy[14389]: 10.0.1.2:33317 [07/Apr/2031:09:00:45.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 3/7 {1wt.eu} {} "GET /index.html HTTP/1.1"'
    expect(readText(text).source.format).toBe('haproxy')
    expect(itemsOf(text, 'requests')[0]?.record).toMatchObject({
      ts: '2031-04-07T09:00:45.655Z',
      client: '10.0.1.2',
      entity: 'srv1',
      durationMs: 109,
      status: 200,
      attributes: { response_ms: 69, server_queue: 3, backend_queue: 7, backend: 'static' }
    })
  })

  it('of AWS load balancers add up their three times, and have none when no target answered', () => {
    const line = (times: string, status: string) =>
      `http 2031-04-07T09:00:45.267895Z app/lb/50dc 10.0.1.2:2817 10.0.0.1:80 ${times} ${status} ${status} 34 366 "GET http://www.example.org:80/a?b=1 HTTP/1.1" "curl/8" - -`
    const [first, second] = itemsOf(`${line('0.001 1.500 0.002', '200')}\n${line('-1 -1 -1', '504')}`, 'requests')
    expect(first?.record).toMatchObject({ durationMs: 1503, target: '/a?b=1', status: 200, entity: '10.0.0.1:80' })
    expect(second?.record).toMatchObject({ durationMs: null, status: 504 })
    const told = ` ECDHE TLSv1.3 arn "Root=1-67" "www.example.org" "arn" 0 2031-04-07T08:59:45.267000Z "forward" "-" "-"`
    expect(itemsOf(line('-1 -1 -1', '504') + told, 'requests')[0]?.record.durationMs).toBe(60_000)
  })

  it('of IIS are read by the columns that the log names, even when they change', () => {
    const text =
      '#Software: IIS\n#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status time-taken\n2031-04-07 09:00:45 GET /a b=1 10.0.0.7 Mozilla/5.0+(X11) 200 1889\n#Fields: date time sc-status cs-method cs-uri-stem time-taken\n2031-04-07 09:00:46 500 POST /c 12\n'
    expect(
      itemsOf(text, 'requests').map(({ record: r }) => [r.ts, r.method, r.target, r.status, r.durationMs, r.userAgent])
    ).toEqual([
      ['2031-04-07T09:00:45.000Z', 'GET', '/a?b=1', 200, 1889, 'Mozilla/5.0 (X11)'],
      ['2031-04-07T09:00:46.000Z', 'POST', '/c', 500, 12, null]
    ])
  })

  it('in JSON lines have seconds told from milliseconds by the file', () => {
    const line = (duration: number) => JSON.stringify({ ts: 1933318845.267, method: 'GET', uri: '/a', status: 200, duration })
    expect(itemsOf([0.12, 1.5, 0.02].map(line).join('\n'), 'requests').map(({ record }) => record.durationMs)).toEqual([
      120, 1500, 20
    ])
    expect(itemsOf([12, 1500, 20.5].map(line).join('\n'), 'requests').map(({ record }) => record.durationMs)).toEqual([
      12, 1500, 20.5
    ])
  })
})

describe('statements', () => {
  it('of MySQL have durations, locks and rows examined', () => {
    const text =
      '# Time: 2031-04-07T09:00:45.267123Z\n# User@Host: shop[shop] @ web1 [10.0.0.7]  Id: 12\n# Query_time: 1.823456  Lock_time: 0.000120 Rows_sent: 14  Rows_examined: 125847\nuse shopdb;\nSET timestamp=1933318845;\nSELECT *\nFROM slots;\n'
    expect(itemsOf(text, 'statements')[0]).toMatchObject({
      firstLine: 1,
      lastLine: 7,
      record: {
        ts: '2031-04-07T09:00:45.000Z',
        durationMs: 1823.456,
        lockMs: 0.12,
        rowsReturned: 14,
        rowsExamined: 125847,
        database: 'shopdb',
        session: '12',
        statement: 'SELECT *\nFROM slots;'
      }
    })
  })

  it('of PostgreSQL’s csvlog and jsonlog are those of its stderr log', () => {
    const csv =
      '2031-04-07 09:00:45.267 UTC,"shop","shopdb",812,"10.0.0.7:4711",661.1,3,"SELECT",2031-04-07 08:00:00 UTC,3/1,0,LOG,00000,"duration: 1823.456 ms  statement: SELECT ""a""\nFROM t",,,,,,,,,"app","client backend",,0\n'
    const json = JSON.stringify({
      timestamp: '2031-04-07 09:00:45.267 UTC',
      user: 'shop',
      dbname: 'shopdb',
      pid: 812,
      error_severity: 'LOG',
      message: 'duration: 1823.456 ms  statement: SELECT "a"\nFROM t',
      backend_type: 'client backend'
    })
    for (const [format, text] of [
      ['postgres-csvlog', csv],
      ['postgres-jsonlog', json]
    ] as const) {
      expect(readText(text).source.format).toBe(format)
      expect(itemsOf(text, 'statements')[0]?.record).toMatchObject({
        ts: '2031-04-07T09:00:45.267Z',
        durationMs: 1823.456,
        statement: 'SELECT "a"\nFROM t',
        session: '812',
        userName: 'shop',
        database: 'shopdb'
      })
    }
  })
})

describe('metrics', () => {
  it('of Prometheus have labels, instances, and times in seconds or milliseconds', () => {
    const text =
      '# HELP up Is it up\n# TYPE up gauge\nup{instance="web1",zone="a"} 1 1933318845267\nup{instance="web2"} NaN 1933318845267\nlatency_seconds 0.25 1933318845.267\n# EOF\n'
    expect(readText(text).source).toMatchObject({ format: 'prometheus-text', lines: { records: 2, structure: 4 } })
    expect(itemsOf(text, 'metrics').map(({ record: r }) => [r.ts, r.entity, r.series, r.value, r.unit, r.attributes])).toEqual([
      ['2031-04-07T09:00:45.267Z', 'web1', 'up', 1, null, { zone: 'a' }],
      ['2031-04-07T09:00:45.267Z', null, 'latency_seconds', 0.25, 's', {}]
    ])
  })

  it('is known by its times where the first series has neither type nor labels', () => {
    const samples = Array.from({ length: 300 }, (_, i) => `edge_requests ${20 + (i % 5)} ${1_744_000_000_000 + i * 60_000}`)
    const labelled = samples.map((line) => line.replace('edge_requests', 'cpu_usage{pod="a-1"}'))
    expect(readText([...samples, ...labelled].join('\n')).source).toMatchObject({
      format: 'prometheus-text',
      lines: { records: 600 }
    })
  })

  it('of garbage collections are their pauses and the heap they leave', () => {
    const text =
      '[2031-04-07T09:00:45.267+0000][1.234s][info][gc] GC(12) Pause Young (Normal) (G1 Evacuation Pause) 24M->5M(256M) 3.456ms\n2031-04-07T09:00:46.267+0000: 1.5: [Full GC (Ergonomics) 65536K->10240K(251392K), 0.1030000 secs]\n'
    expect(itemsOf(text, 'metrics').map(({ firstLine, record: r }) => [firstLine, r.series, r.value])).toEqual([
      [1, 'gc_pause_ms', 3.456],
      [1, 'heap_after_gc_mb', 5],
      [2, 'gc_pause_ms', 103],
      [2, 'heap_after_gc_mb', 10]
    ])
  })
})

describe('changes', () => {
  it('in a change log have the day of their release', () => {
    const text =
      '# Changelog\n\n## [2.4.0] - 2031-04-06\n- Search: drop the index on slots\n\n## 2.3.1 - 2031-03-01\n- Fix a typo, by jo\n'
    expect(readText(text).source.format).toBe('changes-markdown')
    expect(
      itemsOf(text, 'changes').map(({ firstLine, record: r }) => [firstLine, r.ts?.slice(0, 10), r.ref, r.kind, r.author])
    ).toEqual([
      [4, '2031-04-06', '2.4.0', 'schema', null],
      [7, '2031-03-01', '2.3.1', 'deploy', 'jo']
    ])
  })
  it('in a dated list have their own times', () => {
    const text = '# Deployments\n\n- 2031-04-07 08:55 deployed shop 2.4.0 (jo)\n- 2031-04-07 12:10 rolled back shop to 2.3.1\n'
    expect(itemsOf(text, 'changes').map(({ record: r }) => [r.ts, r.kind])).toEqual([
      ['2031-04-07T08:55:00.000Z', 'deploy'],
      ['2031-04-07T12:10:00.000Z', 'deploy']
    ])
  })
  it('in a dated list are called what is set off in them', () => {
    const text =
      '# Changes\n\n- 2031-04-07 08:55 job: **nightly-tariffs** Tariffs loaded, out of turn (billing)\n- 2031-04-07 09:10 `CHG-77` Index put back\n- 2031-04-07 09:20 **Important** words are no name\n'
    expect(itemsOf(text, 'changes').map(({ record: r }) => [r.ref, r.kind, r.title])).toEqual([
      ['nightly-tariffs', 'job', 'Tariffs loaded, out of turn (billing)'],
      ['CHG-77', 'schema', 'CHG-77 Index put back'],
      [null, 'other', 'Important words are no name']
    ])
  })
})

it('lines with their service before them are read service by service', () => {
  const text =
    'web-1  | 10.0.0.7 - - [07/Apr/2031:09:00:45 +0000] "GET / HTTP/1.1" 200 5\napp-1  | 2031-04-07 09:00:45.267 [main] ERROR c.e.App - broken\nweb-1  | 10.0.0.8 - - [07/Apr/2031:09:00:46 +0000] "GET / HTTP/1.1" 200 5\napp-1  | \tat org.example.App.run(App.java:1)\n'
  expect(readText(text).source).toMatchObject({
    format: 'prefixed-lines',
    records: { requests: 2, events: 1 },
    lines: { records: 4 }
  })
  expect(itemsOf(text, 'requests').map(({ firstLine, record }) => [firstLine, record.entity])).toEqual([
    [1, 'web-1'],
    [3, 'web-1']
  ])
  expect(itemsOf(text, 'events')[0]).toMatchObject({ firstLine: 2, lastLine: 4, record: { entity: 'app-1' } })
})

describe('traces', () => {
  it('of OpenTelemetry have their resource’s service and flat attributes', () => {
    const span = {
      traceId: 'a',
      spanId: 'b',
      parentSpanId: '',
      name: 'GET /slots',
      startTimeUnixNano: '1933318800000000000',
      endTimeUnixNano: '1933318800100000000',
      attributes: [{ key: 'db.system', value: { stringValue: 'postgresql' } }]
    }
    const text = JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
          scopeSpans: [{ scope: { name: 'auto', version: '2' }, spans: [span] }]
        }
      ]
    })
    expect(readText(text).source).toMatchObject({ format: 'spans-json', records: { spans: 1 } })
    expect(itemsOf(text, 'spans')[0]?.record).toMatchObject({
      entity: 'shop',
      durationMs: 100,
      parentId: null,
      attributes: { 'attributes.db.system': 'postgresql' }
    })
  })
  it('of Zipkin are in microseconds', () => {
    const text = JSON.stringify([
      {
        traceId: 'a',
        id: 'b',
        parentId: 'c',
        name: 'get',
        timestamp: 1933318800000000,
        duration: 2500,
        localEndpoint: { serviceName: 'shop' }
      }
    ])
    expect(itemsOf(text, 'spans')[0]?.record).toMatchObject({
      ts: '2031-04-07T09:00:00.000Z',
      durationMs: 2.5,
      entity: 'shop',
      spanId: 'b',
      parentId: 'c'
    })
  })
})
