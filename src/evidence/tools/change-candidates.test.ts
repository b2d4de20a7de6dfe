import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, metricsCsv, type MadeIncident } from '../testing/made-incident.ts'

const window = { from: at('10:00'), to: at('11:00') }
const diff = (...lines: string[]) => ['@@ -1,3 +1,3 @@', ...lines].join('\n')
const span = (trace: number, id: string, parent: string | null, service: string, name: string) => ({
  traceId: `t${trace}`,
  spanId: `${trace}${id}`,
  parentSpanId: parent === null ? null : `${trace}${parent}`,
  'service.name': service,
  name,
  timestamp: at('09:00'),
  duration_ms: 20
})

/** Orders call stock; a shared client library was changed in the morning; an innocent release lies just before the trouble. */
const files = {
  'changes.json': JSON.stringify([
    {
      committed_at: at('07:00'),
      commit: 'aa11bb22cc',
      repo: 'shared-http-client',
      title: 'Resilience',
      diff: diff('-  maxAttempts: 1', '+  maxAttempts: 8', '-  backoff: exponential')
    },
    {
      committed_at: at('07:10'),
      commit: 'dd44ee55ff',
      service: 'stock',
      title: 'Show totals',
      diff: diff('+for (const item of items) {', '+  item.total = await totalsClient.get(item.id)', '+}')
    },
    {
      committed_at: at('09:57'),
      commit: '9900aa88bb',
      service: 'stock',
      title: 'Retry harder, for the next release',
      diff: diff('+  retry(9)')
    },
    {
      committed_at: at('09:40'),
      commit: 'abc1234def',
      service: 'stock',
      title: 'Update footer',
      diff: '--- a/x.css\n+++ b/x.css\n@@ -1 +1 @@\n-a\n+b'
    },
    { deployed_at: at('09:00'), deploy_id: 'd-1', service: 'stock', title: 'Release with dd44ee5' },
    { deployed_at: at('09:20'), deploy_id: 'd-2', service: 'orders', title: 'Release with aa11bb2' },
    { deployed_at: at('09:55'), deploy_id: 'd-3', service: 'stock', title: 'Release with abc1234' },
    {
      deployed_at: at('09:50'),
      deploy_id: 'd-4',
      service: 'press',
      title: 'Press office',
      diff: diff('-  maxAttempts: 1', '+  maxAttempts: 9')
    },
    { changed_at: at('10:40'), flag: 'new-search', service: 'orders', from: 'off', to: 'on' }
  ]),
  'traces.json': JSON.stringify({
    spans: [1, 2, 3].flatMap((trace) => [
      span(trace, 'a', null, 'orders', 'POST /orders'),
      span(trace, 'b', 'a', 'stock', 'GET /stock')
    ])
  }),
  'metrics.csv': metricsCsv('08:00', 180, { response_time_ms: (minute) => (minute >= 120 ? 900 : 50) + (minute % 3) })
}

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident(files)
})
afterAll(() => incident[Symbol.asyncDispose]())
const row = async (ref: string, args: Record<string, unknown>) =>
  rowsOf(await incident.ask('change_candidates', { window, ...args })).find((one) => one['ref'] === ref)

describe('changes ranked by what they can produce', () => {
  it('finds the older commit of a library and not the nearest, innocent release', async () => {
    const { facts } = await incident.ask('change_candidates', { window, component: 'orders', category: 'retry-storm' })
    expect(facts).toMatchObject({
      best_ref: 'aa11bb22cc',
      best_kind: 'commit',
      best_time: at('09:20'),
      nearest_ref: 'd-3',
      nearest_able: false
    })
    expect(facts['onset']).toBe(at('10:00'))
  })

  it('lets a commit act with the deploy that names it, and not at all when none came', async () => {
    expect(await row('aa11bb22cc', { component: 'orders' })).toMatchObject({ acts_at: at('09:20'), minutes_before_onset: 40 })
    expect(await row('dd44ee55ff', { component: 'stock' })).toMatchObject({
      acts_at: at('09:00'),
      can_produce: expect.stringContaining('query-amplification')
    })
    expect(await row('9900aa88bb', { component: 'stock' })).toMatchObject({
      able: false,
      acts_at: null,
      reason: expect.stringContaining('not deployed')
    })
  })

  it('tells whose a change is', async () => {
    const args = { component: 'orders', category: 'retry-storm' }
    expect(await row('d-4', args)).toMatchObject({
      matches_component: 'other',
      able: false,
      reason: expect.stringContaining('another service')
    })
    expect(await row('dd44ee55ff', args)).toMatchObject({ matches_component: 'dependency' })
    expect(await row('aa11bb22cc', args)).toMatchObject({ matches_component: 'shared', able: true })
  })

  it('does not let what came after the onset act before it', async () => {
    expect(await row('new-search', { component: 'orders' })).toMatchObject({
      acts_before_onset: false,
      able: false,
      old: 'off',
      new: 'on'
    })
  })

  it('lets a deploy that says nothing stand for the commits that it brought', async () => {
    expect(await row('d-1', { component: 'stock', category: 'query-amplification' })).toMatchObject({
      able: true,
      reason: expect.stringContaining('brings a commit')
    })
    expect(await row('d-3', { component: 'stock' })).toMatchObject({ able: false, can_produce: null })
  })

  it('convicts nobody of what no change can produce', async () => {
    const { facts } = await incident.ask('change_candidates', { window, component: 'orders', category: 'expired-certificate' })
    expect(facts).toMatchObject({ able: 0, best_ref: null, nearest_ref: 'd-3', nearest_able: false })
  })
})

it('says what was searched when nothing is recorded', async () => {
  await using quiet = await madeIncident({ 'app.log': '2031-05-06 08:00:01 INFO all well\n2031-05-06 08:40:01 ERROR broke\n' })
  expect(await quiet.ask('change_candidates', { window })).toMatchObject({
    status: 'no_data',
    reading: expect.stringContaining('were searched')
  })
})
