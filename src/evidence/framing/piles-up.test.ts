import { expect, it } from 'vitest'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

/** Five bad minutes from 08:30 on, and what is queued meanwhile and afterwards. */
async function framed(queued: (m: number) => number): Promise<string> {
  const bad = (m: number) => m >= 30 && m < 35
  await using incident = await madeIncident({
    'board.csv': metricsCsv('08:00', 150, {
      'p95 ms': (m) => (bad(m) ? 9000 : 80) * wobble(m),
      'errors per min': (m) => (bad(m) ? 40 : 0),
      'visible messages': (m) => Math.round(queued(m))
    })
  })
  return String((await incident.ask('frame', {})).facts['window_to'])
}

it('a short trouble goes on while what it left undone piles up, and is over while that is only caught up with', async () => {
  const grows = (m: number) => (m < 30 ? 0 : m < 110 ? (m - 29) * 12 : Math.max(0, 960 - (m - 110) * 60))
  const drains = (m: number) => (m < 30 ? 0 : m < 35 ? (m - 29) * 60 : Math.max(0, 300 - (m - 35) * 5))
  expect((await framed(grows)) > at('09:50')).toBe(true)
  expect((await framed(drains)) < at('08:45')).toBe(true)
  expect((await framed((m) => m % 3)) < at('08:45')).toBe(true)
})
