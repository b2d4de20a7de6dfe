import { expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

it('reads InfluxDB’s line protocol: a point for each number, tags as labels', () => {
  const text =
    'mill,site=north\\ sea,host=a rpm=14.65,starts=2i,state="run" 1933318845000000000\nqueue depth=39i 1933318845000000000\n'
  expect(
    itemsOf(text, 'metrics').map(({ record }) => [record.entity, record.series, record.value, record.attributes['site']])
  ).toEqual([
    ['a', 'mill.rpm', 14.65, 'north sea'],
    ['a', 'mill.starts', 2, 'north sea'],
    [null, 'queue.depth', 39, undefined]
  ])
})

it('reads what redis-cli prints of its slow log', () => {
  const text = `redis-1:6379> SLOWLOG GET 2
 1) 1) (integer) 71
    2) (integer) 1933318845
    3) (integer) 2783055
    4) 1) "KEYS"
       2) "basket:*"
    5) "10.8.0.14:43395"
    6) ""
 2) 1) (integer) 70
    2) (integer) 1933318800
    3) (integer) 12055
    4) 1) "GET"
       2) "basket:7"
`
  const read = readText(text)
  expect(accountingProblems(read)).toEqual([])
  expect(read.source.lines).toMatchObject({ structure: 1, records: 12, rejected: 0 })
  expect(itemsOf(text, 'statements').map(({ record }) => [record.ts, record.statement, record.durationMs])).toEqual([
    ['2031-04-07T09:00:45.000Z', 'KEYS basket:*', 2783.055],
    ['2031-04-07T09:00:00.000Z', 'GET basket:7', 12.055]
  ])
})

it('reads Java’s own logging, which writes two lines a record', () => {
  const head = (minute: number): string => `Apr 07, 2031 1:0${minute}:33 PM org.example.Till print\n`
  const text = `${head(1)}INFO: ready\n${head(2)}SEVERE: no paper\norg.example.NoPaperException: tray 4\n\tat org.example.Till.print(Till.java:7)\n${head(3)}WARNUNG: 87 warten\n`
  expect(
    itemsOf(text, 'events').map(({ record }) => [record.ts, record.level, record.message, record.attributes['exception']])
  ).toEqual([
    ['2031-04-07T13:01:33.000Z', 'info', 'ready', undefined],
    ['2031-04-07T13:02:33.000Z', 'error', 'no paper', 'org.example.NoPaperException'],
    ['2031-04-07T13:03:33.000Z', 'warning', '87 warten', undefined]
  ])
})

it('reads Monolog’s lines: channel, level, message, context', () => {
  const text = '[2031-04-07 08:00:02] till.WARNING: slow bank {"ms":1020,"try":2}\n'.repeat(3)
  expect(itemsOf(text, 'events')[0]?.record).toMatchObject({ logger: 'till', level: 'warning', attributes: { ms: 1020, try: 2 } })
  expect(itemsOf(text, 'events')[0]?.record.message).toMatch(/^slow bank/)
  const whole = '[2031-04-07T08:00:02.117+02:00] till.INFO: bank answered {"seconds":1.02} []\n'.repeat(3)
  expect(itemsOf(whole, 'events')[0]?.record.attributes).toEqual({ seconds: 1.02 })
})

it('reads vmstat with its times at the end of the rows', () => {
  const text = `procs ---memory-- ------cpu----- -----timestamp-----
 r  b   free   buff  us sy id wa st                 UTC
 4  0 100481  20863  22  5 72  1  0 2031-04-07 09:00:01
 6  0 101974  20830  31 12 55  2  0 2031-04-07 09:00:06
 7  0 102074  20830  17  5 75  3  0 2031-04-07 09:00:11
 9  0 102074  20830  17  5 75  3  0 2031-04-07 09:00:16
`
  const points = itemsOf(text, 'metrics').filter(({ record }) => record.series === 'r')
  expect(points.map(({ record }) => [record.ts, record.value])[3]).toEqual(['2031-04-07T09:00:16.000Z', 9])
})

it('takes sessions of a database that run nothing for no statements', () => {
  const text = `| Id | User | Command | Time | State | Info |
|----|------|---------|------|-------|------|
| 7 | till | Query | 341 | altering | ALTER TABLE stock ADD COLUMN lot int |
| 8 | till | Query | 40 | Waiting | SELECT 1 FROM stock WHERE id = 4 |
| 9 | till | Sleep | 6021 | | NULL |
`
  expect(readText(text).source.records).toEqual({ statements: 2, events: 1 })
  expect(itemsOf(text, 'statements')[0]?.record).toMatchObject({ durationMs: 341_000, userName: 'till' })
})

it('takes what wakes people for alerts, and tickets with a reporter for tickets', () => {
  const row = 'Q1,Consumer lag > 50000,Orders,Default,high,resolved,2031-04-07T08:20:00Z,2031-04-07T09:20:00Z\n'
  const text = `id,description,service_name,escalation_policy_name,urgency,status,created_on,resolved_on\n${row.repeat(3)}`
  expect(itemsOf(text, 'alerts')[0]?.record).toMatchObject({
    name: 'Consumer lag > 50000',
    severity: 'high',
    entity: 'Orders',
    resolvedAt: '2031-04-07T09:20:00.000Z'
  })
})

it('reads tables with a rule whose rows do not keep to their columns', () => {
  const text = `deploys (times are Europe/Berlin)

  #     WHEN                  ENV      SERVICE    VERSION
  ----  --------------------  -------  ---------  -------
  4443  07 Apr 2031, 23:32   prod     till       2.2.7
  4442  07 Apr 2031, 20:26   staging  stock      1.20.4

2 deploys shown.
`
  expect(itemsOf(text, 'changes').map(({ record }) => [record.entity, record.title, record.attributes['ENV']])).toEqual([
    ['till', '2.2.7', 'prod'],
    ['stock', '1.20.4', 'staging']
  ])
})
