import { describe, expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')
const clock = (index: number): string =>
  new Date(Date.parse('2031-04-07T08:00:00.123Z') + index * 1371 + (index % 5) * 211).toISOString().slice(11, 23)
const ms = (index: number): number => 20 + ((index * 7919) % 431)

describe('tables as teams export them', () => {
  it('takes a query beside a path for part of what was asked, not for SQL', () => {
    const rows = lines(
      12,
      (i) => `2031-04-07\t${clock(i)}\tGET\t/plots\t${i % 2 ? `page=${i}` : '-'}\t200\t${ms(i) * 1000}\t203.0.113.${i}`
    )
    const requests = itemsOf(`date_utc\ttime_utc\tverb\tpath\tquery\tcode\ttook_us\tremote\n${rows}`, 'requests')
    expect(requests[1]?.record).toMatchObject({
      ts: `2031-04-07T${clock(1)}Z`,
      target: '/plots?page=1',
      durationMs: ms(1),
      client: '203.0.113.1'
    })
    expect(requests[2]?.record.target).toBe('/plots')
  })

  it('reads the outcome of calls in a report whose date stands above its times, page after page', () => {
    const page = (no: number): string =>
      `TILL            F L O W   R E P O R T        PAGE ${no}\nRUN DATE 07-APR-2031        TIMES IN UTC\n\nTIME          FLOW         RESULT     ELAPSED-SEC\n------------  -----------  ---------  -----------\n${lines(9, (i) => `${clock(i)}  ${['SELL', 'PRICE', 'TAKE'][i % 3]?.padEnd(11) ?? ''}  ${i % 4 ? 'COMPLETED' : 'TIMED-OUT'}        0.${100 + ms(i)}`)}\n`
    const text = `${page(1)}\n${page(2)}\nTOTAL 18\n`
    const read = readText(text, null)
    expect(accountingProblems(read)).toEqual([])
    expect(read.source.records).toEqual({ requests: 18 })
    expect(itemsOf(text, 'requests')[4]?.record).toMatchObject({
      ts: `2031-04-07T${clock(4)}Z`,
      target: 'PRICE',
      status: 504,
      attributes: { outcome: 'TIMED-OUT' }
    })
  })

  it('reads the last column though the header leaves it out', () => {
    const text = `Level,Date and Time,Source,Event ID\n${lines(8, (i) => `${i % 4 ? 'Information' : 'Error'},07/04/2031 08:0${i}:45,Till,7${i},"Printed label ${i}, all well"`)}`
    expect(itemsOf(text, 'events').map(({ record }) => [record.level, record.message])[1]).toEqual([
      'info',
      'Printed label 1, all well'
    ])
  })

  it('reads spans that say when they ended, not how long they took', () => {
    const rows = lines(12, (i) => {
      const tree = Math.floor(i / 3)
      return `t000000${tree},s00000${10 + i},${i % 3 ? `s00000${10 + tree * 3}` : '-'},till,${i % 3 ? 'price' : 'sell'},2031-04-07 08:00:0${tree}.${100 + (i % 3) * 10},2031-04-07 08:00:0${tree}.${190 - (i % 3) * 20},${i % 5 ? 1 : 0}`
    })
    const spans = itemsOf(`trace,span,up,service,op,begin_utc,end_utc,ok\n${rows}`, 'spans')
    expect(spans[1]?.record).toMatchObject({ parentId: 's0000010', name: 'price', durationMs: 60, failed: false })
    expect(spans[0]?.record).toMatchObject({ parentId: null, durationMs: 90, failed: true })
  })

  it('reads a named place beside the times as their zone', () => {
    const text = `ts | host | method | path | status | elapsed\n---+------+--------+------+--------+--------\n${lines(4, (i) => `2031-04-07 09:00:0${i}.271 America/New_York | one | GET | /a | 200 | 00:00:00.05${i}`)}\n`
    const read = readText(text)
    expect(read.source.zone).toMatchObject({ name: 'America/New_York', basis: 'offset-in-data' })
    expect(itemsOf(text, 'requests')[0]?.record).toMatchObject({ ts: '2031-04-07T13:00:00.271Z', durationMs: 50 })
  })
})

describe('documents', () => {
  it('reads columns and rows as what the columns measure', () => {
    const rows = Array.from({ length: 6 }, (_, i) => [
      Date.parse('2031-04-07T08:00:00Z') + i * 60_000,
      20 + i,
      i === 2 ? null : 900
    ])
    const text = JSON.stringify({ tables: [{ node: 'till-1', columns: ['ts_ms', 'cpu_pct', 'heap_mb'], rows }] }, null, 1)
    const points = itemsOf(text, 'metrics').map(({ record }) => [record.ts, record.entity, record.series, record.value])
    expect(points).toHaveLength(11)
    expect(points[0]).toEqual(['2031-04-07T08:00:00.000Z', 'till-1', 'cpu_pct', 20])
  })

  it('reads the statistics of one metric under its label, in the unit beside each', () => {
    const point = (minute: number, value: number) => ({
      Timestamp: `2031-04-07T08:0${minute}:00Z`,
      Maximum: value,
      Unit: 'Percent'
    })
    const text = JSON.stringify({ Label: 'CPUUtilization', Datapoints: [point(0, 12.5), point(1, 13)] }, null, 1)
    expect(itemsOf(text, 'metrics').map(({ record }) => [record.ts, record.series, record.value, record.unit])).toEqual([
      ['2031-04-07T08:00:00.000Z', 'CPUUtilization', 12.5, 'percent'],
      ['2031-04-07T08:01:00.000Z', 'CPUUtilization', 13, 'percent']
    ])
  })

  it('reads lists of times and values under their label', () => {
    const text = JSON.stringify(
      {
        MetricDataResults: [
          {
            Id: 'm1',
            Label: 'p95 till',
            Timestamps: ['2031-04-07T08:05:00+00:00', '2031-04-07T08:00:00+00:00'],
            Values: [0.2, 0.1],
            StatusCode: 'Complete'
          }
        ]
      },
      null,
      1
    )
    expect(itemsOf(text, 'metrics').map(({ record }) => [record.ts, record.series, record.value])).toEqual([
      ['2031-04-07T08:05:00.000Z', 'p95 till', 0.2],
      ['2031-04-07T08:00:00.000Z', 'p95 till', 0.1]
    ])
  })
})

describe('what tools print', () => {
  it('reads names, numbers and counts since 1970 as points', () => {
    const text = lines(
      20,
      (i) =>
        `till.web.${i % 2 ? 'latency.p95' : 'memory.free'} ${i % 2 ? 200 + i : 3_044_347_490 + i} ${1_933_318_800 + Math.floor(i / 2) * 10}`
    )
    expect(itemsOf(text, 'metrics')[1]?.record).toMatchObject({
      ts: '2031-04-07T09:00:00.000Z',
      series: 'till.web.latency.p95',
      value: 201
    })
  })

  it('reads psql’s expanded rows, whose queries go on', () => {
    const row = (no: number, ms: number): string =>
      `-[ RECORD ${no} ]---+-----------\nqueryid         | ${no}\nquery           | SELECT 1 FROM plots+\n                | WHERE id = $1\ncalls           | ${no * 10}\ntotal_exec_time | ${ms}\n`
    expect(
      itemsOf(`Expanded display is on.\n${row(1, 120)}${row(2, 80)}`, 'statements').map(({ record }) => [
        record.statement,
        record.attributes['total_ms']
      ])
    ).toEqual([
      ['SELECT 1 FROM plots\nWHERE id = $1', 120],
      ['SELECT 1 FROM plots\nWHERE id = $1', 80]
    ])
  })

  it('takes sar’s day from its banner and its processors by their numbers', () => {
    const block = (time: string): string =>
      `${time} AM     CPU     %user     %idle\n${time} AM     all     19.02     75.53\n${time} AM       0     18.90     75.46\n\n`
    const text = `Linux 5.15.0 (till-2) \t04/07/2031 \t_x86_64_\t(2 CPU)\n\n${block('10:00:01')}${block('10:10:01')}Average:        CPU     %user     %idle\nAverage:        all     19.02     75.53\n`
    expect(itemsOf(text, 'metrics').map(({ record }) => [record.ts, record.entity, record.value])[2]).toEqual([
      '2031-04-07T10:00:01.000Z',
      'till-2 0',
      18.9
    ])
    expect(itemsOf(text, 'metrics')).toHaveLength(8)
  })

  it('takes the lines below a heading between rules for its message', () => {
    const text = lines(
      5,
      (i) =>
        `===== 2031-04-07T08:00:0${i}.596+01:00 | ${i % 2 ? 'ERROR' : 'INFO'} | till | pid 80${i} =====\nlabel ${i} printed\nattempt: 1\n`
    )
    expect(itemsOf(text, 'events').map(({ record }) => [record.level, record.message, record.attributes['more']])[1]).toEqual([
      'error',
      'label 1 printed',
      'attempt: 1'
    ])
  })

  it('takes the number above a ticket for its reference, and what stands below its fields for its text', () => {
    const ticket = (no: number): string =>
      `------------------------\nTicket #${no}\nReceived:   Mon, 07 Apr 2031 16:38 CET\nRequester:  Ann Lee\nPriority:   High\nSubject:    Upload stops\n\nIt has 12 lines.\nIt is slow.\n`
    const reports = itemsOf(`${ticket(4711)}${ticket(4712)}`, 'reports')
    expect(reports[0]?.record).toMatchObject({
      ts: '2031-04-07T15:38:00.000Z',
      reference: '4711',
      subject: 'Upload stops',
      text: 'It has 12 lines.\nIt is slow.'
    })
  })
})
