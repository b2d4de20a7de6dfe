import { expect, it } from 'vitest'
import { at, madeIncident } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }
const line = (minute: number, text: string): string =>
  `${new Date(Date.parse(at('08:00')) + minute * 60_000).toISOString()} ${text}`

async function wayIn(network: readonly string[]): Promise<unknown> {
  const desk = Array.from({ length: 50 }, (_, m) =>
    line(m, m < 30 ? 'INFO desk opened' : 'ERROR desk could not open: connection to shelf.example:5432 refused')
  )
  await using incident = await madeIncident({ 'desk.log': desk.join('\n'), 'switch.log': network.join('\n') })
  return (await incident.ask('dependency_latency', both)).facts['way_text'] ?? null
}

it('a trouble of the way that switches and hosts tell of is heard where it is new, or names who is called', async () => {
  const doors = Array.from({ length: 25 }, (_, m) => line(2 * m, 'sw1 link is down on port 17'))
  const flaps = [32, 35, 38].map((m) => line(m, 'sw1 host 0000.5e00.5301 is flapping between port 1 and port 7'))
  expect(await wayIn([...doors, ...flaps])).toContain('flapping')
  expect(await wayIn(doors)).toBeNull()
  expect(await wayIn(flaps)).toBeNull()
  expect(await wayIn([line(31, 'sw1 duplicate address shelf.example seen on port 9')])).toContain('duplicate address')
})
