import { expect, it } from 'vitest'
import type { Attributes } from '../../domain/index.ts'
import { rolesOf, tableOf, underUsualNames } from './index.ts'

const at = (step: number): string => new Date(Date.UTC(2031, 3, 7, 8, 10 * step)).toISOString().slice(0, 16).replace('T', ' ')

/** Eight steps of a view that tells of two statements. */
const view = (row: (step: number, which: 0 | 1) => Attributes): Attributes[] =>
  Array.from({ length: 8 }, (_, step) => [row(step, 0), row(step, 1)]).flat()

const views: Readonly<Record<string, Attributes[]>> = {
  'a query store without texts': view((step, which) => ({
    interval_start_utc: at(step),
    query_id: 4400 + which,
    object_name: ['usp_SeatsOfHall', 'usp_TicketOf'][which] ?? null,
    plan_id: 90 + which,
    count_executions: 140 + step,
    avg_duration_ms: 22.5 + which,
    avg_cpu_time_ms: 14.3,
    avg_logical_io_reads: 239
  })),
  'one in German': view((step, which) => ({
    Intervall_Beginn: at(step),
    query_id: 4400 + which,
    Objekt: ['usp_Saalplan', 'usp_Karte'][which] ?? null,
    Ausführungen: 140 + step,
    Ø_Dauer_ms: 22.5 + which,
    Ø_CPU_ms: 14.3,
    Ø_log_Lesevorgänge: 239
  })),
  'sums by identifier': view((step, which) => ({
    captured: at(step),
    queryid: ['-4711470011', '8822110045'][which] ?? null,
    calls: 1000 + 90 * step,
    total_exec_time: 5000 + 200 * step,
    mean_exec_time: 2.1,
    shared_blks_hit: 90_000 + 100 * step
  })),
  'a workload report': view((step, which) => ({
    SNAP_TIME: at(step),
    SQL_ID: ['7tq0v44acz3dm', '1bb2ncd88fm3a'][which] ?? null,
    EXECUTIONS: 40 + step,
    ELAPSED_PER_EXEC_MS: 12.5,
    CPU_PER_EXEC_MS: 11,
    BUFFER_GETS_PER_EXEC: 88
  })),
  digests: view((step, which) => ({
    sampled_at: at(step),
    DIGEST: ['9f2c41ab8d', '11aa0cd37e'][which] ?? null,
    COUNT_STAR: 7000 + 200 * step,
    SUM_TIMER_WAIT: 3e12 + 1e11 * step,
    SUM_ROWS_EXAMINED: 90_000 + 1000 * step
  })),
  'shapes of a document store': view((step, which) => ({
    time: at(step),
    queryHash: ['A1B2C3D4', '55E6F701'][which] ?? null,
    executions: 400 + step,
    avg_ms: 3.2,
    avg_docs_examined: 12
  }))
}

it.each(Object.entries(views))('%s tells of a statement in each row', (_, rows) => {
  const roles = rolesOf(rows)
  const first = underUsualNames(rows[0] ?? {}, roles)
  expect(roles.sampled).toBeNull()
  expect(tableOf(first, roles)).toBe('statements')
  expect(first['statement']).toBeTruthy()
})

it('a procedure is called by its name before its number', () => {
  const rows = views['a query store without texts'] ?? []
  expect(underUsualNames(rows[0] ?? {}, rolesOf(rows))['statement']).toBe('usp_SeatsOfHall')
})

it('counts and means of the queries of an interface that tells nothing of a database are no statements', () => {
  const rows = view((step, which) => ({
    time: at(step),
    query: ['seatsOfHall', 'ticketOf'][which] ?? null,
    count: 40 + step,
    avg_ms: 18
  }))
  const roles = rolesOf(rows)
  expect(tableOf(underUsualNames(rows[0] ?? {}, roles), roles)).not.toBe('statements')
})

it('a disk that reads by volume at a steady pace measures', () => {
  const rows = view((step, which) => ({ time: at(step), volume: `data${which}`, reads_per_s: 120 + step, avg_wait_ms: 1.2 }))
  expect(rolesOf(rows).sampled).not.toBeNull()
})
