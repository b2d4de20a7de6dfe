import type { DuckDBConnection } from '@duckdb/node-api'
import { clientMinutes } from './client-minutes.ts'
import { healthParts } from './health-parts.ts'
import { lineFragments } from './line-fragments.ts'
import { requestAttributes } from './request-attributes.ts'
import { requestSources } from './request-sources.ts'
import type { Gathered, Rollup } from './rollup.ts'
import { usualTimes } from './usual-times.ts'
import { workSeries } from './work-series.ts'

/** In their order: a later one may read an earlier one. */
export const rollups: readonly Rollup[] = [
  usualTimes,
  workSeries,
  healthParts,
  clientMinutes,
  requestSources,
  requestAttributes,
  lineFragments
]

/** Makes every rollup of the tables as they stand. */
export async function makeRollups(connection: DuckDBConnection, gathered: Gathered): Promise<void> {
  for (const rollup of rollups) {
    const typed = Object.entries(rollup.columns).map(([name, type]) => `${name} ${type}`)
    await connection.run(`CREATE TABLE ${rollup.table} (${typed.join(', ')})`)
    await rollup.fill(connection, gathered)
  }
}
