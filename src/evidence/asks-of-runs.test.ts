import { describe, expect, it } from 'vitest'
import { asksIn, asksOf } from './asks-of-runs.ts'
import type { Run } from './runs.ts'
import { at, madeIncident } from './testing/made-incident.ts'
import { five, madeRun } from './testing/made-run.ts'

const dbMs = ({ attributes }: Run): number => Number(attributes['db_ms'])

describe('what runs state to have asked', () => {
  it.each([
    ['by name', madeRun(9, { db_reads: 4, sql_count: '3' }), { db_reads: 4 }],
    ['in camels', madeRun(9, { queryCount: '12' }), { queryCount: 12 }],
    ['by the word behind its place', madeRun(9, { $2: '23', $3: '0' }, 'done <*> (<*> queries, <*> cached)'), { queries: 23 }],
    [
      'never times, sizes, limits, names or fractions',
      madeRun(9, { query_ms: 4, rows_read: 9, reads_per_s: 3, query: 'q7', calls: 1.5 }),
      {}
    ]
  ])('is told %s', (_, one, asks) => {
    expect(Object.fromEntries(asksIn(one))).toEqual(asks)
  })

  it('tells more asks from dearer ones', () => {
    const fast = five((i) => madeRun(50 + i, { db_ms: 40, db_reads: 4 }))
    expect(
      asksOf(
        five((i) => madeRun(450 + i, { db_ms: 400, db_reads: 40 })),
        fast,
        dbMs
      )
    ).toMatchObject({
      slow: 40,
      fast: 4,
      eachSlowMs: 10,
      eachFastMs: 10
    })
    expect(
      asksOf(
        five((i) => madeRun(450 + i, { db_ms: 400, db_reads: 4 })),
        fast,
        dbMs
      )
    ).toBeNull()
  })
})

describe('calls per request', () => {
  const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
  const callsOf = async (each: (harm: boolean) => Record<string, unknown>): Promise<unknown> => {
    const lines = Array.from({ length: 500 }, (_, i) => {
      const harm = i >= 300
      const time = new Date(Date.parse(at('08:00')) + i * 6000).toISOString()
      return JSON.stringify({ time, level: 'info', msg: 'till closed', total_ms: (harm ? 400 : 40) + (i % 7), ...each(harm) })
    })
    await using incident = await madeIncident({ 'till.jsonl': lines.join('\n') })
    const { facts } = await incident.ask('work_per_request', both)
    return ['calls_per_request', 'let_through'].map((name) => [facts[`${name}_baseline`], facts[`${name}_window`]])
  }

  it('are those that each run states', async () => {
    expect(await callsOf((harm) => ({ db_reads: harm ? 40 : 4 }))).toEqual([
      [4, 40],
      [null, null]
    ])
  })

  it('are not those that a cache let through', async () => {
    expect(await callsOf((harm) => ({ cache_hits: harm ? 1 : 5, db_reads: harm ? 4 : 1 }))).toEqual([
      [null, null],
      [1, 4]
    ])
  })
})
