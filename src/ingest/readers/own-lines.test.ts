import { describe, expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')
const at = (index: number): string =>
  new Date(Date.parse('2031-04-07T08:00:00.123Z') + index * 1371 + (index % 5) * 211).toISOString()
const ms = (index: number): number => 20 + ((index * 7919) % 431)

describe('requests in lines of somebody’s own making', () => {
  it('tells words by their place', () => {
    const text = `# gate 4.1 started, tz=+00:00\n${lines(
      20,
      (i) =>
        `[07/04/2031 ${at(i).slice(11, 23)}] gate-2 203.0.113.${i} -> ${i % 3 ? 'till' : 'stock'}-svc:8080 GET /basket/${i % 4} => ${i % 7 ? 200 : 503} in ${ms(i)}ms rid=7f${i}`
    )}`
    const read = readText(text)
    expect(accountingProblems(read)).toEqual([])
    expect(read.source.lines).toMatchObject({ structure: 1, records: 20 })
    expect(itemsOf(text, 'requests')[1]?.record).toMatchObject({
      ts: at(1),
      entity: 'till-svc',
      client: '203.0.113.1',
      method: 'GET',
      target: '/basket/1',
      status: 200,
      durationMs: ms(1),
      attributes: { rid: '7f1' }
    })
    expect(read.source.notes.join()).toContain('read as requests')
  })

  it.each([
    ['req', 'up'],
    ['resp', 'backend'],
    ['total', 'srv']
  ])('knows %s and %s of a request as times, however short they are', (whole, part) => {
    const text = lines(
      20,
      (i) =>
        `${at(i)} 203.0.113.${i} GET /basket/${i % 4} ${i % 7 ? 200 : 503} 512 ${whole}=0.${100 + ms(i)} ${part}=0.${99 + ms(i)}`
    )
    expect(itemsOf(text, 'requests')[1]?.record).toMatchObject({ status: 200, durationMs: 100 + ms(1) })
  })

  it('tells words by their names, whatever separates them', () => {
    const text = lines(
      20,
      (i) =>
        `ts=${Date.parse(at(i)) / 1000}~svc=till~op=POST /pay~rc=${i % 7 ? 201 : 504}~el=${(ms(i) / 1000).toFixed(3)}s~up=bank-${i % 2}`
    )
    expect(itemsOf(text, 'requests')[3]?.record).toMatchObject({
      ts: at(3),
      entity: 'till',
      method: 'POST',
      target: '/pay',
      status: 201,
      durationMs: ms(3)
    })
  })

  it('takes a nameless number for milliseconds only where no size stands by custom', () => {
    const long = (i: number): number => (i % 9 === 0 ? 10 * ms(i) : ms(i))
    const before = lines(40, (i) => `${at(i)} till/one ${long(i)} ${i % 7 ? 200 : 503} GET /basket`)
    expect(itemsOf(before, 'requests')[2]?.record.durationMs).toBe(ms(2))
    const behind = lines(40, (i) => `${at(i)} till/one GET /basket ${i % 7 ? 200 : 503} ${long(i)}`)
    expect(itemsOf(behind, 'requests')[2]?.record.durationMs).toBeNull()
  })

  it('takes no word of a log’s sentence for an outcome', () => {
    const text = lines(
      20,
      (i) => `${at(i)} till-svc ${i % 5 ? 'INFO' : 'WARN'} trace=a9f${i} sales done in ${ms(i)}ms (db ${i % 6}ms)`
    )
    expect(readText(text).source.records).toEqual({ events: 20 })
  })

  it('reads on where a failing one says why, and times it by a letter', () => {
    const text = lines(60, (i) => {
      const said =
        i < 50 ? `code=200 t=0.0${10 + i} via=till-${i % 2}` : `code=504 t=6.01${i % 10} via=till-1 why="till gave up after 6s"`
      return `${at(i)} [gate/3.1] 7f${100 + i} GET /basket/${i % 4} ${said}`
    })
    expect(readText(text).source.records).toEqual({ requests: 60 })
    expect(itemsOf(text, 'requests')[51]?.record).toMatchObject({ status: 504, durationMs: 6011, attributes: { via: 'till-1' } })
    expect(itemsOf(text, 'requests')[3]?.record).toMatchObject({ status: 200, durationMs: 13 })
    const other = `${text}\n${at(61)} [gate/3.1] 7f999 GET config why="read again"`
    expect(readText(other).source.records).toEqual({ requests: 60, events: 1 })
  })

  it('leaves lines that are made otherwise what they were: events', () => {
    const odd = '2031-04-07T08:09:00.000Z config read again'
    const text = `${lines(20, (i) => `${at(i)} GET /a/${i % 3} ${i % 7 ? 200 : 503} ${ms(i)}ms`)}\n${odd}`
    expect(readText(text).source.records).toEqual({ requests: 20, events: 1 })
  })
})

describe('logs of any layout', () => {
  it('keep what a message names apart from whose message it is', () => {
    const text = lines(
      6,
      (i) => `2031-04-07 08:00:0${i},951 <${i % 2 ? 'W' : 'I'}> {worker-1} till.Ledger - no answer, service=bank host=db-${i}`
    )
    expect(itemsOf(text, 'events')[1]?.record).toMatchObject({
      entity: null,
      level: 'warning',
      logger: 'till.Ledger',
      thread: 'worker-1',
      attributes: { service: 'bank', host: 'db-1' }
    })
  })

  it.each([
    [
      'letters in brackets',
      (i: number, level: string) =>
        `2031-04-07 08:00:0${i},951 <${level[0]}> {worker-${i % 2}} till.Ledger - posting ${i} is late`
    ],
    [
      'behind named values',
      (i: number, level: string) =>
        `2031-04-07 08:00:0${i}.951 app=till request=7f${i} [${level.toLowerCase()}] posting ${i} is late`
    ],
    [
      'between bars',
      (i: number, level: string) => `07/04/2031 08:00:0${i} | ${level} | Till.Ledger | [${i}] | posting ${i} is late`
    ],
    [
      'as numbers between bars',
      (i: number, level: string) =>
        `19333188${50 + i}000|${level === 'ERROR' ? 50 : 30}|io-${i % 2}|till.ledger|posting ${i} is late`
    ]
  ])('levels %s', (_, line) => {
    const text = lines(
      9,
      (i) => `${line(i, i % 4 === 1 ? 'ERROR' : 'INFO')}${i % 4 === 1 ? '\n    at till.Ledger.post(Ledger.java:7)' : ''}`
    )
    const read = readText(text)
    expect(accountingProblems(read)).toEqual([])
    expect(itemsOf(text, 'events').map(({ record }) => [record.level, record.message])).toEqual(
      Array.from({ length: 9 }, (__, i) => [i % 4 === 1 ? 'error' : 'info', `posting ${i} is late`])
    )
  })
})
