import type { PooledWork } from '../queueing/index.ts'
import { valueAt } from './gauges.ts'
import { operationLabels } from './operation-labels.ts'
import type { Pool } from './pool.ts'
import { queryRows } from './query-rows.ts'
import { readTimedRuns, type TimedRun, servedRuns, slowThreshold } from './runs.ts'
import type { Span } from './span.ts'
import { medianOf, weightedMedian } from './statistics/index.ts'
import type { ToolContext } from './tool.ts'

const minuteMs = 60_000
const mostOperations = 12
const mostSamples = 500
/** The share of slow runs in a minute is taken from so many runs around it. */
const nearestRuns = 15

export interface CalibratedWork {
  readonly work: readonly PooledWork[]
  readonly assumptions: readonly string[]
  /** How much longer usual runs took while the pool was full than while it was at most half full; null when not known. */
  readonly stretch: number | null
}

/**
 * The classes of work that hold the pool: operations of the population nearest to it, each with its share of the arrivals (as
 * logged), its usual and slow durations, and how many are slow by time. Requests' durations hold waiting, so that of requests
 * only those count that ran while nobody waited.
 */
export async function calibrateWork(
  context: ToolContext,
  span: Span,
  perMinute: readonly number[],
  pool: Pool,
  byRequests = false
): Promise<CalibratedWork | string> {
  const counts = await queryRows(
    context,
    `SELECT population, operation, count(*) AS runs FROM operations
     WHERE population <> 'events' AND duration_ms IS NOT NULL AND ts >= epoch_ms(CAST($1 AS BIGINT)) AND ts < epoch_ms(CAST($2 AS BIGINT))
     GROUP BY ALL ORDER BY runs DESC, population, operation`,
    [span.from, span.to]
  )
  const total = (name: string) =>
    counts.filter((row) => row.text('population') === name).reduce((sum, row) => sum + (row.number('runs') ?? 0), 0)
  const population = (byRequests ? ['requests'] : ['statements', 'spans', 'requests']).find((name) => total(name) >= 10)
  if (!population) return 'the durations of the work that holds the pool are not logged'
  const chosen = counts.filter((row) => row.text('population') === population).slice(0, mostOperations)
  const runsInAll = chosen.reduce((sum, row) => sum + (row.number('runs') ?? 0), 0)
  const labels = await operationLabels(context)
  // Workers share processors, and the fewer are at work the less does one slow the other down.
  const mostHeld = byRequests ? medianOf(pool.holders.points.map(({ value }) => value)) : null
  const work: PooledWork[] = []
  const stretches: (readonly [number, number])[] = []
  for (const row of chosen) {
    const operation = row.text('operation') ?? ''
    const share = (row.number('runs') ?? 0) / runsInAll
    const { runs } = await readTimedRuns(context, { population, operation })
    const calm = population === 'requests' ? runs.filter(({ at }) => isCalm(pool, mostHeld, at)) : runs
    const one = classOf(
      operation,
      calm.length >= 5 ? calm : runs,
      span,
      perMinute.map((rate) => rate * share)
    )
    if (one) work.push(one)
    const stretched = stretchOf(calm, pool)
    if (stretched !== null) stretches.push([stretched, share])
  }
  if (work.length === 0) return `no run of the ${population} was served`
  const names = work.slice(0, 3).map(({ name }) => labels.get(name) ?? name)
  return {
    work,
    assumptions: [`each request runs one of ${population} as often as logged (${names.join('; ')})`],
    stretch: weightedMedian(stretches)
  }
}

/** Nobody waits, and no more are at work than asked for. */
const isCalm = ({ holders, waiters }: Pool, mostHeld: number | null, at: number): boolean =>
  (waiters ? (valueAt(waiters, at) ?? 0) : 0) === 0 && (mostHeld === null || (valueAt(holders, at) ?? 0) <= mostHeld)

function classOf(name: string, all: readonly TimedRun[], span: Span, arrivalsPerMinute: readonly number[]): PooledWork | null {
  const threshold = slowThreshold(all)
  if (!threshold) return null
  const runs = servedRuns(all, threshold.thresholdMs)
  const isSlow = ({ durationMs }: TimedRun): boolean => durationMs > threshold.thresholdMs
  const usualMs = sample(runs.filter((run) => !isSlow(run)))
  const slow = runs.filter(isSlow)
  if (usualMs.length === 0) return null
  if (slow.length === 0) return { name, arrivalsPerMinute, usualMs }
  const slowShare = arrivalsPerMinute.map((_, minute) => shareAround(runs, isSlow, span.from + (minute + 0.5) * minuteMs))
  return { name, arrivalsPerMinute, usualMs, slowMs: sample(slow), slowShare }
}

/**
 * Did more holders at once make each slower? Median of the usual mode while the pool was at its fullest ÷ while it was at most
 * half as full; ten runs of each are needed.
 */
function stretchOf(all: readonly TimedRun[], { holders }: Pool): number | null {
  const threshold = slowThreshold(all)
  const most = holders.points.reduce((highest, { value }) => Math.max(highest, value), 0)
  if (!threshold || most <= 1) return null
  const usual = all.filter(({ durationMs, failed }) => !failed && durationMs <= threshold.thresholdMs)
  const during = (fits: (held: number) => boolean) =>
    usual.filter(({ at }) => fits(valueAt(holders, at) ?? Number.NaN)).map(({ durationMs }) => durationMs)
  const [full, calm] = [during((held) => held >= 0.9 * most), during((held) => held <= 0.5 * most)]
  const [now, then] = [medianOf(full), medianOf(calm)]
  return full.length < 10 || calm.length < 10 || now === null || then === null || then <= 0 ? null : now / then
}

/** Of the runs nearest in time, how many are slow. Before the first slow run: none. */
function shareAround(runs: readonly TimedRun[], isSlow: (run: TimedRun) => boolean, at: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((runs[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  const from = Math.max(0, Math.min(low - Math.floor(nearestRuns / 2), runs.length - nearestRuns))
  const near = runs.slice(from, from + nearestRuns)
  const firstSlow = runs.find(isSlow)?.at ?? Infinity
  return at < firstSlow - minuteMs || near.length === 0 ? 0 : near.filter(isSlow).length / near.length
}

function sample(runs: readonly TimedRun[]): number[] {
  const step = Math.max(1, Math.ceil(runs.length / mostSamples))
  return runs.filter((_, i) => i % step === 0).map(({ durationMs }) => durationMs)
}
