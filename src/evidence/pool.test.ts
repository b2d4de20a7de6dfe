import { expect, it } from 'vitest'
import type { SeriesRole } from '../domain/index.ts'
import type { Gauge } from './gauges.ts'
import { poolOf } from './pool.ts'

const gauge = (series: string, role: SeriesRole, ...values: readonly number[]): Gauge => ({
  series,
  role,
  unit: null,
  stepMs: 60_000,
  sources: ['S1'],
  entities: 1,
  points: values.map((value, i) => ({ at: i * 60_000, value, line: i + 1 }))
})
const connections = [gauge('db_connections_active', 'holders', 2, 3, 4), gauge('db_connections_max', 'limit', 60, 60, 60)]
const workers = [gauge('worker_threads_busy', 'holders', 10, 80, 80), gauge('worker_threads_queued', 'queue', 0, 40, 119)]

it('the pool is the one for which somebody queues, though its queue is called no waiters', () => {
  const pool = poolOf([...connections, gauge('db_connections_waiting', 'waiters', 0, 0, 0), ...workers])
  expect(pool).toMatchObject({ name: 'worker threads', waiters: { series: 'worker_threads_queued' }, limit: null })
})

it('who waits for connections comes before who queues behind them', () => {
  const pool = poolOf([...connections, gauge('db_connections_waiting', 'waiters', 0, 1, 2), ...workers])
  expect(pool).toMatchObject({ name: 'db connections', limit: { series: 'db_connections_max' } })
})
