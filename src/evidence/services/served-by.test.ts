import { expect, it } from 'vitest'
import { at, madeIncident, metricsCsv } from '../testing/made-incident.ts'

const requests = (more: Readonly<Record<string, string>> = {}) =>
  Array.from({ length: 60 }, (_, minute) =>
    JSON.stringify({
      timestamp: new Date(Date.parse(at('10:00')) + minute * 60_000).toISOString(),
      method: 'GET',
      path: '/list',
      status: 200,
      duration_ms: 50,
      ...more
    })
  ).join('\n')

async function servedBy(files: Readonly<Record<string, string>>) {
  const window = { from: at('10:30'), to: at('11:00') }
  const counted = metricsCsv('10:00', 60, { requests: () => 100 })
  await using incident = await madeIncident({ 'metrics.csv': counted, ...files })
  return (await incident.ask('demand', { window, baseline: { from: at('10:00'), to: at('10:30') } })).facts['served_by']
}

it('is said by the log of requests, else by the folder that holds it, unless that only says what it holds', async () => {
  expect(await servedBy({ 'front/requests.jsonl': requests({ host: 'desk-1' }) })).toBe('desk')
  expect(await servedBy({ 'front/requests.jsonl': requests() })).toBe('front')
  expect(await servedBy({ 'logs/requests.jsonl': requests() })).toBeNull()
})
