import { describe, expect, it } from 'vitest'
import type { RecordOf, TableName } from '../../domain/index.ts'
import { itemsOf, readText } from '../testing/read-text.ts'

function recordsOf<T extends TableName>(text: string, table: T): RecordOf<T>[] {
  return itemsOf(text, table).map(({ record }) => record)
}

describe('application logs', () => {
  it.each([
    ['2031-04-07 09:00:45.267 [main] INFO  o.s.boot.App - Started in 3s', 'main', 'o.s.boot.App'],
    ['2031-04-07T09:00:45.267Z  INFO 812 --- [           main] c.e.shop.App  : Started in 3s', 'main', 'c.e.shop.App'],
    [
      '2031-04-07T09:00:45.267+01:00  INFO 812 --- [shop] [nio-8080-exec-1] c.e.shop.App : Started in 3s',
      'nio-8080-exec-1',
      'c.e.shop.App'
    ],
    ['2031-04-07 09:00:45,267 INFO [main] com.example.App: Started in 3s', 'main', 'com.example.App'],
    ['2031-04-07 09:00:45,267 INFO  [main] com.example.App (App.java:42) - Started in 3s', 'main', 'com.example.App'],
    ['[2031-04-07 09:00:45,267] [main] INFO com.example.App - Started in 3s', 'main', 'com.example.App'],
    ['INFO  2031-04-07 09:00:45,267 [main] com.example.App - Started in 3s', 'main', 'com.example.App'],
    ['2031-04-07 09:00:45.267 [shop-a] [exec-1] INFO  c.e.shop.App - Started in 3s', 'exec-1', 'c.e.shop.App'],
    ['31/04/07 09:00:45 INFO executor.Backend: Started in 3s', null, 'executor.Backend']
  ])('%s', (line, thread, logger) => {
    const [source, record] = [readText(line).source, recordsOf(line, 'events')[0]]
    expect(source.format).toBe('logback')
    expect(record).toMatchObject({ level: 'info', thread, logger, message: 'Started in 3s' })
    expect(record?.ts?.slice(0, 10)).toBe('2031-04-07')
  })

  it('keep stack traces whole, with what was thrown and what caused it', () => {
    const text = `2031-04-07 09:00:45.267 [main] ERROR c.e.App - Payment failed
org.example.PaymentException: no answer
\tat org.example.Pay.send(Pay.java:12)
\tat org.example.Pay.run(Pay.java:8)
Caused by: java.net.SocketTimeoutException: Read timed out
\t... 12 more

2031-04-07 09:00:46.000 [main] INFO c.e.App - Next
`
    const { items, source } = readText(text)
    expect(items.map(({ kind, firstLine, lastLine }) => [kind, firstLine, lastLine])).toEqual([
      ['record', 1, 6],
      ['blank', 7, 7],
      ['record', 8, 8]
    ])
    expect(source.lines).toEqual({ total: 8, records: 7, structure: 0, blank: 1, rejected: 0 })
    expect(recordsOf(text, 'events')[0]?.attributes).toMatchObject({
      exception: 'org.example.PaymentException',
      causedBy: 'java.net.SocketTimeoutException'
    })
  })

  it('state the values that their messages name', () => {
    const line =
      '2031-04-07 09:00:45.267 [main] INFO c.e.App - Search: criteria={area=west, date=2031-04-09}, took=78ms, found=12 (pool size: 10, active: 3)'
    expect(recordsOf(line, 'events')[0]?.attributes).toEqual({
      'criteria.area': 'west',
      'criteria.date': '2031-04-09',
      took: '78ms',
      found: 12,
      pool_size: 10,
      active: 3
    })
  })
})

describe('PostgreSQL logs', () => {
  const statement = 'SELECT * FROM slots WHERE day = $1'
  it.each([
    ['%m [%p]', '2031-04-07 09:00:45.267 UTC [812] '],
    ['%t [%p]: user,db', '2031-04-07 09:00:45 UTC [812]: [3-1] user=shop,db=shopdb,app=web,client=10.0.0.7 '],
    ['RDS', '2031-04-07 09:00:45 UTC:10.0.0.7(5123):shop@shopdb:[812]:'],
    ['%m [%p] %q%u@%d', '2031-04-07 09:00:45.267 BST [812] shop@shopdb ']
  ])('with the prefix %s', (_, prefix) => {
    const text = `${prefix}LOG:  duration: 1823.456 ms  statement: ${statement}\n\tORDER BY day\n${prefix}ERROR:  canceling statement due to user request\n${prefix}STATEMENT:  ${statement}\n`
    const { source } = readText(text)
    expect(source).toMatchObject({ format: 'postgres-stderr', records: { statements: 1, events: 1 }, lines: { records: 4 } })
    expect(recordsOf(text, 'statements')[0]).toMatchObject({
      durationMs: 1823.456,
      session: '812',
      statement: `${statement}\nORDER BY day`
    })
    expect(recordsOf(text, 'events')[0]).toMatchObject({ level: 'error', attributes: { statement } })
  })

  it('join a plan and a lone duration to the statement of the same session', () => {
    const p = (pid: number): string => `2031-04-07 09:00:45.267 UTC [${pid}] `
    const text = [
      `${p(1)}LOG:  duration: 900.5 ms  statement: SELECT 1`,
      `${p(2)}LOG:  statement: SELECT 2`,
      `${p(1)}LOG:  query plan: Seq Scan on t  (cost=0.00..9.00 rows=1 width=4) (actual time=0.1..900.1 rows=14 loops=1)`,
      `${p(2)}LOG:  duration: 3.5 ms`
    ].join('\n')
    const [first, second] = recordsOf(text, 'statements')
    expect(first).toMatchObject({ durationMs: 900.5, rowsReturned: 14, attributes: { planLine: 3 } })
    expect(first?.plan).toMatch(/^Seq Scan on t/)
    expect(second).toMatchObject({ durationMs: 3.5, statement: 'SELECT 2', attributes: { durationLine: 4 } })
  })

  it('read auto_explain, bound parameters and waits for locks', () => {
    const p = '2031-04-07 09:00:45.267 UTC [812] '
    const text = [
      `${p}LOG:  duration: 51.2 ms  plan:`,
      '\tQuery Text: SELECT a',
      '\tFROM t',
      '\tSeq Scan on t  (cost=0.00..1.00 rows=5 width=4) (actual time=0.010..0.020 rows=5 loops=1)',
      `${p}LOG:  duration: 2.0 ms  execute S_1: SELECT $1`,
      `${p}DETAIL:  parameters: $1 = 'it''s', $2 = NULL`,
      `${p}LOG:  process 812 still waiting for ShareLock on transaction 99 after 1000.123 ms`,
      `${p}DETAIL:  Process holding the lock: 77. Wait queue: 812.`
    ].join('\n')
    const [explained, executed] = recordsOf(text, 'statements')
    expect(explained).toMatchObject({ statement: 'SELECT a\nFROM t', durationMs: 51.2, rowsReturned: 5 })
    expect(executed?.attributes).toMatchObject({ $1: "it's", $2: null })
    expect(recordsOf(text, 'events')[0]?.attributes).toMatchObject({ lock_wait_ms: 1000.123, lock_holders: '77' })
  })
})

describe('access logs', () => {
  const line = (tail: string, second = 45): string =>
    `10.0.0.7 - - [07/Apr/2031:09:00:${second} +0000] "GET /api/slots?day=2 HTTP/1.1" 200 2847 "https://example.org/" "Mozilla/5.0 (X11)"${tail}`

  it.each([
    ['a unit', [' 1889ms', ' 20ms'], 1889],
    ['nginx seconds', [' 1.889 0.020', ' 0.020 0.019'], 1889],
    ['Apache microseconds', [' 1889000', ' 20100'], 1889],
    ['milliseconds', [' 1889', ' 20'], 1889],
    ['a name', [' rt=1.889 uct=0.001', ' rt=0.020 uct=0.001'], 1889]
  ])('with durations by %s', (_, tails, expected) => {
    const records = recordsOf(tails.map((tail) => line(tail)).join('\n'), 'requests')
    expect(records[0]).toMatchObject({
      durationMs: expected,
      method: 'GET',
      target: '/api/slots?day=2',
      status: 200,
      bytes: 2847,
      client: '10.0.0.7'
    })
    expect(records).toHaveLength(2)
  })

  it('tell by falling back whether their times are of the beginning or the end', () => {
    const timed = (at: number, seconds: number): string =>
      `10.0.0.7 - - [07/Apr/2031:09:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')} +0000] "GET / HTTP/1.1" 200 5 "-" "curl" ${seconds}.000`
    const requests = Array.from({ length: 20 }, (_, i) => ({ start: i * 10, seconds: i % 4 === 0 ? 35 : 1 })).sort(
      (a, b) => a.start + a.seconds - (b.start + b.seconds)
    )
    const tsIs = (lines: string[]) => recordsOf(lines.join('\n'), 'requests')[0]?.attributes['tsIs']
    expect(tsIs(requests.map(({ start, seconds }) => timed(start, seconds)))).toBe('start')
    expect(tsIs(requests.map(({ start, seconds }) => timed(start + seconds, seconds)))).toBe('end')
    expect(tsIs([timed(1, 1), timed(2, 1)])).toBeUndefined()
  })

  it('without durations, users and pages of origin', () => {
    const text =
      '10.0.0.7 - jo [07/Apr/2031:09:00:45 +0100] "POST / HTTP/2" 503 -\nnot such a line\n10.0.0.7 - - [07/Apr/2031:09:00:46 +0100] "-" 400 0'
    const [first, second] = recordsOf(text, 'requests')
    expect(first).toMatchObject({
      ts: '2031-04-07T08:00:45.000Z',
      userName: 'jo',
      status: 503,
      bytes: 0,
      durationMs: null,
      referrer: null
    })
    expect(second).toMatchObject({ method: null, target: '-' })
    expect(readText(text).source.rejections).toEqual([{ reason: 'not a line of an access log', lines: 1, firstLine: 2 }])
  })
})

describe('logs of no known layout', () => {
  it('still yield events with times and levels', () => {
    const text = 'Apr  7 09:00:45 web1 kernel panic soon\n>> 2031-04-07 09:00:46 WARN disk is full\n   with more\n'
    expect(recordsOf(text, 'events').map(({ ts, level }) => [ts, level])).toEqual([
      ['2031-04-07T09:00:45.000Z', null],
      ['2031-04-07T09:00:46.000Z', 'warning']
    ])
  })
  it('without times yield events without times, and say so', () => {
    const { source } = readText('it broke\nand broke again\n')
    expect(source).toMatchObject({ format: 'untimed-text', records: { events: 2 }, firstTime: null, zone: { basis: 'no-times' } })
    expect(source.notes.join(' ')).toMatch(/No times/)
  })
})
