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

test('Cassandra’s slow operations have the time of the line above them; of several the mean is told', () => {
  const text = `DEBUG [ScheduledTasks:1] 2031-04-07 09:00:12,337 MonitoringTask.java:173 - 2 operations were slow in the last 5000 msecs:
<SELECT value FROM farm.plots WHERE bed = 8 LIMIT 1>, time 786 msec - slow timeout 500 msec
<SELECT * FROM farm.beds WHERE site = 4 ALLOW FILTERING>, was slow 6 times: avg/min/max 633/517/749 msec - slow timeout 500 msec/cross-node
INFO  [Service Thread] 2031-04-07 09:00:23,540 GCInspector.java:299 - G1 Young Generation GC in 317ms.
`
  expect(statements(text)).toMatchObject([
    { ts: '2031-04-07T09:00:12.337Z', statement: 'SELECT value FROM farm.plots WHERE bed = 8 LIMIT 1', durationMs: 786 },
    { ts: '2031-04-07T09:00:12.337Z', durationMs: 633, attributes: { slow_times: 6, slowest_ms: 749, cross_node: true } }
  ])
  expect(itemsOf(text, 'events')).toHaveLength(2)
  expect(accountingProblems(readText(text))).toEqual([])
})

test('Redis’ statistics of commands are sums in microseconds, at the time that the server tells', () => {
  const text = `# Server
redis_version:7.2.4
server_time_usec:1932800400118204

# Clients
connected_clients:412

# Commandstats
cmdstat_get:calls=1000,usec=8330,usec_per_call=8.33,rejected_calls=0,failed_calls=14
cmdstat_config|get:calls=4,usec=12,usec_per_call=3.00,rejected_calls=0,failed_calls=0
`
  expect(statements(text)).toMatchObject([
    {
      ts: '2031-04-01T09:00:00.118Z',
      statement: 'get',
      durationMs: null,
      attributes: { calls: 1000, total_ms: 8.33, mean_ms: 0.00833, failed_calls: 14 }
    },
    { statement: 'config|get' }
  ])
  expect(itemsOf(text, 'events').map(({ record }) => record.message)).toContain('Clients: connected_clients=412')
  expect(accountingProblems(readText(text))).toEqual([])
})

test('Helm’s history tells the release in its command, and what each revision came from', () => {
  const text = `$ helm history plots -n prod
REVISION\tUPDATED                 \tSTATUS         \tCHART           \tAPP VERSION\tDESCRIPTION     
26      \tMon Apr  7 09:11:23 2031\tsuperseded     \tplots-2.3.0     \t4.3.8      \tUpgrade complete
27      \tTue Apr  8 15:14:35 2031\tfailed         \tplots-2.4.0     \t4.4.4      \tUpgrade "plots" failed: timed out

$ helm history -n prod beds
REVISION\tUPDATED                 \tSTATUS         \tCHART           \tAPP VERSION\tDESCRIPTION     
3       \tMon Apr  7 10:00:00 2031\tdeployed       \tbeds-0.5.3      \t4.5.3      \tRollback to 1
`
  expect(itemsOf(text, 'changes').map(({ record }) => record)).toMatchObject([
    { ts: '2031-04-07T09:11:23.000Z', entity: 'plots', ref: '26', content: null },
    { entity: 'plots', content: 'plots-2.3.0 → plots-2.4.0', attributes: { status: 'failed' } },
    { entity: 'beds', title: 'beds revision 3: beds-0.5.3 (4.5.3), Rollback to 1' }
  ])
})

test('what an Ansible task changed on a host is a change; what failed is an event; what was as it should be is none', () => {
  const at = (second: number, said: string) => `2031-04-07 09:00:0${second},113 p=20 u=jo n=ansible INFO| ${said}\n`
  const text =
    at(0, 'PLAY [edge] ****') +
    at(1, 'TASK [web : set keepalive_timeout 5s] ****') +
    at(2, 'changed: [web-1]') +
    at(3, 'ok: [web-2]') +
    at(4, 'TASK [smoke : GET /healthz] ****') +
    at(5, 'fatal: [web-2]: FAILED! => {"msg": "timed out"}') +
    at(6, 'PLAY RECAP ****')
  expect(itemsOf(text, 'changes').map(({ record }) => record)).toMatchObject([
    { ts: '2031-04-07T09:00:02.113Z', title: 'web : set keepalive_timeout 5s', entity: 'web-1', author: 'jo', kind: 'config' }
  ])
  expect(itemsOf(text, 'events').map(({ record }) => record)).toMatchObject([
    { entity: 'web-2', level: 'error', message: 'smoke : GET /healthz failed on web-2: {"msg": "timed out"}' }
  ])
  expect(accountingProblems(readText(text))).toEqual([])
})

test('a deployment that was created, queued and then begun changed something from when it began', () => {
  const text = `DeploymentId,ProjectName,EnvironmentName,ReleaseVersion,TaskState,Created,QueueTime,StartTime,CompletedTime,DeployedBy
D-1,Plots,Production,31.3.100,Success,2031-04-07 09:02:10 +02:00,2031-04-07 09:02:11 +02:00,2031-04-07 09:02:14 +02:00,2031-04-07 09:08:58 +02:00,jo
D-2,Beds,Production,31.3.101,Success,2031-04-07 10:02:10 +02:00,2031-04-07 10:02:11 +02:00,2031-04-07 10:02:14 +02:00,2031-04-07 10:08:58 +02:00,jo
`
  expect(itemsOf(text, 'changes').map(({ record }) => record.ts)).toEqual([
    '2031-04-07T07:02:14.000Z',
    '2031-04-07T08:02:14.000Z'
  ])
})

test('transactions with a template for their name, seconds and a code are requests', () => {
  const rows = Array.from({ length: 12 }, (_, n) => {
    const name = ['Web/Spring/plots (POST)', 'Web/Spring/{plotId} (GET)', '{plotId}/beds (GET)'][n % 3] ?? ''
    return `${1_932_800_400_000 + n * 4000},plots-core (prod),${name === '{plotId}/beds (GET)' ? 'Web/Spring/beds (GET)' : name},0.${100 + n * 7},${n === 7 ? '' : 200},false,pc-${n % 2},jo-${n}`
  })
  const text = `timestamp,appName,name,duration,httpResponseCode,error,host,enduser.id\n${rows.join('\n')}\n`
  expect(requests(text)).toHaveLength(12)
  expect(requests(text)[1]).toMatchObject({
    entity: 'plots-core (prod)',
    target: 'Web/Spring/{plotId} (GET)',
    status: 200,
    durationMs: 107,
    userName: 'jo-1'
  })
})

test('a count beside fractions of a second that are most of it is in microseconds; how a cache answered is no part', () => {
  const lines = Array.from({ length: 24 }, (_, n) => {
    const whole = 300 + ((n * 7919) % 5000) * (n % 6 === 0 ? 10 : 1)
    return `2031-04-07T09:00:${String(n).padStart(2, '0')}+0200 10.0.0.${n} GET /plots/${n % 3} 200 ${5000 + n} ${['hit', 'miss', 'pass'][n % 3] ?? ''} ${(whole * 0.9e-6).toFixed(6)} ${whole}`
  })
  expect(requests(`${lines.join('\n')}\n`)[1]).toMatchObject({ target: '/plots/1', entity: null, durationMs: 3.219 })
})

test('a table that is printed again and again has the time that stands above it', () => {
  const shot = (minute: number, waits: number) =>
    `### 2031-04-07T09:0${minute}:00+02:00  show stats\n  database | avg_query_time | avg_wait_time \n-----------+----------------+---------------\n plots     |            907 |            ${waits}\n beds      |           1103 |            77\n(2 rows)\n\n`
  const text = shot(0, 81) + shot(1, 99) + shot(2, 1400)
  const points = itemsOf(text, 'metrics').map(({ record }) => record)
  expect(points).toHaveLength(12)
  expect(points[1]).toMatchObject({ ts: '2031-04-07T07:00:00.000Z', entity: 'plots', series: 'avg_wait_time', value: 81 })
  expect(points.at(-1)).toMatchObject({ ts: '2031-04-07T07:02:00.000Z', entity: 'beds', value: 77 })
  expect(accountingProblems(readText(text))).toEqual([])
})

test('Db2’s diagnostic log has its offset in minutes, a level, and several fields on a line', () => {
  const text = `2031-04-07-09.00.14.310221+120 I30000E456          LEVEL: Severe
PID     : 18022                TID : 110233 PROC : db2sysc 0
INSTANCE: db2plot              NODE : 000            DB   : PLOTS
FUNCTION: DB2 UDB, buffer pool services, sqlbAlter, probe:90
MESSAGE : No more space
          in the pool

2031-04-07-09.00.15.000000+120 I30456E400          LEVEL: Info
PID     : 18022                TID : 142567 PROC : db2sysc 0
FUNCTION: DB2 UDB, buffer pool services, sqlbAlter, probe:90
MESSAGE : Done
`
  expect(itemsOf(text, 'events').map(({ record }) => record)).toMatchObject([
    {
      ts: '2031-04-07T07:00:14.310Z',
      level: 'error',
      entity: 'db2plot',
      thread: '110233',
      message: 'No more space\nin the pool',
      attributes: { DB: 'PLOTS', PID: '18022' }
    },
    { ts: '2031-04-07T07:00:15.000Z', level: 'info', message: 'Done' }
  ])
})
