import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { madeFile, type MadeRecord } from '../made-file.ts'
import { loadWarehouse } from '../open-warehouse.ts'
import type { Warehouse } from '../warehouse.ts'

const root = mkdtempSync(join(tmpdir(), 'inquest-rollups-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

/** Some hundred requests, statements and log lines within an hour, many of them alike. */
const records = fc
  .array(
    fc.record({
      ms: fc.integer({ min: 0, max: 3_600_000 }),
      kind: fc.constantFrom('requests', 'requests', 'requests', 'statements', 'events'),
      who: fc.constantFrom(null, '10.0.0.1', '10.0.0.2', '10.0.0.3'),
      what: fc.constantFrom('/a', '/b/7', 'http://elsewhere.example/c'),
      took: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.double({ min: 1, max: 9000, noNaN: true }), fc.constant(null)),
      failed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0)
    }),
    { minLength: 300, maxLength: 600 }
  )
  .map((made) => made.sort((a, b) => a.ms - b.ms))

function recordOf({
  ms,
  kind,
  who,
  what,
  took,
  failed
}: (typeof records extends fc.Arbitrary<infer T> ? T : never)[number]): MadeRecord {
  const ts = new Date(Date.UTC(2031, 3, 7, 9) + ms).toISOString()
  if (kind === 'events') return { table: 'events', ts, level: failed ? 'error' : 'info', message: `seat ${what}` }
  if (kind === 'statements') return { table: 'statements', ts, statement: `SELECT '${what}'`, durationMs: took }
  return {
    table: 'requests',
    ts,
    client: who,
    method: 'GET',
    target: what,
    status: failed ? 503 : 200,
    durationMs: took,
    attributes: { protocol: failed ? 'HTTP/2' : 'HTTP/1.1' }
  }
}

async function rowsOf(warehouse: Warehouse, sql: string): Promise<unknown> {
  return (await warehouse.query(sql)).rows
}

/** Each rollup beside the same asked of the rows. */
const asked: Readonly<Record<string, readonly [rollup: string, rows: string]>> = {
  usual_times: [
    'SELECT * FROM usual_times ORDER BY 1, 2',
    `SELECT population, operation, count(*), quantile_cont(duration_ms, 0.25), quantile_cont(duration_ms, 0.25) FILTER (NOT failed),
       median(duration_ms) FILTER (NOT failed) FROM operations GROUP BY 1, 2 ORDER BY 1, 2`
  ],
  client_minutes: [
    'SELECT minute, requests, clients FROM client_minutes ORDER BY 1, 2',
    `SELECT minute, n, count(*) FROM (SELECT date_trunc('minute', ts) AS minute, client, count(*) AS n FROM requests
       WHERE client IS NOT NULL GROUP BY ALL) GROUP BY 1, 2 ORDER BY 1, 2`
  ],
  request_sources: [
    'SELECT * FROM request_sources',
    `SELECT source_id, count(*), count(*) FILTER (target LIKE '%://%'), count(client) FROM requests GROUP BY 1`
  ],
  request_attributes: [
    'SELECT source_id, attributes::VARCHAR, requests FROM request_attributes ORDER BY 2',
    'SELECT source_id, attributes::VARCHAR, count(*) FROM requests GROUP BY 1, 2 ORDER BY 2'
  ],
  work_series: [
    'SELECT ts, runs, failed, p95_ms, first_line FROM work_series ORDER BY ts',
    `SELECT s.ts, count(*), count(*) FILTER (status >= 500), quantile_cont(duration_ms, 0.95), min(r.first_line)
     FROM work_series s JOIN requests r ON r.ts >= s.ts AND r.ts < s.ts + to_milliseconds(s.step_ms) GROUP BY 1 ORDER BY 1`
  ],
  'health_parts, times': [
    'SELECT part, times_usual, slow_at FROM health_parts WHERE times_usual IS NOT NULL ORDER BY part',
    `WITH compared AS (
       SELECT ts, greatest(1, duration_ms / greatest(50, quantile_cont(duration_ms, 0.25) OVER (PARTITION BY population, operation))) AS times
       FROM operations WHERE population <> 'events' AND NOT failed)
     SELECT epoch_ms(ts) // (SELECT any_value(step_ms) FROM health_parts) AS part, quantile_cont(times, 0.9),
       coalesce(min(ts) FILTER (times > 3), min(ts)) FROM compared GROUP BY 1 ORDER BY 1`
  ],
  'health_parts, error lines': [
    'SELECT part, error_lines, error_at FROM health_parts WHERE error_lines IS NOT NULL ORDER BY part',
    `SELECT epoch_ms(ts) // (SELECT any_value(step_ms) FROM health_parts) AS part, count(*) FILTER (level = 'error'),
       coalesce(min(ts) FILTER (level = 'error'), min(ts)) FROM events GROUP BY 1 ORDER BY 1`
  ]
}

describe('rollups', () => {
  it('say what the rows say', async () => {
    let made = 0
    await fc.assert(
      fc.asyncProperty(records, async (some) => {
        const incident = { name: 'made', materialsHash: '0'.repeat(64), brief: null, sources: [] }
        const folder = mkdtempSync(join(root, `${String((made += 1))}-`))
        await using warehouse = await loadWarehouse([madeFile('S1', 'web.log', some.map(recordOf))], incident, folder)
        for (const [name, [rollup, rows]] of Object.entries(asked)) {
          const [told, counted] = [await rowsOf(warehouse, rollup), await rowsOf(warehouse, rows)]
          expect({ name, rows: told }).toEqual({ name, rows: counted })
        }
      }),
      { numRuns: process.env['INQUEST_TEST_ALL'] ? 60 : 4 }
    )
  })

  it('tell the health of the hour in minutes, whatever a change of last week says', async () => {
    const incident = { name: 'made', materialsHash: '0'.repeat(64), brief: null, sources: [] }
    const at = (ms: number): string => new Date(Date.UTC(2031, 3, 7, 9) + ms).toISOString()
    const hour: MadeRecord[] = Array.from({ length: 600 }, (_, k) => ({
      table: 'requests',
      ts: at(k * 6000),
      method: 'GET',
      target: '/a',
      status: 200,
      durationMs: k > 300 && k < 400 ? 9000 : 100
    }))
    const change: MadeRecord = { table: 'events', ts: at(-7 * 24 * 3_600_000), level: 'info', message: 'release 7' }
    const folder = mkdtempSync(join(root, 'stray-'))
    await using warehouse = await loadWarehouse([madeFile('S1', 'web.log', [change, ...hour])], incident, folder)
    const rows = await rowsOf(warehouse, 'SELECT step_ms FROM health_parts WHERE times_usual > 3')
    expect(rows).toHaveLength(8)
    expect(rows).toContainEqual([75_000])
  })
})
