import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { loadWarehouse, madeFile } from '../../warehouse/index.ts'
import { clientMinutes } from './client-minutes.ts'

const root = mkdtempSync(join(tmpdir(), 'inquest-minutes-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})
const start = Date.UTC(2031, 3, 7, 9)
const instant = (ms: number): string => new Date(start + ms).toISOString()

it('clients by minute between any two times are what the requests say', async () => {
  const requests = Array.from({ length: 900 }, (_, i) => ({
    table: 'requests' as const,
    ts: instant((i * 7919) % 600_000),
    client: i % 11 === 0 ? null : `10.0.0.${String((i * i) % 13)}`
  })).sort((a, b) => a.ts.localeCompare(b.ts))
  const incident = { name: 'made', materialsHash: '0'.repeat(64), brief: null, sources: [] }
  await using warehouse = await loadWarehouse([madeFile('S1', 'web.log', requests)], incident, root)
  const time = fc.oneof(
    fc.integer({ min: -60_000, max: 660_000 }),
    fc.integer({ min: 0, max: 10 }).map((n) => n * 60_000)
  )
  await fc.assert(
    fc.asyncProperty(time, time, async (a, b) => {
      const between = [instant(Math.min(a, b)), instant(Math.max(a, b))]
      const rolled = await warehouse.query(
        `SELECT * FROM ${clientMinutes('$1::TIMESTAMP', '$2::TIMESTAMP')} ORDER BY 1, 2`,
        between
      )
      const counted = await warehouse.query(
        `SELECT minute, n, count(*) FROM (SELECT date_trunc('minute', ts) AS minute, client, count(*) AS n FROM requests
           WHERE client IS NOT NULL AND ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP GROUP BY ALL) GROUP BY 1, 2 ORDER BY 1, 2`,
        between
      )
      expect(rolled.rows).toEqual(counted.rows)
    }),
    { numRuns: 40 }
  )
})
