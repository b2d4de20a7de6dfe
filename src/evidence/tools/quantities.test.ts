import { describe, expect, it } from 'vitest'
import { kindOfQuantity } from '../language/quantities.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

const window = { from: at('11:00'), to: at('12:00') }
const baseline = { from: at('10:00'), to: at('10:55') }
const spans = (hour: number, of: (i: number) => { points: number; ms: number; bay: number }): string[] =>
  Array.from({ length: 40 }, (_, i) => {
    const { points, ms, bay } = of(i)
    return JSON.stringify({
      traceId: `t${hour}${i}`,
      spanId: `s${hour}${i}`,
      name: 'draw',
      startTime: `2031-05-06T${hour}:${String(i).padStart(2, '0')}:10.000Z`,
      durationMs: ms,
      attributes: { points, bay_id: bay, took_ms: ms }
    })
  })

/** From eleven on every fourth plan has a hundred times the points of any before, and takes long; the others wait in part. */
const ask = async (later: (i: number) => { points: number; ms: number; bay: number }) => {
  const healthy = spans(10, (i) => ({ points: 10 + i, ms: 20, bay: i }))
  await using incident = await madeIncident({ 'spans.ndjson': [...healthy, ...spans(11, later)].join('\n') })
  return await incident.ask('quantities', { window, baseline })
}

describe('quantities that never were so large', () => {
  it('are told with how much longer what has them takes, whatever the rest waits behind it', async () => {
    const { rows } = await ask((i) =>
      i % 4 === 0 ? { points: 5000, ms: 9000, bay: i } : { points: 30, ms: i < 20 ? 8000 : 20, bay: i }
    )
    expect(rows.map((row) => row.slice(0, 6))).toEqual([[expect.stringContaining('points'), 'data', 49, 5000, 10, 40]])
    expect(Number(rows[0]?.[7])).toBeCloseTo(450, 0)
  })

  it('are no numbers that are names, and no durations', async () => {
    expect((await ask((i) => ({ points: 20, ms: 9000, bay: 70_000 + i }))).status).toBe('no_data')
  })

  it('are none where only a little more is asked', async () => {
    expect((await ask(() => ({ points: 90, ms: 30, bay: 1 }))).status).toBe('no_data')
  })

  it.each([
    ['db.queryCount', 'calls'],
    ['db.queries', 'calls'],
    ['cache_misses', 'misses'],
    ['attempt', 'attempts'],
    ['geometry.vertices', 'data'],
    ['weight', null]
  ] as const)('%s counts %s', (name, kind) => {
    expect(kindOfQuantity(name)).toBe(kind)
  })
})
