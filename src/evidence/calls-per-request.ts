import type { TimeWindow } from '../domain/index.ts'
import { asksIn } from './asks-of-runs.ts'
import { queryRows } from './query-rows.ts'
import { readRequestVolume } from './request-volume.ts'
import { readRuns, type Run } from './runs.ts'
import { inSpan, spanOf } from './span.ts'
import { completenessOf } from './tools/catalogue.ts'
import type { ToolContext } from './tool.ts'

export interface CallsPerRequest {
  readonly window: number | null
  readonly baseline: number | null
  readonly method: string
  /** A cache's hits are stated beside them and fell: it lets them through. */
  readonly isLetThrough?: true
}

const leastRequests = 20

/**
 * How many calls one request makes: spans of a trace; else what each request states itself; else logged statements ÷ logged requests, when neither log is known to
 * be a sample. Null when neither can be counted.
 */
export async function callsPerRequest(
  context: ToolContext,
  window: TimeWindow,
  baseline: TimeWindow | null
): Promise<CallsPerRequest | null> {
  const times = [window.from, window.to, baseline?.from ?? '0001-01-01 00:00:00', baseline?.to ?? window.from]
  const [spans] = await queryRows(
    context,
    `SELECT count(*) FILTER (inside) AS window_calls, count(DISTINCT trace_id) FILTER (inside) AS window_requests,
            count(*) FILTER (before) AS baseline_calls, count(DISTINCT trace_id) FILTER (before) AS baseline_requests
     FROM (SELECT trace_id, ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AS inside, ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP AS before
           FROM spans WHERE parent_id IS NOT NULL)`,
    times
  )
  const share = (calls: number | null | undefined, requests: number | null | undefined): number | null =>
    (requests ?? 0) >= leastRequests ? (calls ?? 0) / (requests ?? 1) : null
  const byTrace = share(spans?.number('window_calls'), spans?.number('window_requests'))
  if (byTrace !== null) {
    return {
      window: byTrace,
      baseline: share(spans?.number('baseline_calls'), spans?.number('baseline_requests')),
      method: 'calls per request by trace'
    }
  }
  const stated = await statedCalls(context, window, baseline)
  if (stated !== null) return stated
  const volume = await readRequestVolume(context)
  for (const table of ['statements', 'requests'] as const) {
    if ((await completenessOf(context, table, volume)).state === 'sample') return null
  }
  const [counts] = await queryRows(
    context,
    `SELECT ${['statements', 'requests']
      .flatMap((table) => [
        `(SELECT count(*) FROM ${table} WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS window_${table}`,
        `(SELECT count(*) FROM ${table} WHERE ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP) AS baseline_${table}`
      ])
      .join(', ')}`,
    times
  )
  const inWindow = share(counts?.number('window_statements'), counts?.number('window_requests'))
  // Fewer statements than requests: the database logs only some of them.
  if (inWindow === null || inWindow < 1) return null
  return {
    window: inWindow,
    baseline: share(counts?.number('baseline_statements'), counts?.number('baseline_requests')),
    method: 'logged statements ÷ logged requests'
  }
}

/** Operations of a population that took most time; what the rest states moves nothing. */
const mostOperations = 3

/**
 * Mean of the calls that each run states to have made, of the operation that took most of the time of those that state any.
 */
async function statedCalls(
  context: ToolContext,
  window: TimeWindow,
  baseline: TimeWindow | null
): Promise<CallsPerRequest | null> {
  if (baseline === null) return null
  const busiest = await queryRows(
    context,
    `WITH told AS (SELECT population, operation, sum(duration_ms) AS ms FROM operations
       WHERE population IN ('requests', 'events') AND duration_ms IS NOT NULL AND ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP
       GROUP BY population, operation)
     SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY population ORDER BY ms DESC, operation) <= ${mostOperations}
     ORDER BY ms DESC, population, operation`,
    [window.from, window.to]
  )
  const [inside, before] = [spanOf(window), spanOf(baseline)]
  for (const row of busiest) {
    const [population, operation] = [row.text('population') ?? '', row.text('operation') ?? '']
    const { runs: some } = await readRuns(context, { population, operation, first: { most: leastRequests, span: before } })
    const name = nameOfAsks(some)
    if (name === null) continue
    const { runs } = await readRuns(context, { population, operation })
    const [now, usual] = [runs.filter(({ at }) => inSpan(at, inside)), runs.filter(({ at }) => inSpan(at, before))]
    const asks = (all: readonly Run[]): number | null => meanOf(all.flatMap((run) => asksIn(run).get(name) ?? []))
    const [made, madeBefore] = [asks(now), asks(usual)]
    if (made === null || madeBefore === null) continue
    const [hits, hitsBefore] = [meanOf(now.flatMap(hitsIn)), meanOf(usual.flatMap(hitsIn))]
    const told = { window: made, baseline: madeBefore, method: `mean of ${name} as each run states it` }
    return hits !== null && hitsBefore !== null && hits < keptHits * hitsBefore ? { ...told, isLetThrough: true } : told
  }
  return null
}

/** Less than so much of its hits left, a cache lets more through. */
const keptHits = 0.8
const hitsIn = ({ attributes, parameters }: Run): number[] =>
  Object.entries({ ...attributes, ...parameters }).flatMap(([name, value]) =>
    /(?:^|[._-])hits?$/i.test(name) && Number.isFinite(Number(value)) ? [Number(value)] : []
  )

function nameOfAsks(runs: readonly Run[]): string | null {
  const names = runs.flatMap((run) => [...asksIn(run).keys()])
  return names.find((name) => names.filter((one) => one === name).length >= runs.length / 2) ?? null
}

const meanOf = (values: readonly number[]): number | null =>
  values.length < leastRequests ? null : values.reduce((sum, value) => sum + value, 0) / values.length
