import { expect, it } from 'vitest'
import { at, madeIncident, metricsCsv } from '../testing/made-incident.ts'

const window = { from: at('09:00'), to: at('09:40') }
const ask = async (columns: Readonly<Record<string, (minute: number) => number>>) => {
  await using incident = await madeIncident({ 'host.csv': metricsCsv('06:00', 230, columns) })
  return await incident.ask('expiry_and_quota', { window })
}
const spentAt = (minute: number, usual: number) => (m: number) => Math.max(0, (usual * (minute - m)) / minute)

it.each([
  'CPUCreditBalance',
  'CPU Credits Remaining',
  'ebs.BurstBalance',
  'EBSIOBalance%',
  'burst_credits',
  'tokens_left',
  'remaining_requests',
  'api_quota_remaining'
])('what was saved up is used up where it stands at its end as it never did: %s', async (name) => {
  const { facts } = await ask({ [name]: spentAt(182, 400), cpu_pct: () => 20 })
  expect(facts).toMatchObject({ quota_used_up: expect.any(Number), allowance_series: name })
  expect(facts['quota_used_up']).toBeGreaterThan(20)
  expect(String(facts['allowance_spent_at']).slice(0, 15)).toBe(at('09:00').slice(0, 15))
})

it.each([
  ['some is left', { CPUCreditBalance: spentAt(600, 400) }],
  ['it is at its end on any day', { CPUCreditBalance: (m: number) => (m % 60 < 30 ? 0 : 20) }],
  ['more is lent', { CPUCreditBalance: spentAt(182, 400), CPUSurplusCreditBalance: (m: number) => (m > 182 ? m : 0) }],
  ['it is what was charged', { CPUSurplusCreditsCharged: spentAt(182, 4) }],
  ['it is money', { account_balance: spentAt(182, 400) }]
])('nothing is used up where %s', async (_, columns: Record<string, (minute: number) => number>) => {
  const { facts } = await ask({ ...columns, cpu_pct: () => 20 })
  expect(facts['allowance_series'] ?? null).toBeNull()
})
