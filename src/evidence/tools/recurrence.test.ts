import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const window = { from: at('11:55'), to: at('12:30') }
const minutes = 8 * 60
const series = (harmed: (minute: number) => boolean) =>
  metricsCsv('05:00', minutes, {
    requests_per_min: (minute) => 100 * wobble(minute),
    response_time_ms: (minute) => (harmed(minute) ? 900 : 50) * wobble(minute)
  })
const clock = (hour: number, minute: number) => at(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const hourly = Array.from({ length: 8 }, (_, i) => [
  `${clock(5 + i, 0)} INFO Starting stock sync`,
  `${clock(5 + i, 9)} INFO Stock sync completed`
])
  .flat()
  .join('\n')

describe('what comes again', () => {
  it('is harm at the same minute of every hour, with the job before it', async () => {
    await using made = await madeIncident({
      'metrics.csv': series((minute) => minute % 60 >= 2 && minute % 60 < 9),
      'jobs.log': hourly
    })
    const evidence = await made.ask('recurrence', { window })
    expect(evidence.facts).toMatchObject({
      harm_recurs: true,
      harm_period_minutes: 60,
      harm_episodes: 8,
      previous_episodes: 7,
      job: 'stock sync',
      job_period_minutes: 60,
      job_other_runs_unharmed: 0,
      onset_minute_mark: 2,
      job_seconds_before_onset: 120
    })
    expect(rowsOf(evidence)[0]).toMatchObject({ kind: 'harm', minute_mark: 2 })
  })

  it('tells a job that ran all day without harm from one that harmed', async () => {
    await using made = await madeIncident({
      'metrics.csv': series((minute) => minute >= 422 && minute < 440),
      'jobs.log': hourly
    })
    expect((await made.ask('recurrence', { window })).facts).toMatchObject({
      harm_recurs: false,
      harm_episodes: 1,
      previous_episodes: 0,
      job: 'stock sync',
      job_other_runs_harmed: 0,
      job_other_runs_unharmed: 7
    })
  })

  it('finds the period of error lines', async () => {
    const lines = Array.from(
      { length: 16 },
      (_, i) => `${clock(5 + Math.floor(i / 2), (i % 2) * 30 + 4)} ERROR cannot reach ledger`
    ).join('\n')
    await using made = await madeIncident({ 'app.log': lines })
    const found = rowsOf(await made.ask('recurrence', { window })).find(({ kind }) => kind === 'error')
    expect(found).toMatchObject({ period_minutes: 30, occurrences: 16, harmed: null })
  })
})

it('says what was searched when nothing could recur', async () => {
  await using none = await madeIncident({ 'app.log': '2031-05-06 08:00:01 INFO started\n2031-05-06 08:40:01 ERROR broke\n' })
  expect(await none.ask('recurrence', { window })).toMatchObject({
    status: 'no_data',
    reading: expect.stringContaining('were found')
  })
})
