import { expect, it } from 'vitest'
import { at, madeIncident, metricsCsv } from '../testing/made-incident.ts'

const window = { from: at('09:00'), to: at('09:30') }
const clock = (minute: number, second = 0): string =>
  `2031-05-06 ${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:${String(second).padStart(2, '0')}`
const request = (time: string, status: number, seconds: number): string =>
  JSON.stringify({ time: `${time.replace(' ', 'T')}Z`, request: 'GET /shelf', status, request_time: seconds })
const access = [
  ...Array.from({ length: 60 }, (_, i) => request(clock(i), 200, 0.04)),
  ...Array.from({ length: 20 }, (_, i) => request(clock(61 + i, 31), 500, 30))
].join('\n')
const waitOf = (minute: number, pid: number): string[] => [
  `${clock(61 + minute, 2)}.000 UTC [${pid}] app@shop LOG:  process ${pid} still waiting for AccessShareLock on relation 4711 of database 5 after 1000.1 ms`,
  `${clock(61 + minute, 2)}.000 UTC [${pid}] app@shop DETAIL:  Process holding the lock: 99. Wait queue: ${pid}.`
]

it.each([
  ['cancelled by a time-out', (pid: number) => `[${pid}] app@shop ERROR:  canceling statement due to statement timeout`],
  ['cancelled by who asked', (pid: number) => `[${pid}] app@shop ERROR:  canceling statement due to user request`],
  ['left by its client', (pid: number) => `[${pid}] app@shop LOG:  could not send data to client: Broken pipe`],
  ['ended by an operator', (pid: number) => `[${pid}] app@shop FATAL:  terminating connection due to administrator command`]
])('a wait that is never granted lasts until its session speaks again: %s', async (_, ends) => {
  await using incident = await madeIncident({
    'access.json': access,
    'pg.log': Array.from({ length: 20 }, (_, i) => [...waitOf(i, 300 + i), `${clock(61 + i, 31)}.000 UTC ${ends(300 + i)}`])
      .flat()
      .join('\n')
  })
  const { facts } = await incident.ask('lock_waits', { window })
  expect(facts['waits']).toBe(20)
  expect(facts['max_wait_ms']).toBeCloseTo(30_000, -2)
  expect(facts['share_of_slow_time']).toBeGreaterThan(0.9)
})

it('a wait after which nobody speaks is as long as it was logged, and one that was granted as long as that says', async () => {
  await using incident = await madeIncident({
    'access.json': access,
    'pg.log': [
      ...Array.from({ length: 10 }, (_, i) => waitOf(i, 300 + i)).flat(),
      `${clock(61, 6)}.000 UTC [300] app@shop LOG:  process 300 acquired AccessShareLock on relation 4711 of database 5 after 5000.1 ms`,
      `${clock(62, 59)}.000 UTC [300] app@shop ERROR:  relation "shelve" does not exist`
    ].join('\n')
  })
  const { facts } = await incident.ask('lock_waits', { window })
  expect(facts['max_wait_ms']).toBeCloseTo(5000.1)
})

it('those who wait are a share of those at work, not of all who queue before the door', async () => {
  const late = (before: number, now: number) => (minute: number) => (minute >= 62 && minute < 80 ? now : before)
  await using incident = await madeIncident({
    // Requests wait a minute for one of ten workers, so that their time is many times that of the workers.
    'access.json': [
      ...Array.from({ length: 60 }, (_, i) => request(clock(i), 200, 0.04)),
      ...Array.from({ length: 1800 }, (_, i) => request(clock(62 + Math.floor(i / 100), i % 60), 504, 60))
    ].join('\n'),
    'pool.csv': metricsCsv('08:00', 100, { 'workers.busy': late(1, 10), 'db.waiting_on_lock': late(0, 8), 'db.tps': () => 3 })
  })
  const { facts } = await incident.ask('lock_waits', { window })
  expect(facts['measured_share']).toBeGreaterThan(0.8)
})
