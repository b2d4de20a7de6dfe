import { expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const start = Date.parse(at('08:00'))

/** A record every five seconds that names an address under `column`, with two times of which one is the whole. */
function sent(column: string): string {
  const rows = Array.from({ length: 600 }, (_, i) => {
    const took = i < 360 ? `0,3${i % 9}` : `3${i % 9},20`
    return `${new Date(start + i * 5000).toISOString()};relay.example.org:587;receipt;0,07;${took};queued as ${i}`
  })
  return [`when;${column};template;connect_s;whole_s;answer`, ...rows].join('\n')
}

it('a record of the address that was asked and of the time that it took is a call, whatever the columns are called', async () => {
  await using incident = await madeIncident({ 'sent.csv': sent('relay') })
  const evidence = await incident.ask('dependency_latency', both)
  const [row] = rowsOf(evidence)
  expect(row).toMatchObject({ dependency: 'relay.example.org:587', window_calls: 240 })
  expect(Number(row?.['baseline_median_ms'])).toBeLessThan(400)
  expect(Number(row?.['window_median_ms'])).toBeGreaterThan(30_000)
})

it('the address of who was measured or who asked is nobody who was called', async () => {
  await using incident = await madeIncident({ 'sent.csv': sent('client') })
  const evidence = await incident.ask('dependency_latency', both)
  expect(rowsOf(evidence).map(({ dependency }) => dependency)).not.toContain('relay.example.org:587')
})
