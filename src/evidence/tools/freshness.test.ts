import { afterAll, beforeAll, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'

/** An export every five minutes, and a replica a second behind, until both stop for half an hour; another one only clears up. */
const minutes = Array.from({ length: 150 }, (_, minute) => minute)
const isIll = (minute: number): boolean => minute >= 60 && minute < 90
const time = (minute: number): string => new Date(Date.parse(at('10:00')) + minute * 60_000).toISOString()
const log = minutes.flatMap((m) => {
  if (m % 5 !== 0) return []
  const cleanup = `${time(m)} INFO Cleanup of carts finished in 20 ms`
  return isIll(m) ? [cleanup] : [`${time(m)} INFO Export of slots finished in 900 ms`, cleanup]
})
const series = [
  'timestamp,instance,metric,value',
  ...minutes.flatMap((m) => [
    `${time(m)},db-2,replication_lag_seconds,${isIll(m) ? (m - 59) * 60 : 1 + (m % 2)}`,
    `${time(m)},web,response_time_ms,${isIll(m) ? 900 : 80 + (m % 5)}`
  ])
]
const window = { from: at('11:00'), to: at('11:30') }

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident({ 'app.log': log.join('\n'), 'series.csv': series.join('\n') })
})
afterAll(() => incident[Symbol.asyncDispose]())

it('tells of each thing whose age is known how old it is as a rule, and how old it grew', async () => {
  const found = await incident.ask('freshness', { window })
  expect(found.facts['told']).toBe(2)
  const rows = new Map(rowsOf(found).map((row) => [row['name'], row]))
  expect(rows.get('replication_lag_seconds')).toMatchObject({ by: 'age', unit: 's', healthy_most: 2, incident_most: 1800 })
  // Nobody notices that something is four seconds old.
  expect(rows.get('replication_lag_seconds')?.['bound']).toBe(10)
  expect(rows.get('export of slots')).toMatchObject({ by: 'job', period: 300, bound: 600 })
  expect(Number(rows.get('export of slots')?.['incident_most'])).toBeGreaterThan(1800)
})

it('and what share of a month’s budget the incident spent', async () => {
  const signal = { of: 'stale-share', by: 'job', name: 'export of slots', entity: null, bound: 600, holdSeconds: 120 }
  const budget = await incident.ask('error_budget', { signal, window })
  // Of thirty-five minutes since the last export the first ten are fresh; half an hour of the incident is looked at.
  expect(budget.facts['incident_share']).toBeGreaterThan(0.75)
  expect(budget.facts['healthy_share']).toBeLessThan(0.1)
})

it('says that nothing tells of it, where nothing does', async () => {
  await using bare = await madeIncident({ 'series.csv': series.filter((line) => !line.includes('lag')).join('\n') })
  expect((await bare.ask('freshness', { window })).status).toBe('no_data')
})
