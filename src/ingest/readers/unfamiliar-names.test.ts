import { describe, expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const table = (text: string, path = 'file') => {
  const { items } = readText(text, '2031-04-07', path)
  return items.flatMap((item) => (item.kind === 'record' ? [item.table] : []))
}

describe('what a field is, by its values', () => {
  it('finds the tree of spans under names of somebody’s own', () => {
    const span = (no: string, above: string | null, what: string, ms: number) =>
      JSON.stringify({ flow: 'aa11bb22', no, above, svc: 'till', op: what, begin: `2031-04-07T08:00:0${ms % 10}Z`, ms })
    const spans = itemsOf(
      [span('10000001', null, 'Sell', 9), span('10000002', '10000001', 'Price', 4), span('10000003', '10000001', 'Tax', 3)].join(
        '\n'
      ),
      'spans'
    )
    expect(spans.map(({ record }) => [record.traceId, record.spanId, record.parentId, record.durationMs])).toEqual([
      ['aa11bb22', '10000001', null, 9],
      ['aa11bb22', '10000002', '10000001', 4],
      ['aa11bb22', '10000003', '10000001', 3]
    ])
  })

  it('takes a column that counts since 1970 and never goes back for the time, whatever it is called', () => {
    const from = Date.parse('2031-04-07T08:00:00Z')
    const rows = [0, 1, 2, 3, 4, 5].map((minute) => `${from + minute * 60_000},web-1,p95,${280 + minute}`)
    const points = itemsOf(['ms,host,name,value', ...rows].join('\n'), 'metrics')
    expect(points[5]?.record).toMatchObject({ ts: '2031-04-07T08:05:00.000Z', value: 285 })
  })

  it.each([
    ['fractions behind commas', '306,679\n2031-04-07 08:01;0,077', [306.679, 0.077]],
    ['thousands before points', '1,306\n2031-04-07 08:01;2.5', [1306, 2.5]]
  ])('reads %s as the table as a whole says', (_, cells, values) => {
    const points = itemsOf(`time;wait\n2031-04-07 08:00;${cells}\n`, 'metrics')
    expect(points.map(({ record }) => record.value)).toEqual(values)
  })

  it('takes what was asked, by whom, with which outcome for a request, and its level for no message', () => {
    const asked = itemsOf(
      'at\tclient\toperation\tstatus\tms\n2031-04-07T08:00:00Z\t203.0.113.7\tlistAll\t200\t66\n'.repeat(2),
      'requests'
    )
    expect(asked[0]?.record).toMatchObject({ target: 'listAll', status: 200, durationMs: 66, client: '203.0.113.7' })
    const line = JSON.stringify({ stamp: '2031-04-07T08:00:00Z', lvl: 'info', route: 'GET /plots', code: 503, ms: 12 })
    expect(itemsOf(`${line}\n${line}`, 'requests')[0]?.record).toMatchObject({ method: 'GET', target: '/plots', status: 503 })
  })

  it('opens an object in a cell', () => {
    const spans = itemsOf('trace|span|op|start_us|dur_us|tags\n7|1|Sell|1933315200000000|5000|"{""attempt"": 2}"\n', 'spans')
    expect(spans[0]?.record.attributes).toMatchObject({ 'tags.attempt': 2 })
  })

  it('reads labelled values between tabs, whose host is the client', () => {
    const line = 'time:07/Apr/2031:08:00:02 +0200\thost:203.0.113.7\tmethod:POST\turi:/pay\tstatus:200\treqtime:0.514'
    expect(itemsOf(`${line}\n${line}`, 'requests')[0]?.record).toMatchObject({
      ts: '2031-04-07T06:00:02.000Z',
      client: '203.0.113.7',
      entity: null,
      target: '/pay',
      durationMs: 514
    })
  })

  it('reads HAProxy’s line without its counts of connections', () => {
    const line = '203.0.113.7:2242 [07/Apr/2031:08:00:01.130] https~ web/one 0/0/1/86/87 200 7552 - - ---- "GET /plots HTTP/1.1"'
    expect(itemsOf(`${line}\n${line}`, 'requests')[0]?.record).toMatchObject({ target: '/plots', durationMs: 87 })
  })
})

describe('times as people abbreviate them', () => {
  it.each([
    ['07/04 08:00:01.5 till INFO sold', '2031-04-07T08:00:01.500Z'],
    ['04-07 08:00:01 till INFO sold', '2031-04-07T08:00:01.000Z'],
    ['07.04.31 08:00:01,043 INFO sold', '2031-04-07T08:00:01.043Z'],
    ['07.04. 08:00 release', '2031-04-07T08:00:00.000Z'],
    ['31/04/07 08:00:01 INFO sold', '2031-04-07T08:00:01.000Z'],
    ['* **08:00** the queue is full', '2031-04-07T08:00:00.000Z'],
    ['- 08:00 the queue is full', '2031-04-07T08:00:00.000Z']
  ])('%s', (line, ts) => {
    expect(itemsOf(`${line}\n${line}\n${line}`, 'events').map(({ record }) => record.ts)).toEqual([ts, ts, ts])
  })

  it('knows a conversation whose times are set in bold', () => {
    expect(itemsOf('**08:00** ada: it is slow\n**08:02** bo: it was the release\n**08:09** ada: no', 'reports')).toHaveLength(3)
  })

  it('takes a bracketed date for no JSON', () => {
    const text = '[07-Apr-2031 08:00:01]  [pool web] pid 7\n[0x00007f] curl_exec() /srv/pay.php:58\n\n'.repeat(3)
    expect(readText(text).source.records).toEqual({ events: 3 })
  })
})

describe('changes in a layout of somebody’s own', () => {
  it.each([
    ['hash, date, author, subject', '8c2f  2031-04-06 10:41 +0000  e.farkas   one unit for all\n  -  wait: 2.5s\n  +  wait: 250'],
    [
      'hash, service, date; subject below',
      'commit 8c2f  till  2031-04-06  e.farkas\n    one unit for all\n-  wait: 2.5s\n+  wait: 250'
    ],
    ['hash, date, subject', '8c2f 2031-04-06 one unit for all\n    wait.yaml | -  wait: 2.5s\n    wait.yaml | + wait: 250']
  ])('%s', (_, text) => {
    const read = readText(`${text}\n\n${text.replace('8c2f', '5be0')}\n`)
    expect(accountingProblems(read)).toEqual([])
    const [change] = itemsOf(`${text}\n\n${text.replace('8c2f', '5be0')}\n`, 'changes')
    expect(change?.record).toMatchObject({ ref: '8c2f', title: 'one unit for all', kind: 'commit' })
    expect(change?.record.ts).toMatch(/^2031-04-06/)
    expect(change?.record.content).toContain('wait: 250')
  })

  it('dates a diff by the note above it', () => {
    const text = '# 2031-04-06 08:30 UTC, change C-77\n--- a/limits.yaml\n+++ b/limits.yaml\n@@ -1 +1 @@\n-size: 20\n+size: 2\n'
    expect(itemsOf(text, 'changes')[0]?.record).toMatchObject({ ts: '2031-04-06T08:30:00.000Z', ref: 'C-77' })
  })

  it('takes a table of what was done where for changes, and a list without a name for what its file is called', () => {
    expect(
      table(
        '| time (UTC) | service | what |\n|---|---|---|\n| 2031-04-07 08:00 | till | 9.0.0 |\n| 2031-04-07 09:00 | till | back |\n'
      )
    ).toEqual(['changes', 'changes'])
    const alert = { n: 'queue full', from_: '2031-04-07T08:00:00Z', to: '2031-04-07T09:00:00Z' }
    expect(table(JSON.stringify([alert, alert], null, 1), 'alerts.json')).toEqual(['alerts', 'alerts'])
  })
})
