import { expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, wobble } from '../testing/made-incident.ts'

const both = { window: { from: at('08:30'), to: at('08:50') }, baseline: { from: at('08:00'), to: at('08:30') } }

/** Two hosts serve two routes alike; from half past on lists are slow where web-2 asks for them. */
const requests = Array.from({ length: 60 * 24 }, (_, i) => {
  const [minute, host, path] = [Math.floor(i / 24), `web-${(i % 2) + 1}`, i % 4 < 2 ? '/list' : '/item']
  const slow = minute >= 30 && host === 'web-2' && path === '/list'
  return JSON.stringify({
    timestamp: new Date(Date.parse(at('08:00')) + minute * 60_000 + (i % 24) * 2000).toISOString(),
    host,
    method: 'GET',
    path,
    status: 200,
    duration_ms: Math.round((slow ? 2000 : 50) * wobble(i, 0.2))
  })
}).join('\n')

it('shows what each instance ran, how much of it was slow, and what took its time', async () => {
  await using incident = await madeIncident({ 'requests.jsonl': requests })
  const evidence = await incident.ask('work_by_instance', both)
  expect(evidence.facts).toEqual({ instances: 2 })
  const told = rowsOf(evidence).map((row) => [
    row['operation'],
    row['instance'],
    row['runs'],
    row['slow_runs'],
    row['baseline_runs']
  ])
  expect(told.filter(([operation]) => operation === 'GET /list')).toEqual([
    ['GET /list', 'web-1', 120, 0, 180],
    ['GET /list', 'web-2', 120, 120, 180]
  ])
  const share = rowsOf(evidence).find((row) => row['operation'] === 'GET /list' && row['instance'] === 'web-2')?.['time_share']
  expect(share).toBeGreaterThan(0.9)
})

it('has nothing to show of one instance alone', async () => {
  await using incident = await madeIncident({ 'requests.jsonl': requests.replaceAll('web-2', 'web-1') })
  expect((await incident.ask('work_by_instance', both)).status).toBe('no_data')
})
