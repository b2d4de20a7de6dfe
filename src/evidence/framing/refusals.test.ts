import { expect, it } from 'vitest'
import { epochMsOf } from '../../domain/index.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

/** Three hours of four requests a minute of each of two operations, slow for nine minutes at 10:30; one answers otherwise from 12:00 to 12:30, to one in so many. */
async function framedWhereOneSays(status: number, to = 1) {
  const lines = Array.from({ length: 180 * 8 }, (_, i) => {
    const time = new Date(epochMsOf(at('10:00')) + i * 7500).toISOString()
    const isOdd = i % 2 === 0 && i >= 120 * 8 && i < 150 * 8 && i % (2 * to) === 0
    return `${time},${i % 2 === 0 ? '/quotes' : '/pages'},${isOdd ? status : 200},${(80 + (i % 7)) * (i >= 240 && i < 312 ? 4 : 1)}`
  })
  await using incident = await madeIncident({ 'web.csv': ['time,path,status,duration_ms', ...lines].join('\n') })
  return await incident.ask('frame')
}

it('what is turned away of one operation is harm, though it is answered quickly and without an error', async () => {
  const { facts, rows } = await framedWhereOneSays(422)
  expect(facts['abnormal']).toBe(true)
  expect(rows.map(([signal]) => signal)).toEqual(
    expect.arrayContaining(['p95 of requests from the log', 'turned away of /quotes'])
  )
  expect(Math.abs(epochMsOf(String(facts['window_from'])) - epochMsOf(at('12:00')))).toBeLessThanOrEqual(5 * 60_000)
})

it('who is not known and what is not there are turned away rightly', async () => {
  expect((await framedWhereOneSays(401)).facts['abnormal']).toBe(false)
  expect((await framedWhereOneSays(404)).facts['abnormal']).toBe(false)
})

it('what some fill in wrongly is no harm', async () => {
  expect((await framedWhereOneSays(422, 5)).facts['abnormal']).toBe(false)
})

/** Of forty people who each ask twice in ten minutes a third are told to wait from 12:00 on; or the one who asks all the time is. */
it.each([
  ['people who ask no more than others', false, true],
  ['whoever asks far more often than others', true, false]
])('who is told that he asks too often is turned away rightly only where he does: %s', async (_, isOne, abnormal) => {
  const lines = Array.from({ length: 180 * 8 }, (__, i) => {
    const time = new Date(epochMsOf(at('10:00')) + i * 7500).toISOString()
    const asksOften = i % 3 === 0
    const who = asksOften && isOne ? 250 : (i * 7) % 40
    return `${time},10.0.0.${who},/pages/${i % 5},${asksOften && i >= 120 * 8 && i < 150 * 8 ? 429 : 200},${80 + (i % 7)}`
  })
  await using incident = await madeIncident({ 'web.csv': ['time,client_ip,path,status,duration_ms', ...lines].join('\n') })
  expect((await incident.ask('frame')).facts['abnormal']).toBe(abnormal)
})
