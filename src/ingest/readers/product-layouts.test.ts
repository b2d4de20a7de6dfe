import { expect, test } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const requests = (text: string) => itemsOf(text, 'requests').map(({ record }) => record)
const statements = (text: string) => itemsOf(text, 'statements').map(({ record }) => record)

test('rows whose cells carry the names of their columns are a table', () => {
  const row = (second: string, path: string, took: string) =>
    `[{"field":"@timestamp","value":"2031-04-07 09:00:${second}.402"},{"field":"httpMethod","value":"GET"},{"field":"path","value":"${path}"},{"field":"status","value":"200"},{"field":"responseLatency","value":"${took}"}]`
  const text = `{"results":[\n${[row('01', '/plots/1', '105'), row('04', '/plots/2', '90'), row('09', '/plots/3', '330')].join(',\n')}\n],"status":"Complete"}\n`
  expect(requests(text)).toMatchObject([
    { method: 'GET', target: '/plots/1', status: 200, durationMs: 105 },
    {},
    { durationMs: 330 }
  ])
  expect(accountingProblems(readText(text))).toEqual([])
})

test('the hits of a search are what was stored, and nothing else of the answer is a record', () => {
  const hit = (second: number) => ({
    _index: 'web',
    _id: `a${second}`,
    _source: {
      '@timestamp': `2031-04-07T09:00:0${second}.000Z`,
      'http.request.method': 'GET',
      'url.path': '/plots',
      'http.response.status_code': 200,
      'event.duration': 91_285_000
    },
    sort: [1]
  })
  const answer = {
    took: 3,
    _shards: { total: 6, failed: 0 },
    hits: { total: { value: 3, relation: 'eq' }, hits: [1, 2, 3].map(hit) }
  }
  const { items } = readText(JSON.stringify(answer, null, 1))
  expect(items.filter(({ kind }) => kind === 'record')).toHaveLength(3)
  expect(requests(JSON.stringify(answer, null, 1))[0]).toMatchObject({ target: '/plots', durationMs: 91.285 })
})

test('a line of a stream that is nothing but the pairs of a request is a request', () => {
  const line = (ns: number, path: string) => [
    String(1_932_800_400_000_000_000n + BigInt(ns)),
    `level=info msg="done" method=GET path=${path} status=200 took=13.86ms`
  ]
  const text = JSON.stringify({
    status: 'success',
    data: { resultType: 'streams', result: [{ stream: { app: 'plots' }, values: [line(1, '/a'), line(2, '/b')] }] }
  })
  expect(requests(text)).toMatchObject([
    { entity: 'plots', method: 'GET', target: '/a', status: 200, durationMs: 13.86 },
    { target: '/b' }
  ])
})

test('a log line whose message is nothing but the pairs of a request is one; one that says more is none', () => {
  const head = (ms: string) => `I, [2031-04-07T09:00:01.${ms}000 #7]  INFO -- : [338302fc-be8b-4462-a3f9-f4115f134046] `
  const text = `${head('551')}method=POST path=/plots status=500 duration=323.96 user_id=4 error='Lost: no row'\n${head('600')}saved method=GET status=200 duration=3\n`
  expect(requests(text)).toMatchObject([
    { ts: '2031-04-07T09:00:01.551Z', method: 'POST', target: '/plots', status: 500, durationMs: 323.96 }
  ])
  expect(itemsOf(text, 'events')).toHaveLength(1)
})

test('Envoy tells how long a call took and whom it called', () => {
  const text = `[2031-04-07T09:00:03.020Z] "POST /plots.v1.Plots/Book HTTP/2" 200 - via_upstream - "-" 184 372 11 10 "-" "grpc/1" "a317bb22-167c" "plots.farm:90" "10.8.4.12:90" outbound|90||plots.farm 10.8.2.1:45 172.3.1.4:90 10.8.2.17:52 - default
[2031-04-07T09:00:04.020Z] "GET /beds HTTP/1.1" 503 UH 0 91 0 - "10.1.1.1" "curl/8" "b317bb22-167c" "beds" "-"
`
  expect(requests(text)).toMatchObject([
    { entity: 'plots.farm', client: '10.8.2.17', target: '/plots.v1.Plots/Book', status: 200, bytes: 372, durationMs: 11 },
    { entity: 'beds', client: '10.1.1.1', status: 503, durationMs: 0, attributes: { response_flags: 'UH' } }
  ])
})

test('blocks of named lines, several fields on one of them, are requests where their values are', () => {
  const block = (n: number, call: string) =>
    `## 881${n}\nreceived : 2031-04-07 09:00:0${n}.250\ncall     : ${call}\nchannel  : WEB   customer: 40${n}\noutcome  : OK   elapsed: 0s 30${n}ms\n\n`
  const text = `JOURNAL\n\n${['PLOT.BOOK', 'PLOT.LIST', 'PLOT.BOOK', 'PLOT.LIST'].map((call, index) => block(index, call)).join('')}`
  expect(requests(text)).toMatchObject([{ target: 'PLOT.BOOK', durationMs: 300, userName: '400' }, {}, {}, { durationMs: 303 }])
  expect(accountingProblems(readText(text))).toEqual([])
})

test('rows that ClickHouse prints one below the other are statements', () => {
  const row = (n: number) =>
    `Row ${n}:\n──────\nevent_time:        2031-04-07 09:00:0${n}\nquery_duration_ms: 4${n}\nuser:              jo\nquery:             SELECT ${n} FROM plots\n\n`
  const text = `${row(1)}${row(2)}\n2 rows in set. Elapsed: 0.031 sec.\n`
  expect(statements(text)).toMatchObject([
    { statement: 'SELECT 1 FROM plots', durationMs: 41 },
    { statement: 'SELECT 2 FROM plots', durationMs: 42 }
  ])
})

test('MongoDB’s slow queries are statements, its other lines stay events', () => {
  const at = '{"t":{"$date":"2031-04-07T09:00:01.208+02:00"},"s":"I"'
  const text = `${at},"c":"COMMAND","id":1,"ctx":"conn9","msg":"Slow query","attr":{"type":"command","ns":"farm.plots","command":{"find":"plots","filter":{"bed":6}},"planSummary":"COLLSCAN","docsExamined":450,"nreturned":76,"durationMillis":198}}
${at},"c":"NETWORK","id":2,"ctx":"listener","msg":"Connection accepted","attr":{"connectionCount":3}}
`
  expect(statements(text)).toMatchObject([
    {
      ts: '2031-04-07T07:00:01.208Z',
      statement: 'farm.plots {"find":"plots","filter":{"bed":6}}',
      durationMs: 198,
      database: 'farm',
      plan: 'COLLSCAN',
      rowsExamined: 450
    }
  ])
  expect(itemsOf(text, 'events')).toHaveLength(1)
})

test('Zabbix’ history has its seconds and nanoseconds apart, and the item’s name is the series', () => {
  const point = (clock: number, value: number) =>
    `{"host":{"host":"db4","name":"db4.farm"},"groups":["Linux"],"item_tags":[{"tag":"component","value":"os"}],"itemid":3,"name":"CPU utilization","clock":${clock},"ns":344499365,"value":${value},"type":0}\n`
  expect(itemsOf(point(1_932_800_400, 23.2) + point(1_932_800_460, 24), 'metrics').map(({ record }) => record)).toMatchObject([
    { ts: '2031-04-01T09:00:00.344Z', entity: 'db4', series: 'CPU utilization', value: 23.2 },
    { value: 24 }
  ])
})
