import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'

const window = { from: at('11:00'), to: at('12:00') }
const baseline = { from: at('10:00'), to: at('11:00') }
const day = '2031-05-06'

/** Parking permits: a nightly clean-up that overruns holds a lock, and a release has cut a pool. */
const files = {
  'db/postgres.log': [
    `${day} 10:20:00.000 UTC [31] LOG:  duration: 12.000 ms  statement: UPDATE permits SET state = 'paid' WHERE permit_id = 7`,
    `${day} 11:05:01.000 UTC [41] LOG:  process 41 still waiting for ShareLock on transaction 998 after 1000.123 ms`,
    `${day} 11:05:01.000 UTC [41] DETAIL:  Process holding the lock: 77. Wait queue: 41, 42.`,
    `${day} 11:05:01.000 UTC [41] STATEMENT:  UPDATE permits SET state = 'paid' WHERE permit_id = 9`,
    `${day} 11:05:31.000 UTC [41] LOG:  process 41 acquired ShareLock on transaction 998 after 31000.500 ms`,
    `${day} 11:05:31.000 UTC [41] LOG:  duration: 31012.000 ms  statement: UPDATE permits SET state = 'paid' WHERE permit_id = 9`,
    `${day} 11:07:00.000 UTC [43] ERROR:  deadlock detected`,
    `${day} 11:40:00.000 UTC [12] LOG:  parameter "lock_timeout" changed to "5s"`
  ].join('\n'),
  'app.log': [
    `${day} 10:10:00.000 [http-1] INFO  u.g.permits.Checkout - Permit 7 paid`,
    `${day} 10:20:00.000 [http-1] INFO  u.g.permits.Checkout - Permit 8 paid`,
    `${day} 11:05:02.000 [http-2] ERROR u.g.permits.Checkout - PessimisticLockException: lock on permits held by clean-up for permit 9`,
    `${day} 11:20:00.000 [http-2] ERROR u.g.permits.Checkout - PessimisticLockException: lock on permits held by clean-up for permit 10`,
    `${day} 11:30:00.000 [http-3] WARN  u.g.permits.Checkout - Support suggests the pool should be increased to 50`,
    `${day} 11:45:00.000 [ops] INFO  u.g.permits.Admin - Operator killed 3 sessions of clean-up`
  ].join('\n'),
  'changes.json': JSON.stringify([
    {
      deployed_at: at('09:40'),
      ref: 'rel-88',
      title: 'Release 88',
      diff: '-pool.max-size: 40\n+pool.max-size: 8',
      service: 'permits'
    },
    { deployed_at: at('11:50'), ref: 'rel-87', title: 'Rollback to release 87', service: 'permits' }
  ])
}

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident(files)
})
afterAll(() => incident[Symbol.asyncDispose]())

describe('looking things up', () => {
  it('lists sources, and does not call a log a sample when nothing measures its volume', async () => {
    const { facts, rows } = await incident.ask('catalogue')
    expect(facts).toMatchObject({ sources: 3, unread: 0, events_complete: 'unknown', events_coverage: null })
    expect(rows.map(([, path]) => path)).toContain('changes.json')
  })

  it('shows raw lines by pattern with the time of their record', async () => {
    const { facts, rows } = await incident.ask('raw_lines', { pattern: 'PessimisticLock', limit: 1 })
    expect(facts['matched']).toBe(2)
    expect(rows).toEqual([[expect.any(String), 'app.log', 3, at('11:05:02'), expect.stringContaining('permit 9')]])
  })

  it('quotes a line by its number, and from a time on those that say what is spoken of', async () => {
    const sources = (await incident.ask('catalogue')).rows
    const id = (path: string) => sources.find((row) => row[1] === path)?.[0] ?? ''
    const places = [
      { source: id('app.log'), line: 2 },
      { source: id('app.log'), at: at('11:00'), words: ['permits', 'Support', 'permit 10'] },
      { source: id('db/postgres.log'), at: at('23:00') },
      { source: 'S99', line: 1 }
    ]
    const { rows } = await incident.ask('quotations', { places })
    expect(rows.map(([place, , path, line]) => [place, path, line])).toEqual([
      [0, 'app.log', 2],
      [1, 'app.log', 4],
      [1, 'app.log', 5]
    ])
  })

  it('quotes a pretty-printed record by what it says, not by its bracket', async () => {
    await using pretty = await madeIncident({
      'changes.json': JSON.stringify([{ deployed_at: at('09:40'), ref: 'rel-88', title: 'Release 88' }], null, 2)
    })
    const { rows } = await pretty.ask('quotations', { places: [{ source: 'S1', line: 2 }] })
    expect(rows).toEqual([[0, 'S1', 'changes.json', 2, expect.stringContaining('rel-88')]])
  })

  it.each([
    [{ pattern: 'a(b' }, 'no RE2 expression'],
    [{ source: 'ap.log' }, 'Did you mean "app.log"'],
    [{}, 'needs a source or a pattern']
  ])('refuses %j', async (args, message) => {
    await expect(incident.ask('raw_lines', args)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message)
    })
  })

  it('runs a SELECT, bounded', async () => {
    const { facts, rows, omitted } = await incident.ask('sql', {
      query: 'SELECT line FROM lines ORDER BY source_id, line',
      limit: 3
    })
    expect([facts['rows'], rows.length, omitted === null]).toEqual([3, 3, false])
  })

  it('counts templates before and during, and names the first new error', async () => {
    const evidence = await incident.ask('log_templates', { window, baseline, level: 'error' })
    expect(evidence.facts['first_new_error_at']).toBe(at('11:05:02'))
    expect(evidence.facts['first_new_error']).toContain('PessimisticLockException')
    const [first] = rowsOf(evidence)
    expect(first).toMatchObject({ baseline_count: 0, window_count: 2, is_new: true })
  })

  it('makes one wait of its steps, and tells holder, object and deadlock', async () => {
    const evidence = await incident.ask('lock_waits', { window })
    expect(evidence.facts).toMatchObject({ deadlocks: 1, max_wait_ms: 31000.5, first_at: at('11:05:01') })
    expect(String(evidence.facts['began_at']) < at('11:05:01')).toBe(true)
    const rows = rowsOf(evidence)
    expect(rows.filter(({ waiter }) => waiter === '41')).toHaveLength(1)
    expect(rows.map(({ holder }) => holder)).toContain('clean-up')
    expect(evidence.facts['top_object']).toBe('permits')
    expect(evidence.facts['share_of_slow_time']).toBeGreaterThan(0.9)
  })

  it('counts what gave up waiting beside what failed, where nobody says how long it waited', async () => {
    const stock = Array.from({ length: 12 }, (_, i) => {
      const time = `${day} 11:${String(10 + i)}:30.000`
      return `${time} [http-2] ERROR u.g.Stock - Not booked after 9000 ms: Lock wait timeout exceeded (UPDATE berth_day SET free = free - 1)`
    })
    const door = Array.from({ length: 12 }, (_, i) => `${at(`11:${10 + i}`)} "POST /berths" 500 9004ms`)
    await using other = await madeIncident({ 'stock.log': stock.join('\n'), 'door.log': door.join('\n') })
    const { facts } = await other.ask('lock_waits', { window })
    expect(facts).toMatchObject({ given_up: 12, failed_work: 12, top_object: 'berth_day' })
  })

  it('hears the waits that lie just before a window that is drawn by minutes', async () => {
    const soonAfter = { from: at('11:06'), to: window.to }
    expect((await incident.ask('lock_waits', { window: soonAfter })).facts['first_at']).toBe(at('11:05:01'))
  })

  it('says when nothing waited', async () => {
    expect((await incident.ask('lock_waits', { window: baseline })).status).toBe('no_data')
  })

  it('finds changes around a time, the nearest first', async () => {
    const { facts } = await incident.ask('changes_around', { time: at('11:05') })
    expect(facts).toMatchObject({ changes: 2, nearest_ref: 'rel-87' })
    expect((await incident.ask('changes_around', { time: at('11:05'), after_minutes: 10 })).facts['nearest_ref']).toBe('rel-88')
  })

  it('lists what was done and not what was suggested', async () => {
    const evidence = await incident.ask('interventions', { window })
    expect(rowsOf(evidence).map(({ time, kind }) => [time, kind])).toEqual([
      [at('11:40'), 'config'],
      [at('11:45'), 'terminate'],
      [at('11:50'), 'rollback']
    ])
  })

  it('finds the limit that was lowered before the trouble, in a diff', async () => {
    const { facts } = await incident.ask('limits', { window, baseline })
    expect(facts).toMatchObject({
      lowered: true,
      lowered_name: 'pool.max-size',
      lowered_from: '40',
      lowered_to: '8',
      lowered_at: at('09:40'),
      lowered_by: 'rel-88'
    })
  })

  it('has no alerts, no reports and no plans here, and says so', async () => {
    for (const [tool, args] of [
      ['alerts_timeline', { window }],
      ['reports_timeline', { window }],
      ['plans', {}]
    ] as const) {
      expect((await incident.ask(tool, args)).status).toBe('no_data')
    }
  })
})
