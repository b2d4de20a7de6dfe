import { expect, it } from 'vitest'
import type { Evidence } from '../../domain/index.ts'
import { heldByFew } from './few-clients-made-the-load.ts'

const makeup = (facts: Record<string, string | number>): Evidence => ({
  id: 'ev_000000000001',
  tool: 'traffic_makeup',
  arguments: {},
  status: 'found',
  reading: '',
  rows: [],
  columns: [],
  omitted: null,
  sources: ['S1'],
  facts: {
    grown_value: 'network 7',
    grown_clients: 4,
    grown_time_share: 0.98,
    grown_cost_ratio: 900,
    grown_failed_share: 1,
    grown_share_baseline: 0,
    grown_top_route: '/-',
    ...facts
  }
})

it('a few who open requests and never say what they ask for hold whoever serves', () => {
  expect(heldByFew(makeup({}))).not.toBeNull()
})

it.each([
  ['who ask for something dear', { grown_top_route: 'GET /report' }],
  ['whose requests are answered', { grown_failed_share: 0.2 }],
  ['who did so before, as a balancer does', { grown_share_baseline: 0.05 }],
  ['while all others wait as long', { grown_cost_ratio: 1.2 }],
  ['for a small part of the time', { grown_time_share: 0.2 }]
])('but not those %s', (_, facts) => {
  expect(heldByFew(makeup(facts))).toBeNull()
})
