import { describe, expect, it } from 'vitest'
import { citeFact, state } from '../domain/index.ts'
import { carried, judgedIn, madeHypothesis } from './testing/made-case.ts'
import { at, dearStatement, healthy, limitCut, locked, surge, type World } from './testing/made-world.ts'

const four = [
  madeHypothesis('H1', 'inefficient-query'),
  madeHypothesis('H2', 'demand-surge'),
  madeHypothesis('H3', 'lock-contention'),
  madeHypothesis('H4', 'misconfiguration')
]
const worlds: readonly (readonly [string, World, string])[] = [
  ['one statement that became dear', dearStatement, 'inefficient-query'],
  ['six times the load at the same cost', surge, 'demand-surge'],
  ['a statement that waits for locks', locked, 'lock-contention'],
  ['a limit that was cut', limitCut, 'misconfiguration']
]

describe('the judgement', () => {
  it.each(worlds)('on %s finds its class among four rivals', (_, world, category) => {
    const { judged, verdict } = judgedIn(world, four)
    expect(verdict.status).toBe('determined')
    expect(verdict.rootCause?.category).toBe(category)
    expect(judged[0]?.fate).toBe('accepted')
    expect(judged.filter(({ fate }) => fate === 'accepted')).toHaveLength(1)
  })

  it.each([
    ['nobody says who asks', { load_series: 'rps', load_peak: 600, load_ratio: 6 }],
    [
      'the same clients ask more often',
      { load_series: 'rps', load_peak: 600, load_ratio: 6, clients_ratio: 1, requests_per_client_ratio: 6 }
    ],
    ['what is counted is what a cache lets through', { ...surge['demand']?.facts, load_series: 'backend_req' }]
  ] as const)('does not call load a demand where %s', (_, facts) => {
    const { verdict } = judgedIn({ ...surge, demand: { facts } }, four)
    expect(verdict.rootCause?.category).not.toBe('demand-surge')
  })

  it.each(worlds)('on %s names an observation that favours it over every rival that is near', (_, world) => {
    const { judged } = judgedIn(world, four)
    const [leader, ...rivals] = judged
    for (const rival of rivals.filter(({ score }) => (leader?.score.total ?? 0) - score.total < 0.3)) {
      expect(leader?.discriminations.filter((one) => one.rival === rival.id && one.favours === 'this')).not.toHaveLength(0)
    }
  })

  it.each(worlds)('on %s is the same in whatever order the hypotheses are proposed', (_, world) => {
    const fates = (judged: readonly { id: string; fate: string }[]) =>
      Object.fromEntries(judged.map(({ id, fate }) => [id, fate]))
    expect(fates(judgedIn(world, four.toReversed()).judged)).toEqual(fates(judgedIn(world, four).judged))
  })

  it.each(worlds)('on %s never convicts another because somebody objects to the right one', (_, world, category) => {
    const right = four.find((one) => one.category === category)
    const objections = Array.from({ length: 8 }, () => ({
      hypothesis: right?.id ?? '',
      weight: 'major' as const,
      statement: state('the evidence cites {n} thing', { n: [citeFact(carried, 'rows'), 'integer'] })
    }))
    const { verdict, judged } = judgedIn(world, four, [], objections)
    expect([null, category]).toContain(verdict.rootCause?.category ?? null)
    expect(verdict.confidence).toBeLessThan(judgedIn(world, four).verdict.confidence)
    expect(judged.find(({ id }) => id === right?.id)?.objections).toHaveLength(8)
  })

  it('says that there was no incident when nothing departs from normal', () => {
    const { verdict, judged } = judgedIn(healthy, four)
    expect(verdict.status).toBe('no-incident')
    expect(judged.some(({ fate }) => fate === 'accepted')).toBe(false)
  })

  it('believes the single requests before a summary of them, where nothing else went astray', () => {
    const facts = { abnormal: true, healthy_minutes: 180, served_as_ever: true, served_runs: 4000 }
    const departs = { signal: 'p95', kind: 'latency', departs_at: at('09:30') }
    const moved = { series: 'p95', role: 'latency', onset: at('09:30'), effect_size: 80, saturated_at: null }
    const world = { ...healthy, frame: { facts, rows: [departs] }, series_onsets: { rows: [moved] } }
    const { verdict } = judgedIn(world, four)
    expect(verdict.status).toBe('no-incident')
    expect(verdict.summary[0]?.text).toContain('4,000 single requests')
    const failing = { series: 'error_rate', role: 'errors', onset: at('09:31'), effect_size: 9, saturated_at: null }
    expect(judgedIn({ ...world, series_onsets: { rows: [moved, failing] } }, four).verdict.status).not.toBe('no-incident')
  })

  it('stays undetermined when the heart of the best explanation cannot be seen', () => {
    const { operations: _, ...blind } = dearStatement
    const { verdict, judged } = judgedIn(blind, four)
    expect(verdict.status).toBe('undetermined')
    expect(verdict.rootCause).toBeNull()
    expect(judged[0]?.score.total).toBeLessThanOrEqual(0.5)
  })

  it('stays undetermined with no evidence and with no hypothesis', () => {
    expect(judgedIn({}, four).verdict.status).toBe('undetermined')
    expect(judgedIn(dearStatement, []).verdict.status).toBe('undetermined')
  })

  it('is less sure the less it knows', () => {
    const { operation_runs: _, holders_waiters: __, ...less } = dearStatement
    expect(judgedIn(less, four).verdict.confidence).toBeLessThan(judgedIn(dearStatement, four).verdict.confidence)
  })

  it('gives nothing for predictions that a hypothesis brings of its own', () => {
    const own = madeHypothesis('H1', 'demand-surge', { predictions: [{ test: 'unit-cost-rose', expected: 'yes', weight: 99 }] })
    const plain = madeHypothesis('H1', 'demand-surge')
    expect(judgedIn(dearStatement, [own]).judged[0]?.score).toEqual(judgedIn(dearStatement, [plain]).judged[0]?.score)
  })

  it('accepts no class that it cannot test', () => {
    const { verdict } = judgedIn(dearStatement, [madeHypothesis('H1', 'platform-outage')])
    expect(verdict.status).toBe('undetermined')
  })

  it('gives two dear statements a root cause and a contributing one', () => {
    const other = { population: 'statements', operation: 'select * from users where ?', entity: null, series: null } as const
    const rows =
      dearStatement['operations']?.rows?.map((row) => ({
        ...row,
        median_ms: 4000,
        p95_ms: 9000,
        slow_runs: 30,
        share_of_time: 0.5
      })) ?? []
    const third = { ...rows[0], operation: 'select * from pitches where ?', median_ms: 50, p95_ms: 61, slow_runs: 0 }
    const world = {
      ...dearStatement,
      operations: { rows: [...rows, third, { ...third, operation: 'insert into pitches', label: 'INSERT on pitches' }] }
    }
    const { judged } = judgedIn(world, [
      madeHypothesis('H1', 'inefficient-query'),
      madeHypothesis('H2', 'inefficient-query', { subject: other })
    ])
    expect(judged.map(({ fate }) => fate)).toEqual(['accepted', 'contributing'])
  })

  it('rejects a hypothesis whose figures are not those of the evidence', () => {
    const [first] = four
    const { judged: before } = judgedIn(dearStatement, four)
    const forged = state('{n} things', {
      n: [{ ...citeFact(carried, 'rows'), value: 2 }, 'integer']
    })
    const { judged } = judgedIn(dearStatement, [{ ...(first ?? madeHypothesis('H1', 'inefficient-query')), statement: forged }])
    expect(before[0]?.gates.find(({ gate }) => gate === 'cited')?.passed).toBe(true)
    expect(judged[0]?.gates.find(({ gate }) => gate === 'cited')?.passed).toBe(false)
    expect(judged[0]?.fate).toBe('rejected')
  })
})
