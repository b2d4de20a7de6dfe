import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { rowsOf } from '../../domain/index.ts'
import { roundUp } from '../protection/round-up.ts'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'
import { limitLowered, slowByParameter, surge } from '../testing/made-incidents.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const makers = { limitLowered, slowByParameter, surge }
const incidents = new Map<string, MadeIncident>()
beforeAll(async () => {
  for (const [name, make] of Object.entries(makers)) incidents.set(name, await madeIncident(make()))
})
afterAll(async () => {
  for (const incident of incidents.values()) await incident[Symbol.asyncDispose]()
})
const ask = async (name: keyof typeof makers, tool: string, args: Record<string, unknown> = {}) => {
  const incident = incidents.get(name)
  if (!incident) throw new Error(`no incident ${name}`)
  return incident.ask(tool, { ...both, ...args })
}
const suspect = async () => (await ask('slowByParameter', 'operations')).facts['top_operation']

describe('parameters of measures', () => {
  it('a time-out spares every usual run and ends the slow ones', async () => {
    const { facts } = await ask('slowByParameter', 'measure_parameters', {
      population: 'statements',
      operation: await suspect()
    })
    expect(facts).toMatchObject({ timeout_ends_usual_share: 0, timeout_ends_slow_share: 1, timeout_why_not: null })
    expect(Number(facts['timeout_ms'])).toBeGreaterThanOrEqual(3 * Number(facts['usual_p99_ms']))
    expect(Number(facts['timeout_ms'])).toBeLessThan(Number(facts['slow_min_ms']))
  })

  it("the pool's need at usual cost is far below its size where the cost of work is the trouble", async () => {
    const { facts } = await ask('slowByParameter', 'measure_parameters')
    expect(facts).toMatchObject({ pool_limit: 10, timeout_ms: null, timeout_why_not: 'no operation is suspected' })
    expect(Number(facts['units_with_headroom'])).toBeLessThan(5)
  })

  it('and above it where a limit was lowered or demand rose', async () => {
    const lowered = (await ask('limitLowered', 'measure_parameters')).facts
    const risen = (await ask('surge', 'measure_parameters')).facts
    expect(Number(lowered['units_with_headroom'])).toBeGreaterThan(3)
    expect(Number(risen['units_at_peak'])).toBeGreaterThan(Number(risen['pool_limit']))
  })

  it('quiet hours are not named from an hour of load', async () => {
    const { facts } = await ask('surge', 'measure_parameters')
    expect(facts).toMatchObject({ quiet_from: null, quiet_why_not: expect.stringContaining('a day') })
  })

  it('are numbers that a person would set, never below what was asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (value) => {
        const rounded = roundUp(value)
        expect(rounded).toBeGreaterThanOrEqual(value * (1 - 1e-9))
        expect(rounded).toBeLessThanOrEqual(value * 1.5 + 1e-12)
        expect(roundUp(rounded)).toBe(rounded)
      })
    )
  })
})

describe('trials of measures', () => {
  it('end or contain the harm where scaling does not', async () => {
    const operation = await suspect()
    const trial = await ask('slowByParameter', 'measure_trial', {
      operation,
      measures: [
        { name: 'time-out', work_timeout_ms: 500 },
        { name: 'bulkhead', bulkhead_limit: 3 },
        { name: 'cause removed', cause_removed: true }
      ]
    })
    const rows = new Map(rowsOf(trial).map((row) => [row['measure'], row]))
    const others = (name: string): number => Number(rows.get(name)?.['harmed_others'])
    expect(trial.facts).toMatchObject({ calibrated: true, why_not: null, measures: 3 })
    expect(others('as it was')).toBeGreaterThan(30)
    expect(others('time-out')).toBe(0)
    expect(others('bulkhead')).toBeLessThan(others('as it was') / 5)
    expect(rows.get('cause removed')).toMatchObject({ harmed: 0, harm_minutes: 0 })
    // What a time-out ends has failed: it is counted.
    expect(Number(rows.get('time-out')?.['failed'])).toBeGreaterThan(100)
  })

  it('a lowered limit put back is the cause removed', async () => {
    const trial = await ask('limitLowered', 'measure_trial', { measures: [{ name: 'cause removed', cause_removed: true }] })
    const [asIs, removed] = rowsOf(trial)
    expect(Number(asIs?.['harmed'])).toBeGreaterThan(20)
    expect(Number(removed?.['harmed'])).toBeLessThan(Number(asIs?.['harmed']) / 10)
  })

  it('more of the resource is what helps in a surge', async () => {
    const trial = await ask('surge', 'measure_trial', { measures: [{ name: 'double', scale: 2 }] })
    const [asIs, double] = rowsOf(trial)
    expect(Number(double?.['harmed'])).toBeLessThan(Number(asIs?.['harmed']) / 10)
  })
})
