import { describe, expect, it } from 'vitest'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const [window, baseline] = [
  { from: at('11:00'), to: at('11:30') },
  { from: at('10:00'), to: at('11:00') }
]
const rises = (minute: number, by: number): number => wobble(minute) * (minute >= 60 ? by : 1)

async function demandOf(counted: Readonly<Record<string, (minute: number) => number>>) {
  const csv = metricsCsv('10:00', 90, { requests: (minute) => 100 * rises(minute, 6), ...counted })
  await using incident = await madeIncident({ 'metrics.csv': csv })
  return (await incident.ask('demand', { window, baseline })).facts
}

describe('clients that a series counts', () => {
  it('tell more clients from clients that ask more', async () => {
    const crowd = await demandOf({ distinct_clients: (minute) => 50 * rises(minute, 6) })
    expect(crowd['clients_ratio']).toBeCloseTo(6, 0)
    expect(crowd['requests_per_client_ratio']).toBeCloseTo(1, 1)
    const same = await demandOf({ unique_visitors: (minute) => 50 * wobble(minute) })
    expect(same['clients_ratio']).toBeCloseTo(1, 1)
    expect(same['requests_per_client_ratio']).toBeCloseTo(6, 0)
  })

  it('are not what is connected', async () => {
    const facts = await demandOf({ connected_clients: (minute) => 50 * rises(minute, 6) })
    expect(facts['clients_ratio']).toBeNull()
  })
})
