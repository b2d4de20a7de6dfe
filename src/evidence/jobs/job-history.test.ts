import { expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

const nights = [29, 30].map((date) => `2031-04-${date}`).concat(['2031-05-02', '2031-05-03', '2031-05-06'])
const took = ['00:41:20', '00:52:10', '00:37:45', '00:48:30', '00:55:15']
const after = (clock: string, length: string): string => {
  const ms = (text: string): number => Date.parse(`1970-01-01T${text}Z`)
  return new Date(ms(clock) + ms(length)).toISOString().slice(11, 19)
}

it.each([
  ['its start', 'run_start', () => '08:30:02'],
  ['its end', 'run_end', (length: string) => after('08:30:02', length)]
])('a table of runs, each dated by %s, tells when the last began and ended', async (_, heading, clock) => {
  const rows = nights.map((night, k) => `Shelf count,1 full,${night} ${clock(took[k] ?? '')},${took[k]},Succeeded`)
  await using incident = await madeIncident({
    'runs.csv': [`job_name,step,${heading},duration,status`, ...rows].join('\n')
  })
  const window = { from: at('08:35'), to: at('09:20') }
  const evidence = await incident.ask('host_processes', { window, baseline: { from: at('07:00'), to: at('08:20') } })
  expect(rowsOf(evidence)).toContainEqual(
    expect.objectContaining({ actor: 'Shelf count: 1 full', started_at: at('08:30:02'), ended_at: at('09:25:17'), runs: 5 })
  )
})

it.each([
  [
    'a platform',
    'jobs.json',
    JSON.stringify(
      nights.map((night, k) => ({
        job: `shelf-count-29${k}34560`,
        startTime: `${night}T08:30:02Z`,
        completionTime: `${night}T${after('08:30:02', took[k] ?? '')}Z`,
        status: 'Complete',
        rows: 41_216 + k
      })),
      null,
      1
    )
  ],
  [
    'a workflow engine',
    'runs.csv',
    [
      'dag_id,start_date,end_date,state',
      ...nights.map((night, k) => `shelf-count,${night}T08:30:02Z,${night}T${after('08:30:02', took[k] ?? '')}Z,success`)
    ].join('\n')
  ]
])('a list of finished jobs of %s with both their times is one of runs of one job', async (_, name, text) => {
  await using incident = await madeIncident({ [name]: text })
  const window = { from: at('08:35'), to: at('09:20') }
  const evidence = await incident.ask('host_processes', { window, baseline: { from: at('07:00'), to: at('08:20') } })
  expect(rowsOf(evidence)).toContainEqual(
    expect.objectContaining({ actor: 'shelf-count', started_at: at('08:30:02'), ended_at: at('09:25:17'), runs: 5 })
  )
})
