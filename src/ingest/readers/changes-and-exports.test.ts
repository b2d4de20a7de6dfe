import { describe, expect, it } from 'vitest'
import { entitiesOfPaths } from '../entities-of-paths.ts'
import { samples } from '../testing/samples.ts'
import { itemsOf, readText } from '../testing/read-text.ts'

const changeIn = (text: string) => itemsOf(text, 'changes')[0]

describe('changes', () => {
  it.each([
    [
      'a list with files',
      JSON.stringify([
        {
          sha: '8f2e1d0c',
          author: 'Jo Fen',
          date: '2031-04-07T08:00:45Z',
          message: 'Ask for each slot alone\n\nsimpler',
          files: [{ filename: 'src/slots.ts', patch: '-all()\n+each()' }],
          repository: 'slots'
        }
      ])
    ],
    [
      'GitHub’s list',
      JSON.stringify([
        {
          sha: '8f2e1d0c',
          commit: {
            author: { name: 'Jo Fen', email: 'jo@example.org', date: '2031-04-07T08:00:45Z' },
            message: 'Ask for each slot alone'
          },
          files: [{ filename: 'src/slots.ts', patch: '-all()\n+each()' }]
        }
      ])
    ],
    [
      'a list whose names are its own',
      JSON.stringify([
        {
          hash: '8f2e1d0c',
          repository: 'slots',
          author: 'Jo Fen',
          committed_at: '2031-04-07T08:00:45Z',
          subject: 'Ask for each slot alone',
          patch: '--- a/src/slots.ts\n+++ b/src/slots.ts\n@@ -1 +1 @@\n-all()\n+each()'
        }
      ])
    ],
    ['git log', samples['gitLog'] ?? '']
  ])('in %s are commits with author, title and diff', (_, text) => {
    expect(changeIn(text)?.record).toMatchObject({
      kind: 'commit',
      ts: '2031-04-07T08:00:45.000Z',
      title: 'Ask for each slot alone',
      author: 'Jo Fen'
    })
    expect(changeIn(text)?.record.ref).toMatch(/^8f2e1d0c/)
    expect(changeIn(text)?.record.content).toMatch(/src\/slots\.ts[^]*-all\(\)\n\+each\(\)/)
  })

  it.each([
    [
      'deployed_at,service,version,previous_version,environment,commit\n2031-04-07 08:55:00,slots,2.1,2.0,production,8f2e1d0c\n',
      { kind: 'deploy', entity: 'slots', title: '2.1', ref: '8f2e1d0c', content: '2.0 → 2.1' }
    ],
    [
      JSON.stringify([
        {
          flag: 'new-search',
          changed_at: '2031-04-07T08:55:00Z',
          changed_by: 'jo',
          old_value: false,
          new_value: true,
          service: 'slots'
        }
      ]),
      { kind: 'flag', entity: 'slots', ref: 'new-search', content: 'false → true' }
    ],
    [
      'Change Number,Type,Short Description,Planned Start,Actual Start,Assigned To,State\nC12,Normal,Raise the heap,2031-04-07 08:00,2031-04-07 08:55,Jo Fen,Closed\n',
      { ref: 'C12', title: 'Raise the heap', author: 'Jo Fen', ts: '2031-04-07T08:55:00.000Z' }
    ]
  ])('in a list or table say what, where and from what to what: %s', (text, expected) => {
    expect(changeIn(text)?.record).toMatchObject({ ts: '2031-04-07T08:55:00.000Z', ...expected })
  })

  it('of files alone are changes at the time of the new version', () => {
    expect(changeIn(samples['difference'] ?? '')).toMatchObject({
      firstLine: 1,
      lastLine: 5,
      record: { kind: 'config', title: 'config/pool.yaml', ts: '2031-04-07T08:10:00.000Z' }
    })
  })
})

describe('exports of databases', () => {
  it('that sum executions are statements without a duration of their own', () => {
    const rows = itemsOf(samples['drawnTable'] ?? '', 'statements')
    expect(rows[0]).toMatchObject({
      firstLine: 3,
      lastLine: 4,
      record: { statement: 'SELECT 1 FROM slots\nWHERE id = $1', durationMs: null }
    })
    expect(rows[0]?.record.attributes).toMatchObject({ queryid: -8, calls: 120, total_ms: 88_000 })
    const digest = 'DIGEST_TEXT,COUNT_STAR,SUM_TIMER_WAIT,AVG_TIMER_WAIT\nSELECT ?,2,4000000000,2000000000\n'
    expect(itemsOf(digest, 'statements')[0]?.record.attributes).toMatchObject({ calls: 2, total_ms: 4, mean_ms: 2 })
  })

  it('of sessions are events that say the state and the statement', () => {
    const text =
      'datname,pid,query_start,wait_event_type,wait_event,state,query\nslots,812,2031-04-07 09:00:45+00,Lock,transactionid,active,UPDATE slots SET a = 1\n'
    expect(itemsOf(text, 'events')[0]?.record).toMatchObject({
      ts: '2031-04-07T09:00:45.000Z',
      message: 'UPDATE slots SET a = 1',
      attributes: { wait_event: 'transactionid', state: 'active', pid: 812 }
    })
  })

  it('of SQL Server’s traces have durations in the unit that start and end agree with', () => {
    const text =
      'EventClass,TextData,Duration,SPID,StartTime,EndTime\nRPC:Completed,exec GetSlot @id=7,18152300,56,2031-04-07 09:00:45.120,2031-04-07 09:01:03.272\n'
    expect(itemsOf(text, 'statements')[0]?.record).toMatchObject({
      statement: 'exec GetSlot @id=7',
      durationMs: 18_152.3,
      session: '56'
    })
  })

  it('of clustered log patterns are events with their count', () => {
    expect(itemsOf('pattern,count,level\nSlot <*> is gone,812,ERROR\n', 'events')[0]?.record).toMatchObject({
      message: 'Slot <*> is gone',
      level: 'error',
      attributes: { count: 812 }
    })
  })
})

describe('what people wrote', () => {
  it('as mail is decoded and has its sender', () => {
    expect(
      itemsOf(samples['mail'] ?? '', 'reports').map(({ firstLine, record }) => [
        firstLine,
        record.author,
        record.subject,
        record.text
      ])
    ).toEqual([
      [1, 'Ann Lee', 'Zahlung hängt', 'It turns and turns.'],
      [8, 'bo@example.org', 'Slow', 'Here too.']
    ])
  })

  it('as blocks of named lines is a ticket a block', () => {
    const tickets = itemsOf(samples['ticketBlocks'] ?? '', 'reports')
    expect(
      tickets.map(({ firstLine, lastLine, record }) => [firstLine, lastLine, record.reference, record.author, record.text])
    ).toEqual([
      [1, 6, 'T-1', 'Ann Lee', 'It turns and turns.'],
      [9, 13, 'T-2', 'Bo Ray', 'Nothing comes.']
    ])
  })
})

it('thread dumps count their threads by state and say who waits for whom', () => {
  const [dump, first, second] = itemsOf(samples['threadDump'] ?? '', 'events').map(({ record }) => record)
  expect(dump?.attributes).toMatchObject({ threads: 2, 'threads.BLOCKED': 1, 'threads.RUNNABLE': 1 })
  expect(first).toMatchObject({
    ts: '2031-04-07T09:00:45.000Z',
    thread: 'exec-1',
    message: 'BLOCKED at org.example.Seat.take',
    attributes: { waits_for: '0x00000000e0' }
  })
  expect(second?.attributes).toMatchObject({ holds: '0x00000000e0' })
})

describe('files of one layout', () => {
  it.each([
    [
      ['m/cart.csv', 'm/pay.csv'],
      ['cart', 'pay']
    ],
    [
      ['cart_metrics.csv', 'pay-api_metrics.csv'],
      ['cart', 'pay-api']
    ],
    [
      ['before.csv', 'after.csv'],
      [undefined, undefined]
    ],
    [
      ['cpu.csv', 'memory.csv'],
      [undefined, undefined]
    ],
    [
      ['cart.csv', 'cart_metrics.csv'],
      [undefined, undefined]
    ]
  ])('%j are about %j', (paths, entities) => {
    const found = entitiesOfPaths(paths.map((path) => ({ path, format: 'metrics-csv', layout: 'time,cpu' })))
    expect(paths.map((path) => found.get(path))).toEqual(entities)
  })

  it('tell nothing when their layouts differ', () => {
    const files = ['cart', 'pay'].map((name) => ({ path: `${name}.csv`, format: 'metrics-csv', layout: name }))
    expect(entitiesOfPaths(files).size).toBe(0)
  })
})

describe('what was brought out', () => {
  it('in YAML is read as the same in JSON is, each on its own lines', () => {
    expect(
      itemsOf(samples['deploymentsYaml'] ?? '', 'changes').map(({ firstLine, lastLine, record }) => [
        firstLine,
        lastLine,
        record.kind,
        record.ts,
        record.entity,
        record.ref
      ])
    ).toEqual([
      [3, 7, 'deploy', '2031-04-07T08:00:45.000Z', 'store', '8.1'],
      [8, 11, 'deploy', '2031-04-07T08:50:00.000Z', 'front', '3.0']
    ])
  })

  it('is a deploy, not the commit that it was made of', () => {
    const table = 'time,service,release,commit\n2031-04-07T08:00:45Z,store,8.1,8f2e1d0c\n'
    expect(changeIn(table)?.record).toMatchObject({ kind: 'deploy', entity: 'store', ref: '8f2e1d0c' })
  })

  it('as a flag with parts keeps its old and new state', () => {
    const flag = {
      flag: 'slots.one-by-one',
      changedAt: '2031-04-07T08:00:45Z',
      changedBy: 'jo',
      environment: 'production',
      from: { enabled: false },
      to: { enabled: true, rollout: 100 }
    }
    expect(changeIn(JSON.stringify([flag]))?.record).toMatchObject({
      kind: 'flag',
      ref: 'slots.one-by-one',
      entity: null,
      content: 'enabled: false → enabled: true, rollout: 100'
    })
  })
})

describe('short lists', () => {
  it.each([
    ['alerts', { time: '2031-04-07T08:00:45Z', alert: 'gateway-5xx', value: '20 %', runbook: 'rb/1' }],
    ['alerts', { ts: '2031-04-07T08:00:45Z', alert: 'HTTP504', svc: 'front', sev: 'page' }],
    ['alerts', { fired: '2031-04-07T08:00:45Z', rule: 'p99_high', service: 'front', state: 'firing' }],
    ['alerts', { at: '2031-04-07T08:00:45Z', sev: 'warning', name: 'PoolFull', text: 'pool full for 2m' }],
    ['reports', { key: 'EX-700', created: '2031-04-07T08:00:45Z', summary: 'Nothing can be saved' }]
  ] as const)('of %s are known by their names', (table, record) => {
    expect(itemsOf(JSON.stringify([record]), table)[0]?.record.ts).toBe('2031-04-07T08:00:45.000Z')
  })
})

it('rows that begin with a number and hold a time are no commits: hashes have letters', () => {
  const rows = [
    '5512034  RUNNING  2031-04-07 10:20:31  77',
    '5512871  WAITS  2031-04-07 10:41:05  81',
    '5512990  WAITS  2031-04-07 10:41:07  82'
  ]
  expect(readText(rows.join('\n')).source.records.changes).toBeUndefined()
  const commits = [
    '5512034e  2031-04-07 10:20:31  Ferries get a colour',
    '8812871  2031-04-07 10:41:05  Docks too',
    'b512990  2031-04-07 10:41:07  And gulls'
  ]
  expect(readText(commits.join('\n')).source.records.changes).toBe(3)
})
