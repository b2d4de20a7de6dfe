import { expect, it } from 'vitest'
import { at, madeIncident } from '../testing/made-incident.ts'

it('a limit lowered within the step of its series is lowered up to that step after the point that shows it', async () => {
  const values = [20, 20, 20, 20, 9, 2, 2, 2]
  const rows = values.map((value, i) => `${at(`10:${String(i * 5).padStart(2, '0')}`)},${value}`)
  const deploys = [
    { time: at('10:22'), type: 'config', id: 'C-7', title: 'Settings', diff: '-pool.max-size: 10\n+pool.max-size: 1' }
  ]
  await using incident = await madeIncident({
    'metrics.csv': ['timestamp,db_connections_max', ...rows].join('\n'),
    'deploys.json': JSON.stringify(deploys)
  })
  const { facts } = await incident.ask('limits', {
    window: { from: at('10:20'), to: at('10:40') },
    baseline: { from: at('10:00'), to: at('10:20') }
  })
  expect(facts).toMatchObject({ lowered_name: 'db_connections_max', lowered_at: at('10:20'), lowered_within_seconds: 300 })
})

it('a limit that the program states as a field whenever it starts is seen to be lowered', async () => {
  const start = (time: string, maxPoolSize: number) => JSON.stringify({ time: at(time), msg: 'boats started', maxPoolSize })
  await using incident = await madeIncident({
    'app.jsonl': [start('08:00', 30), start('09:00', 30), start('10:05', 3), start('10:50', 30)].join('\n')
  })
  const { facts } = await incident.ask('limits', {
    window: { from: at('10:20'), to: at('10:40') },
    baseline: { from: at('10:00'), to: at('10:20') }
  })
  expect(facts).toMatchObject({ lowered_from: '30', lowered_to: '3', lowered_at: at('10:05') })
})
