import type { EndedRequest } from './model.ts'
import type { Processor } from './processor.ts'
import { type ClassRecord, type Latency, latencyOf, type Recorder } from './recorder.ts'
import type { Resource } from './resource.ts'

export interface ResourceRun {
  readonly admitted: number
  readonly timedOut: number
  readonly rejected: number
  /** Of those admitted. */
  readonly meanWaitMs: number
  readonly peakWaiters: number
  /** Start of the first three intervals in a row that were full (≥ 95 % of the limit held on average) with someone waiting on average; null when never. */
  readonly saturatedAtMs: number | null
  /** One entry an interval: time averages, and the most that waited at one time. */
  readonly series: {
    readonly holders: readonly number[]
    readonly waiters: readonly number[]
    readonly peakWaiters: readonly number[]
    readonly limit: readonly number[]
  }
}

export interface ProcessorRun {
  /** Jobs on it, and the busy share of its cores (0–1), as time averages. */
  readonly series: { readonly jobs: readonly number[]; readonly utilisation: readonly number[] }
}

export interface QueueRun {
  readonly durationMs: number
  readonly intervalMs: number
  readonly resources: Readonly<Record<string, ResourceRun>>
  readonly processors: Readonly<Record<string, ProcessorRun>>
  readonly classes: Readonly<Record<string, ClassRecord>>
  /** Share of attempts that failed for the client, over all classes. */
  readonly failedShare: number
  readonly latency: Latency
  /** In order of arrival; null unless the run was traced. */
  readonly requests: readonly EndedRequest[] | null
}

const fullShare = 0.95
const intervalsInARow = 3

function saturatedAt(holders: readonly number[], waiters: readonly number[], limit: readonly number[]): number | null {
  let row = 0
  for (const [i, held] of holders.entries()) {
    const full = held >= fullShare * (limit[i] ?? Infinity) && (waiters[i] ?? 0) >= 1
    row = full ? row + 1 : 0
    if (row === intervalsInARow) return i - intervalsInARow + 1
  }
  return null
}

/** Closes the books of everything that took part. */
export function reportRun(
  durationMs: number,
  intervalMs: number,
  resources: ReadonlyMap<string, Resource>,
  processors: ReadonlyMap<string, Processor>,
  classes: ReadonlyMap<string, { readonly recorder: Recorder }>,
  requests: readonly EndedRequest[] | null
): QueueRun {
  const classRuns = [...classes].map(
    ([name, { recorder }]) => [name, recorder.close(Math.ceil(durationMs / intervalMs))] as const
  )
  let known = 0
  let unhappy = 0
  for (const [, { series }] of classRuns) {
    for (const count of series.ended) known += count
    for (const count of series.failed) unhappy += count
  }
  return {
    durationMs,
    intervalMs,
    resources: Object.fromEntries(
      [...resources].map(([name, resource]) => {
        const { admitted, timedOut, rejected, totalWaitMs, series } = resource.close(durationMs)
        const at = saturatedAt(series.holders, series.waiters, series.limit)
        return [
          name,
          {
            admitted,
            timedOut,
            rejected,
            meanWaitMs: admitted === 0 ? 0 : totalWaitMs / admitted,
            peakWaiters: series.peakWaiters.reduce((a, b) => Math.max(a, b), 0),
            saturatedAtMs: at === null ? null : at * intervalMs,
            series
          }
        ]
      })
    ),
    processors: Object.fromEntries([...processors].map(([name, processor]) => [name, { series: processor.close(durationMs) }])),
    classes: Object.fromEntries(classRuns),
    failedShare: known === 0 ? 0 : unhappy / known,
    latency: latencyOf([...classes.values()].flatMap(({ recorder }) => recorder.waits())),
    requests
  }
}
