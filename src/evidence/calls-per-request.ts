import type { TimeWindow } from '../domain/index.ts'
import { queryRows } from './query-rows.ts'
import { readRequestVolume } from './request-volume.ts'
import { completenessOf } from './tools/catalogue.ts'
import type { ToolContext } from './tool.ts'

export interface CallsPerRequest {
  readonly window: number | null
  readonly baseline: number | null
  readonly method: string
}

const leastRequests = 20

/**
 * How many calls one request makes: spans of a trace; else logged statements ÷ logged requests, when neither log is known to
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
