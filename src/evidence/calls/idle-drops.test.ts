import { expect, it } from 'vitest'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }

const log = (line: (i: number) => string): string =>
  Array.from({ length: 60 }, (_, i) => {
    const time = new Date(Date.parse(at('08:30')) + i * 20_000).toISOString()
    return JSON.stringify({ time, service: 'beds', level: 'warn', message: line(i) })
  }).join('\n')

it.each([
  ['Failed to validate connection pg@1 (last used 41%s s ago): Read timed out', 411],
  ['Communications link failure: the last packet successfully received from the server was 4,1%s,310 milliseconds ago', 4110],
  ['connection had been idle for 2%s s when it was closed because of max lifetime, retired', null],
  ['broken pipe on a connection that was last used %s s ago', 2]
] as const)('%s', async (line, least) => {
  await using incident = await madeIncident({
    'beds.jsonl': log((i) => line.replace('%s', String(1 + (i % 9)).padEnd(line.startsWith('Comm') ? 2 : 1, '0'))),
    'beds.csv': metricsCsv('08:00', 60, { p95_ms: (m) => (m >= 30 ? 5200 : 90) * wobble(m) })
  })
  const { facts } = await incident.ask('dependency_latency', both)
  expect(Math.round(Number(facts['idle_least_s'] ?? 0) / 10)).toBe(Math.round((least ?? 0) / 10))
  expect(facts['idle_dropped'] ?? 0).toBe(least === null ? 0 : 60)
})
