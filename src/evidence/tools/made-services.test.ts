import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf, type Evidence } from '../../domain/index.ts'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'
import { limitLowered, lockHeld, slowByParameter, surge } from '../testing/made-incidents.ts'

const window = { from: at('08:30'), to: at('08:50') }
const baseline = { from: at('08:00'), to: at('08:30') }
const both = { window, baseline }

const makers = { slowByParameter, surge, limitLowered, lockHeld }
const incidents = new Map<string, MadeIncident>()
beforeAll(async () => {
  for (const [name, make] of Object.entries(makers)) incidents.set(name, await madeIncident(make()))
})
afterAll(async () => {
  for (const incident of incidents.values()) await incident[Symbol.asyncDispose]()
})
/** Asks a tool of one of the made incidents, over its trouble against the healthy time before. */
const asked = async (name: keyof typeof makers, tool: string, args: Record<string, unknown> = both): Promise<Evidence> => {
  const incident = incidents.get(name)
  if (!incident) throw new Error(`no incident ${name}`)
  return incident.ask(tool, args)
}
const facts = async (name: keyof typeof makers, tool: string) => (await asked(name, tool)).facts

describe('an operation that is slow for some of its parameters', () => {
  it('costs more per request at the same load, and only in its slow mode', async () => {
    const work = await facts('slowByParameter', 'work_per_request')
    const pairs = await facts('slowByParameter', 'matched_load')
    const pool = await facts('slowByParameter', 'holders_waiters')
    const physics = await facts('slowByParameter', 'littles_law')
    const demand = await facts('slowByParameter', 'demand')
    expect(work['top_label']).toBe('SELECT on stock')
    expect(work['top_ratio']).toBeGreaterThan(50)
    expect(work['others_ratio']).toBeCloseTo(1, 0)
    expect(demand['load_ratio']).toBeCloseTo(1, 0)
    expect(pairs['pairs']).toBeGreaterThan(10)
    expect(physics).toMatchObject({ obeys: 'yes', drawn: false, drawn_series: null })
    expect(pool).toMatchObject({ limit: 10, explained_by: 'hold-time' })
  })

  it('is told from fast runs by the days ahead, not by waiting, and runs slow and fast interleaved', async () => {
    const operation = (await facts('slowByParameter', 'operations'))['top_operation']
    const contrast = await asked('slowByParameter', 'contrast', { population: 'statements', operation, window })
    expect(contrast.facts).toMatchObject({ best_attribute: 'day days ahead', best_rule: 'day days ahead > 30', bimodal: true })
    expect(contrast.facts['best_separation']).toBeGreaterThan(0.95)
    const waiting = rowsOf(contrast).find(({ attribute }) => attribute === 'waiters at the time')
    expect(waiting?.['separation'] ?? 0.5).toBeLessThan(0.75)
    const runs = await asked('slowByParameter', 'operation_runs', { population: 'statements', operation, window, limit: 50 })
    expect(runs.facts).toMatchObject({ interleaved: true })
    expect(runs.facts['fast_max_ms']).toBeLessThan(500)
    expect(runs.rows).toHaveLength(50)
    expect(runs.omitted?.rows).toBe(Number(runs.facts['runs']) - 50)
  })

  it('needs the slow mode removed; whether more units help hangs on what was not measured', async () => {
    const counterfactual = await facts('slowByParameter', 'counterfactual')
    expect(counterfactual).toMatchObject({ calibrated: true, scaling_removes: null, removed_failed_share: 0 })
    expect(counterfactual['as_is_failed_share']).toBeGreaterThan(0.05)
  })
})

describe('a surge of demand', () => {
  it('is more requests of the same cost, explained by load, without a healthy time of such load', async () => {
    const work = await facts('surge', 'work_per_request')
    const pairs = await facts('surge', 'matched_load')
    const pool = await facts('surge', 'holders_waiters')
    const demand = await facts('surge', 'demand')
    const onsets = await facts('surge', 'series_onsets')
    expect(work['unit_cost_ratio']).toBeCloseTo(1, 1)
    expect(demand['load_ratio']).toBeGreaterThan(4)
    expect(demand['clients_ratio']).toBeGreaterThan(3)
    expect(pairs['pairs']).toBe(0)
    expect(pool['explained_by']).toBe('arrivals')
    expect(onsets['moved_beyond_load']).toBe(0)
    expect(onsets['first_mover']).toBe('requests_per_min')
  })

  it('is what scaling removes', async () => {
    const counterfactual = await facts('surge', 'counterfactual')
    expect(counterfactual).toMatchObject({ calibrated: true, scaling_removes: true })
    expect(counterfactual['removed_failed_share']).toBeGreaterThan(0.05)
  })
})

describe('a limit that was lowered', () => {
  it('shows in the pool alone: load and cost are as before', async () => {
    const work = await facts('limitLowered', 'work_per_request')
    const pairs = await facts('limitLowered', 'matched_load')
    const pool = await facts('limitLowered', 'holders_waiters')
    const demand = await facts('limitLowered', 'demand')
    expect(pool).toMatchObject({ limit_after: 2, limit_changed_at: at('08:30') })
    expect(pool['limit_before']).toBeGreaterThan(2)
    expect(work['unit_cost_ratio']).toBeCloseTo(1, 1)
    expect(demand['load_ratio']).toBeCloseTo(1, 1)
    expect(pairs['good_is']).toBe('before')
  })
})

describe('work that waits for a lock', () => {
  it('holds the pool for longer, and more units are not promised to help', async () => {
    const work = await facts('lockHeld', 'work_per_request')
    const pool = await facts('lockHeld', 'holders_waiters')
    const counterfactual = await facts('lockHeld', 'counterfactual')
    expect(work['top_label']).toBe('INSERT on orders')
    expect(work['others_ratio']).toBeCloseTo(1, 1)
    expect(pool['explained_by']).toBe('hold-time')
    expect(counterfactual['scaling_removes']).not.toBe(true)
  })

  it('is over when the lock is given back: nothing stays slow after', async () => {
    const after = await asked('lockHeld', 'after_intervention', {
      time: at('08:50'),
      window: { from: at('08:30'), to: at('09:00') }
    })
    expect(Number(after.facts['slow_after'])).toBeLessThan(Number(after.facts['slow_before']) / 10)
    expect(after.facts['recovered_at']).not.toBeNull()
  })
})
