import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, type MadeIncident, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const partners = ['north', 'south', 'west']
const iso = (second: number) => new Date(Date.parse(at('08:00')) + second * 1000).toISOString()

/** From half past on the south answers late; the program's own sums take long all the time, and nobody answers them. */
const lines = Array.from({ length: 900 }, (_, i) => {
  const [second, partner] = [i * 3.3, partners[i % 3] ?? '']
  const late = partner === 'south' && second >= 1800
  const ms = Math.round((late ? 30_000 : 300) * wobble(i, 0.3))
  const quote = {
    time: iso(second),
    level: 'info',
    message: 'quote answered',
    partner,
    outcome: late ? 'late' : 'fine',
    quote_ms: ms,
    queued_ms: ms,
    rc: 200
  }
  return [
    JSON.stringify(quote),
    JSON.stringify({ time: iso(second), level: 'info', message: 'premium worked out', sums_ms: 4000 })
  ].join('\n')
}).join('\n')

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident({ 'broker.jsonl': lines })
})
afterAll(() => incident[Symbol.asyncDispose]())

describe('times that a line states of others', () => {
  it('are calls to them, told apart by the kind of which nearly all that is slow is', async () => {
    const rows = rowsOf(await incident.ask('dependency_latency', both))
    const south = rows.find(({ dependency }) => dependency === 'south (quote)')
    expect(south?.['slower_at']).not.toBeNull()
    expect(south?.['ratio']).toBeGreaterThan(50)
    expect(rows.find(({ dependency }) => dependency === 'north (quote)')?.['slower_at']).toBeNull()
  })

  it('are none of what a request itself did and waited for', async () => {
    const rows = rowsOf(await incident.ask('dependency_latency', both))
    expect(rows.filter(({ dependency }) => String(dependency).includes('queued'))).toEqual([])
  })

  it('are none where nobody is said to have answered', async () => {
    const rows = rowsOf(await incident.ask('dependency_latency', both))
    expect(rows.filter(({ dependency }) => String(dependency).includes('sums'))).toEqual([])
  })
})
