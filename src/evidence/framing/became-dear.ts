import { instantOf } from '../../domain/index.ts'
import { grouped } from '../../foundation/index.ts'
import { queryRows } from '../query-rows.ts'
import type { Span } from '../span.ts'
import { quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'

interface TimedRun {
  readonly at: number
  readonly ms: number
}

/** In fewer runs than these on either side no step is seen. */
const fewest = 20
/** So many times what it took: three quarters of the runs before are as much quicker than three quarters of those since. */
const severalTimes = 3
/** What takes a smaller part of the time of the window is not what the trouble is about. */
const leastShare = 0.1
const mostRuns = 20_000

/** The operations on which most of the time of the window goes, and their runs in what is taken for healthy. Log lines only where nothing is timed from outside. */
const sql = `
  WITH timed AS (SELECT population, operation, ts, duration_ms FROM operations WHERE population IN ('requests', 'events') AND duration_ms > 0),
  told AS (
    SELECT population, operation, sum(duration_ms) AS spent, sum(sum(duration_ms)) OVER (PARTITION BY population) AS spent_in_all
    FROM timed WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP GROUP BY population, operation),
  chosen AS (
    SELECT * FROM told WHERE spent >= ${leastShare} * spent_in_all
      AND (population = 'requests' OR NOT EXISTS (SELECT 1 FROM told WHERE population = 'requests'))
    ORDER BY spent DESC, operation LIMIT 3)
  SELECT population, operation, epoch_ms(ts) AS t, duration_ms AS ms FROM timed JOIN chosen USING (population, operation)
  WHERE ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP ORDER BY population, operation, ts LIMIT ${mostRuns}`

/**
 * When work became several times as dear for good in the time before the window: what was changed in the evening harms when many
 * come in the morning, and the night between is no healthy time to compare its cost with. Null where no such step is seen.
 */
export async function becameDear(context: ToolContext, window: Span, baseline: Span): Promise<number | null> {
  if (baseline.to > window.from) return null
  const rows = await queryRows(
    context,
    sql,
    [window.from, window.to, baseline.from, baseline.to].map((at) => instantOf(at)),
    { rows: mostRuns }
  )
  const operations = grouped(rows, (row) => `${row.text('population') ?? ''} ${row.text('operation') ?? ''}`)
  const steps = [...operations.values()].flatMap(
    (own) => stepIn(own.map((row) => ({ at: row.number('t') ?? 0, ms: row.number('ms') ?? 0 }))) ?? []
  )
  return steps.length === 0 ? null : Math.min(...steps)
}

/** The first run of those that are dear to the end: where the logarithms part best in two (least squares). */
export function stepIn(runs: readonly TimedRun[]): number | null {
  const logs = runs.map(({ ms }) => Math.log(ms))
  const all = logs.reduce((sum, one) => sum + one, 0)
  let [best, place, sum] = [0, -1, 0]
  for (const [index, log] of logs.entries()) {
    sum += log
    const [n, rest] = [index + 1, logs.length - index - 1]
    if (n < fewest || rest < fewest) continue
    const apart = sum / n - (all - sum) / rest
    const between = apart < 0 ? apart * apart * n * rest : 0
    if (between > best) [best, place] = [between, n]
  }
  const first = runs[place]
  if (first === undefined) return null
  const [before, since] = [runs.slice(0, place), runs.slice(place)]
  const usual = quantile(before, 0.75)
  const isDear = (some: readonly TimedRun[]): boolean => quantile(some, 0.25) >= severalTimes * usual
  return isDear(since) && isDear(since.slice(Math.floor(0.75 * since.length))) ? first.at : null
}

const quantile = (runs: readonly TimedRun[], q: number): number =>
  quantileOf(
    runs.map(({ ms }) => ms),
    q
  ) ?? 0
