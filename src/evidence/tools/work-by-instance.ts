import { z } from 'zod'
import { stemOf } from '../instances/instance-name.ts'
import { whoseOf } from '../instances/instance-sql.ts'
import { columnsOf } from '../columns.ts'
import { operationLabels } from '../operation-labels.ts'
import { queryRows, type Row } from '../query-rows.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })
const columns = columnsOf(
  'population operation label service instance runs median_ms:ms slow_runs time_share:share baseline_runs baseline_median_ms:ms'
)
const mostRows = 120
const populations = ['requests', 'statements', 'spans', 'events'] as const

/**
 * Slow is what it is in `operations`: more than 4 × what a run took in the baseline, wherever it ran (4 × the lower quartile of all its
 * runs where too few were logged then).
 */
const sqlFor = (owners: string): string => `
  WITH owned AS (
    SELECT population, operation, ts, duration_ms, source_id, ${owners} AS instance FROM operations
    WHERE ts IS NOT NULL AND duration_ms IS NOT NULL
  ), base AS (
    SELECT population, operation, CASE WHEN count(*) >= 3 THEN 4 * median(duration_ms) END AS threshold FROM owned
    WHERE ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP GROUP BY ALL
  ), told AS (
    SELECT population, operation, instance,
           count(*) FILTER (ts >= $1::TIMESTAMP) AS runs, median(duration_ms) FILTER (ts >= $1::TIMESTAMP) AS median_ms,
           count(*) FILTER (ts >= $1::TIMESTAMP AND duration_ms > coalesce(threshold, 4 * quartile_ms)) AS slow_runs,
           coalesce(sum(duration_ms) FILTER (ts >= $1::TIMESTAMP), 0) AS total_ms,
           count(*) FILTER (ts < $1::TIMESTAMP) AS baseline_runs, median(duration_ms) FILTER (ts < $1::TIMESTAMP) AS baseline_median_ms,
           min(source_id) AS source
    FROM owned LEFT JOIN base USING (population, operation) LEFT JOIN usual_times USING (population, operation)
    WHERE instance IS NOT NULL AND ((ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) OR (ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP AND ts < $1::TIMESTAMP))
    GROUP BY ALL
  )
  SELECT *, total_ms / nullif(sum(total_ms) OVER (PARTITION BY population, instance), 0) AS time_share FROM told
  ORDER BY sum(total_ms) OVER (PARTITION BY population, operation) DESC, population, operation, instance LIMIT 5000`

export const workByInstance: EvidenceTool<typeof Arguments> = {
  name: 'work_by_instance',
  description:
    'What each of several instances of a service did: each operation by the instance that ran it, in the window against the baseline, how many of its runs were slow, ' +
    'and how much of the time of the instance it took. Shows whether the peers of an instance do the same work, and whether they do it as quickly as ever.',
  arguments: Arguments,
  run: async ({ window, baseline }, context) => {
    const cases = await Promise.all(
      populations.map(async (one) => `WHEN '${one}' THEN ${(await whoseOf(context, one)).instance}`)
    )
    const rows = await queryRows(
      context,
      sqlFor(`CASE population ${cases.join(' ')} END`),
      [window.from, window.to, baseline?.from ?? '0001-01-01 00:00:00', baseline?.to ?? window.from],
      { rows: 5000 }
    )
    const several = ofSeveral(rows)
    const instances = new Set(several.map((row) => row.text('instance'))).size
    if (several.length === 0) {
      const reading =
        'No timed work of two instances of one service is logged: requests, statements, spans and timed log lines were searched.'
      return { status: 'no_data', reading, facts: { instances: 0 } }
    }
    const labels = await operationLabels(context)
    return {
      status: 'found',
      reading: `The work of ${instances} instances, ${several.length} rows of what each ran.`,
      facts: { instances },
      columns,
      rows: several
        .slice(0, mostRows)
        .map((row) => [
          row.text('population'),
          row.text('operation'),
          labels.get(row.text('operation') ?? '') ?? row.text('operation'),
          serviceOf(row),
          row.text('instance'),
          ...['runs', 'median_ms', 'slow_runs', 'time_share', 'baseline_runs', 'baseline_median_ms'].map((name) =>
            row.number(name)
          )
        ]),
      omitted: several.length > mostRows ? { rows: several.length - mostRows, why: 'what takes most time is shown' } : null,
      sources: several.map((row) => row.text('source') ?? '')
    }
  }
}

const serviceOf = (row: Row): string => stemOf(row.text('instance') ?? '')

/** What was run by one instance only of its kind, because there is one only, is no comparison. */
function ofSeveral(rows: readonly Row[]): Row[] {
  const peers = new Map<string, Set<string>>()
  const key = (row: Row): string => JSON.stringify([row.text('population'), serviceOf(row)])
  for (const row of rows) peers.set(key(row), (peers.get(key(row)) ?? new Set()).add(row.text('instance') ?? ''))
  return rows.filter((row) => (peers.get(key(row))?.size ?? 0) >= 2)
}
