import { expect, it } from 'vitest'
import { at, madeIncident } from '../testing/made-incident.ts'

const clock = (minute: number): string =>
  new Date(Date.parse(at('08:00')) + minute * 60_000).toISOString().slice(0, 19).replace('T', ' ')
const rounds = (held: (round: number) => number): string =>
  Array.from(
    { length: 24 },
    (_, i) => `=== ${clock(10 * i)} UTC\nCLOSE-WAIT ${held(i)}\nfds of till ${held(i) + 20} / 1024\nuptime ok`
  ).join('\n')
const both = { window: { from: at('11:00'), to: at('12:00') }, baseline: { from: at('08:00'), to: at('11:00') } }

it('what is printed below a time again and again is a level, and grows where it is not given back', async () => {
  await using incident = await madeIncident({ 'rounds.txt': rounds((i) => 3 + 12 * i) })
  expect((await incident.ask('resource_trends', both)).facts).toMatchObject({ growing: 2, top_role: 'holders' })
})

it('what comes and goes does not', async () => {
  await using incident = await madeIncident({ 'rounds.txt': rounds((i) => 30 + (i % 3)) })
  expect((await incident.ask('resource_trends', both)).facts).toMatchObject({ growing: 0 })
})
