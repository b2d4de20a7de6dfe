import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../src/domain/index.ts'
import { madeIncident, type MadeIncident } from '../src/evidence/testing/made-incident.ts'

const external = process.env['INQUEST_EXTERNAL']
const folder = external === undefined ? null : join(external, 'incident', 'community-centre-booking')
const there = folder !== null && existsSync(folder)

/** Times of the real incident's day. */
const on = (clock: string): string => `2025-01-15T${clock}.000Z`

// Without INQUEST_EXTERNAL this shows as skipped in every run's summary: the real incident is not committed.
describe.skipIf(!there)('evidence of the real incident (needs INQUEST_EXTERNAL)', () => {
  let incident: MadeIncident
  const window = { from: on('09:00:00'), to: on('14:00:00') }
  const baseline = { from: on('08:00:00'), to: on('09:00:00') }
  beforeAll(async () => {
    incident = await madeIncident(folder ?? '')
  })
  afterAll(() => incident?.[Symbol.asyncDispose]())

  it('frames it from nine o’clock with an hour of healthy time', async () => {
    const { facts } = await incident.ask('frame')
    expect(facts).toMatchObject({ abnormal: true, window_from: on('09:00:00'), baseline_from: on('08:00:00') })
    expect(String(facts['window_to']) >= on('13:40:00')).toBe(true)
  })

  it('knows that its logs are samples', async () => {
    const { facts } = await incident.ask('catalogue')
    expect(facts).toMatchObject({
      requests_complete: 'sample',
      statements_complete: 'sample',
      events_complete: 'sample',
      unread: 0
    })
  })

  it('finds the wrong weekday, waiters long before "exhausted", and a peak that the brief misses', async () => {
    const rows = rowsOf(await incident.ask('contradictions'))
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'weekday', first_value: 'Monday', second_value: 'Wednesday' }))
    expect(rows).toContainEqual(
      expect.objectContaining({ kind: 'time', first_value: on('10:35:12'), second_value: on('09:15:00') })
    )
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'value', first_value: 174_789, second_value: 226_789 }))
    // Stated waiters (15) against measured (79, 142): an alert, the database log, the application log. Nothing else.
    expect(rows).toHaveLength(6)
  })

  it('shows the first alert acknowledged, 23 minutes before the first ticket, and nothing done for three hours', async () => {
    const { facts } = await incident.ask('alerts_timeline', { window })
    expect(facts).toMatchObject({ first_at: on('09:00:47'), first_status: 'acknowledged' })
    expect(Math.round(Number(facts['minutes_to_first_report']))).toBe(23)
    expect(Math.round(Number(facts['minutes_to_first_intervention']))).toBe(195)
  })

  it('finds what was done: sessions terminated, the pool restarted and raised from 10 to 15', async () => {
    const rows = rowsOf(await incident.ask('interventions', { window }))
    expect(rows[0]).toMatchObject({ time: '2025-01-15T12:15:56.456Z' })
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['restart', 'terminate', 'raise-limit']))
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'raise-limit', before: '10', after: '15' }))
    expect((await incident.ask('limits', { window, baseline })).facts).toMatchObject({ lowered: false })
  })

  it('computes failed attempts, and lists the figures that the materials state', async () => {
    const { facts } = await incident.ask('impact', { window, baseline })
    expect(facts['failed_attempts']).toBeGreaterThan(30_000)
    expect(facts['failed_attempts']).toBeLessThan(40_000)
    expect(facts).toMatchObject({ stated_affected: 1247, stated_lost: 89, paid_without_result: 2 })
  })

  it('reads how far the planner was misled', async () => {
    const { facts } = await incident.ask('plans')
    expect(facts).toMatchObject({ plans: 2, worst_node: 'Nested Loop Left Join' })
    expect(facts['worst_estimate_ratio']).toBeCloseTo(684.2)
  })
})
