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

describe('what a log of requests holds', () => {
  /** Eight requests a minute in health; from minute 60 on so many served and so many failed. */
  const kept = (served: number, failed: number) =>
    Array.from({ length: 90 }, (_, minute) =>
      Array.from({ length: minute < 60 ? 8 : served + failed }, (__, i) =>
        JSON.stringify({
          timestamp: new Date(Date.parse(at('10:00')) + minute * 60_000 + i * 900).toISOString(),
          method: 'GET',
          path: '/list',
          status: minute >= 60 && i >= served ? 503 : 200,
          duration_ms: 50
        })
      )
    )
      .flat()
      .join('\n')
  const servedRatio = async (log: string) => {
    await using incident = await madeIncident({ 'requests.jsonl': log })
    return (await incident.ask('demand', { window, baseline })).facts['served_ratio']
  }

  it('tells how many more were served, beside how many more were logged', async () => {
    expect(await servedRatio(kept(8, 50))).toBeCloseTo(1, 1)
    expect(await servedRatio(kept(24, 30))).toBeCloseTo(3, 1)
  })

  it('is no measure of what was served where something counts requests', async () => {
    expect((await demandOf({}))['served_ratio']).toBeNull()
  })
})
