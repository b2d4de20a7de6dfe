import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { madeFile, type MadeRecord } from '../made-file.ts'
import { loadWarehouse } from '../open-warehouse.ts'

const root = mkdtempSync(join(tmpdir(), 'inquest-means-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

const at = (minute: number): string => new Date(Date.UTC(2031, 3, 7, 9, minute)).toISOString()
const row = (minute: number, attributes: Readonly<Record<string, number>>): MadeRecord => ({
  table: 'statements',
  ts: at(minute),
  statement: 'SELECT * FROM seats WHERE hall = $1',
  durationMs: null,
  attributes
})

/** What five rows of a view, ten minutes apart, are said to have taken a run. */
async function means(rows: readonly MadeRecord[]): Promise<(number | null)[]> {
  const incident = { name: 'made', materialsHash: '0'.repeat(64), brief: null, sources: [] }
  await using warehouse = await loadWarehouse([madeFile('S1', 'view.csv', rows)], incident, mkdtempSync(join(root, 'of-')))
  return (await warehouse.query('SELECT duration_ms FROM statements ORDER BY ts')).rows.map(([ms]) =>
    ms === null ? null : Number(ms)
  )
}

it('sums that run on tell what a run took since they were last written down', async () => {
  const sums = [0, 1, 2, 3, 4].map((k) =>
    row(10 * k, { calls: 1000 + 100 * k, total_ms: 5000 + 200 * k + (k > 2 ? 9000 * (k - 2) : 0) })
  )
  expect(await means(sums)).toEqual([null, 2, 2, 92, 92])
})

it('a view of each interval tells its mean, and one that was written down once tells nothing of a course', async () => {
  const each = [0, 1, 2, 3, 4].map((k) => row(10 * k, { calls: [120, 80, 130, 90, 110][k] ?? 0, mean_ms: k > 2 ? 900 : 7 }))
  expect(await means(each)).toEqual([7, 7, 7, 900, 900])
  expect(await means([row(0, { calls: 120, mean_ms: 7 })])).toEqual([null])
})
