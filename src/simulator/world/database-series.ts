import { busyOf, once } from './figures.ts'
import type { Executed } from './served.ts'
import type { Measuring } from './series.ts'

/** What the database tells of itself. */
export function databaseSeries({ world, everyMs, count, add, noisy, resample }: Measuring): void {
  const jobs = world.jobs.map(({ statement }) => statement)
  const all = once(() => [...world.requests.flatMap(({ statements }) => statements), ...jobs])
  const count1 = (of: (statement: Executed) => boolean): number[] => {
    const values = Array.from({ length: count }, () => 0)
    for (const statement of all()) {
      const index = Math.floor((statement.at + statement.tookMs) / everyMs)
      if (index < count && of(statement)) values[index] = (values[index] ?? 0) + 1
    }
    return values
  }
  const per = everyMs / 60_000
  const cpu = resample(world.run.processors['cpu@db']?.series.utilisation ?? [0])
  add('db_cpu_percent', 'db', 'percent', () =>
    noisy(
      'db-cpu',
      cpu.map((value) => 3 + 96 * value),
      0.7,
      0,
      100
    )
  )
  add('db_statements_per_min', 'db', 'per-minute', () => count1(() => true).map((value) => value / per))
  add('db_slow_statements_per_min', 'db', 'per-minute', () => count1(({ tookMs }) => tookMs > 1000).map((value) => value / per))
  add('db_statements_active', 'db', 'count', () => busyOf(all(), everyMs, count))
  add('db_lock_waiters', 'db', 'count', () =>
    busyOf(
      all().map(({ at, lockMs }) => ({ at, tookMs: lockMs })),
      everyMs,
      count
    )
  )
  // Reading everything throws the warm pages out of the buffers.
  const reading = once(() => busyOf([...all().filter(({ plan }) => plan === 'bad'), ...jobs], everyMs, count))
  add('db_buffer_hit_percent', 'db', 'percent', () =>
    noisy(
      'buffer',
      reading().map((value) => 99.1 - 41 * (1 - Math.exp(-value / 5))),
      0.3,
      0,
      99.9
    )
  )
  add('db_memory_percent', 'db', 'percent', () =>
    noisy(
      'db-memory',
      reading().map((value) => 61 + 4 * (1 - Math.exp(-value / 5))),
      0.4,
      0,
      100
    )
  )
  const requests = Array.from({ length: count }, () => 0)
  for (const { at } of world.requests) {
    const index = Math.floor(at / everyMs)
    requests[index] = (requests[index] ?? 0) + 1
  }
  add('db_statements_per_request', 'db', 'ratio', () =>
    count1(() => true).map((value, i) => (requests[i] ? value / requests[i] : null))
  )
}
