import { describe, expect, it } from 'vitest'
import { itemsOf, readText } from '../testing/read-text.ts'

describe('tables', () => {
  it('have their header also where a name begins with a number, where it stands behind a mark, or calls its times otherwise', () => {
    const text = 'from_utc,host,requests,5xx,p95_ms\n2031-04-07 09:00,web1,156,0,358\n2031-04-07 09:05,web1,157,3,360\n'
    expect(
      itemsOf(text, 'metrics')
        .slice(0, 2)
        .map(({ record }) => [record.series, record.value])
    ).toEqual([
      ['requests', 156],
      ['5xx', 0]
    ])
    const marked =
      '#time\tclient\tmethod\turi\tstatus\trequest_time\n2031-04-07T09:00:00Z\t10.0.0.7\tGET\t/a\t200\t0.010\n2031-04-07T09:00:01Z\t10.0.0.8\tGET\t/a\t200\t0.011\n'
    expect(itemsOf(marked, 'requests').map(({ record }) => record.durationMs)).toEqual([10, 11])
    const clocks = 'minute;cpu %;p95 ms\n09:00;12;300\n09:01;13;310\n09:02;12;305\n'
    expect(itemsOf(clocks, 'metrics').map(({ record }) => record.ts)).toContain('2031-04-07T09:01:00.000Z')
  })

  it('with a column a series are metrics, the units read from the names', () => {
    const text =
      'timestamp,host,cpu_percent,latency_ms,requests_per_min\n2031-04-07 09:00:00,web1,12.5,230,41\n2031-04-07 09:05:00,web1,,235,43\n'
    const metrics = itemsOf(text, 'metrics')
    expect(readText(text).source).toMatchObject({ format: 'metrics-csv', lines: { total: 3, records: 2, structure: 1 } })
    expect(metrics.map(({ firstLine, record }) => [firstLine, record.entity, record.series, record.value, record.unit])).toEqual([
      [2, 'web1', 'cpu_percent', 12.5, 'percent'],
      [2, 'web1', 'latency_ms', 230, 'ms'],
      [2, 'web1', 'requests_per_min', 41, 'per-minute'],
      [3, 'web1', 'latency_ms', 235, 'ms'],
      [3, 'web1', 'requests_per_min', 43, 'per-minute']
    ])
  })

  it('measure what goes up and down from row to row, be it called as a label is', () => {
    const rows = (column: string, values: readonly number[]) =>
      `time,${column},cpu_percent\n${values.map((value, i) => `2031-04-07 09:0${i}:00,${value},12.5`).join('\n')}\n`
    expect(new Set(itemsOf(rows('queue', [0, 3, 41, 38, 0, 2]), 'metrics').map(({ record }) => record.series))).toEqual(
      new Set(['queue', 'cpu_percent'])
    )
    const shards = `time,pool,cpu_percent\n${[0, 1, 2, 3, 4, 5].map((i) => `2031-04-07 09:0${i % 3}:00,${i % 2},12.5`).join('\n')}\n`
    expect(new Set(itemsOf(shards, 'metrics').map(({ record }) => record.entity))).toEqual(new Set(['0', '1']))
  })

  it.each([
    ['timestamp,service,metric,value\n2031-04-07T09:00:00Z,shop,latency_ms,230.5\n', 'shop'],
    ['epoch,metric,value,instance\n1933318800,latency_ms,230.5,shop\n', 'shop'],
    ['Zeitstempel;Dienst;Metrik;Wert\n07.04.2031 09:00:00;shop;latency_ms;230,5\n', 'shop']
  ])('with a row a point are metrics: %s', (text, entity) => {
    expect(readText(text).source.format).toBe('metrics-long-csv')
    expect(itemsOf(text, 'metrics')[0]?.record).toMatchObject({
      ts: '2031-04-07T09:00:00.000Z',
      entity,
      series: 'latency_ms',
      value: 230.5,
      unit: 'ms'
    })
  })

  it('of tickets are reports, each with the lines that its quoted cells take', () => {
    const text =
      'Ticket ID,Opened,Customer Name,Subject,Description\nT1,2031-04-07 09:10,Ann Lee,Slow,"It is slow.\n\nVery slow, ""really""."\nT2,2031-04-07 09:12,Bo Ray,Down,Down\n'
    const reports = itemsOf(text, 'reports')
    expect(reports.map(({ firstLine, lastLine }) => [firstLine, lastLine])).toEqual([
      [2, 4],
      [5, 5]
    ])
    expect(reports[0]?.record).toMatchObject({
      reference: 'T1',
      author: 'Ann Lee',
      channel: 'ticket',
      subject: 'Slow',
      text: 'It is slow.\n\nVery slow, "really".'
    })
  })

  it('with a quote that never closes lose that line only', () => {
    const text = `timestamp,cpu_percent\n2031-04-07 09:00:00,"12\n${[5, 10, 15, 20, 25].map((m) => `2031-04-07 09:${String(m).padStart(2, '0')}:00,13\n`).join('')}`
    const { source } = readText(text)
    expect(source.lines).toMatchObject({ total: 7, rejected: 1 })
    expect(source.rejections).toEqual([{ reason: 'a quote that never closes', lines: 1, firstLine: 2 }])
    expect(itemsOf(text, 'metrics')).toHaveLength(5)
  })

  it('of changes say what changed from what to what', () => {
    const text = 'changed_at,key,old_value,new_value,changed_by\n2031-04-07 08:55:00,pool.size,40,4,jo\n'
    expect(itemsOf(text, 'changes')[0]?.record).toMatchObject({
      kind: 'config',
      ref: 'pool.size',
      author: 'jo',
      content: '40 → 4'
    })
  })
})

describe('JSON documents', () => {
  it('of alerts keep status, nested details, value and threshold, and their own lines', () => {
    const text = JSON.stringify(
      [
        {
          id: 'A1',
          timestamp: '2031-04-07T09:00:47Z',
          severity: 'warning',
          metric: 'query_time',
          title: 'Slow',
          status: 'acknowledged',
          details: { query_time_ms: 1823, threshold_ms: 1000, places: ['a', 'b'] }
        },
        {
          id: 'A2',
          timestamp: '2031-04-07T09:10:47Z',
          severity: 'critical',
          metric: 'pool',
          title: 'Full',
          status: 'open',
          acknowledged_by: 'jo'
        }
      ],
      null,
      2
    )
    const [first, second] = itemsOf(text, 'alerts')
    expect(first).toMatchObject({ firstLine: 2, lastLine: 17 })
    expect(first?.record).toMatchObject({ name: 'Slow', status: 'acknowledged', value: 1823, threshold: 1000 })
    expect(first?.record.attributes).toMatchObject({ 'details.query_time_ms': 1823, 'details.places': 'a, b' })
    expect(second?.record.attributes).toMatchObject({ acknowledged_by: 'jo' })
  })

  it('like Alertmanager’s know when an alert ended', () => {
    const alert = (endsAt: string) => ({
      labels: { alertname: 'HighLatency', severity: 'page', instance: 'web1' },
      annotations: { description: 'slow' },
      startsAt: '2031-04-07T09:00:00Z',
      endsAt,
      status: { state: 'active' }
    })
    const [open, ended] = itemsOf(
      JSON.stringify({ alerts: [alert('0001-01-01T00:00:00Z'), alert('2031-04-07T10:00:00Z')] }),
      'alerts'
    )
    expect(open?.record).toMatchObject({
      name: 'HighLatency',
      severity: 'page',
      entity: 'web1',
      description: 'slow',
      resolvedAt: null
    })
    expect(ended?.record.resolvedAt).toBe('2031-04-07T10:00:00.000Z')
  })

  it('of nested series name each by the shortest name that is its own, and leave gaps as gaps', () => {
    const points = (...values: (number | null)[]) => values.map((value, i) => ({ timestamp: `2031-04-07T09:0${i}:00Z`, value }))
    const text = JSON.stringify(
      {
        metrics: {
          success_rate: { unit: 'percentage', data_points: points(99, null, 97) },
          cache: { metrics: { hit_rate: { unit: 'percentage', data_points: points(90) } } },
          endpoints: { '/a': { errors: { data_points: points(1) } }, '/b': { errors: { data_points: points(2) } } }
        },
        alerts_triggered: [
          { timestamp: '2031-04-07T09:01:00Z', severity: 'critical', metric: 'success_rate', value: 97, threshold: 98 }
        ],
        summary: { status: 'recovered', affected_users: 1200 }
      },
      null,
      1
    )
    expect(itemsOf(text, 'metrics').map(({ record }) => [record.entity, record.series, record.value, record.unit])).toEqual([
      [null, 'success_rate', 99, 'percent'],
      [null, 'success_rate', 97, 'percent'],
      [null, 'hit_rate', 90, 'percent'],
      ['/a', 'errors', 1, null],
      ['/b', 'errors', 2, null]
    ])
    expect(itemsOf(text, 'alerts')[0]?.record).toMatchObject({ metric: 'success_rate', value: 97, threshold: 98 })
    expect(itemsOf(text, 'events')[0]?.record).toMatchObject({ ts: null, attributes: { affected_users: 1200 } })
  })

  it('of Prometheus answers give points of labelled series', () => {
    const text = JSON.stringify({
      data: {
        result: [
          {
            metric: { __name__: 'up', instance: 'web1' },
            values: [
              [1933318800, '1'],
              [1933318860.5, '0']
            ]
          }
        ]
      }
    })
    expect(itemsOf(text, 'metrics').map(({ record }) => [record.ts, record.entity, record.series, record.value])).toEqual([
      ['2031-04-07T09:00:00.000Z', 'web1', 'up', 1],
      ['2031-04-07T09:01:00.500Z', 'web1', 'up', 0]
    ])
  })

  it('that are cut give what could be read and reject the rest', () => {
    const text =
      '[\n {"ticket_id": "T1", "timestamp": "2031-04-07T09:00:00Z", "description": "slow"},\n {"ticket_id": "T2", "timest'
    const { source } = readText(text)
    expect(source.format).toBe('reports-json')
    expect(source.records.reports).toBeGreaterThanOrEqual(1)
    expect(source.lines.total).toBe(3)
  })

  it('of spans, commits and flags become spans and changes', () => {
    const spans = itemsOf(
      JSON.stringify([
        {
          traceId: 'a',
          spanId: 'b',
          parentSpanId: 'c',
          name: 'GET /',
          startTimeUnixNano: '1933318800000000000',
          endTimeUnixNano: '1933318800250500000',
          status: { code: 2 }
        }
      ]),
      'spans'
    )
    expect(spans[0]?.record).toMatchObject({ durationMs: 250.5, failed: true, parentId: 'c', ts: '2031-04-07T09:00:00.000Z' })
    const commits = itemsOf(
      JSON.stringify({
        commits: [
          { sha: 'abc123', date: '2031-04-07T08:00:00Z', author: 'jo', message: 'Drop the index', diff: '- create index' }
        ]
      }),
      'changes'
    )
    expect(commits[0]?.record).toMatchObject({
      kind: 'commit',
      ref: 'abc123',
      title: 'Drop the index',
      content: '- create index'
    })
  })
})

describe('posts collected as text', () => {
  const text = `Social media, collected 2031-04-07

=== TWITTER ===

@someone - 09:34 AM
"Broken again @TownHall"
Engagement: 23 likes, 8 retweets

@TownHall - 1:45 PM (OFFICIAL RESPONSE)
"We are working on it."

=== WHATSAPP ===

Ann Lee (West Ward) - 09:28 AM
"Is it down?
It is for me."

=== SUMMARY ===
Total mentions: 47
`
  it('have a day from the heading, authors, and official answers told apart', () => {
    expect(
      itemsOf(text, 'reports').map(({ firstLine, lastLine, record: r }) => [
        firstLine,
        lastLine,
        r.ts,
        r.author,
        r.official,
        r.channel,
        r.text
      ])
    ).toEqual([
      [5, 7, '2031-04-07T09:34:00.000Z', '@someone', false, 'post', 'Broken again @TownHall'],
      [9, 10, '2031-04-07T13:45:00.000Z', '@TownHall', true, 'post', 'We are working on it.'],
      [14, 16, '2031-04-07T09:28:00.000Z', 'Ann Lee', false, 'chat', 'Is it down?\nIt is for me.']
    ])
    expect(itemsOf(text, 'events')[0]?.record.attributes).toEqual({ 'Total mentions': 47 })
  })

  it('may be exported chats', () => {
    const chat = '[07/04/2031, 09:34:12] Ann Lee: Is it down?\nfor you too\n[07/04/2031, 09:35:00] Bo: Yes\n'
    expect(itemsOf(chat, 'reports').map(({ record }) => [record.ts, record.author, record.text])).toEqual([
      ['2031-04-07T09:34:12.000Z', 'Ann Lee', 'Is it down?\nfor you too'],
      ['2031-04-07T09:35:00.000Z', 'Bo', 'Yes']
    ])
  })
})
