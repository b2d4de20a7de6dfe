import { quantileSorted } from 'simple-statistics'
import type { EndedRequest } from './model.ts'

/** Response times in milliseconds; null when nothing ended. */
export interface Latency {
  readonly meanMs: number | null
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
  readonly maxMs: number | null
}

/** Attempts, counted once each. arrived = completed + failed + inFlight, always. */
export interface ClassTotals {
  readonly arrived: number
  readonly completed: number
  readonly failed: number
  readonly inFlight: number
  /** Clients that stopped waiting, whatever became of the request. */
  readonly gaveUp: number
  /** Attempts after the first. */
  readonly retries: number
  readonly byReason: Readonly<Record<string, number>>
  /** As the client met it: failed, or given up on, among those whose fate is known. */
  readonly failedShare: number
  /** From arrival until the client had its answer, its error, or had given up. */
  readonly latency: Latency
}

export interface ClassSeries {
  readonly arrived: number[]
  /** By the interval in which the client's wait ended. */
  readonly ended: number[]
  readonly failed: number[]
  /** Answered, but only after `slowMs`. */
  readonly slow: number[]
  readonly meanMs: (number | null)[]
  readonly p95Ms: (number | null)[]
}

export interface ClassRecord {
  readonly totals: ClassTotals
  readonly series: ClassSeries
}

export interface Recorder {
  arrived(at: number, attempt: number): void
  ended(request: EndedRequest): void
  /** How long each client waited whose fate is known. */
  waits(): readonly number[]
  close(intervals: number): ClassRecord
}

/** What the client saw: how long it waited and whether it got what it came for. */
function fateOf(request: EndedRequest): { at: number; failed: boolean } | null {
  if (request.clientGaveUpAt !== null) return { at: request.clientGaveUpAt, failed: true }
  if (request.outcome === 'in-flight') return null
  return { at: request.endedAt, failed: request.outcome === 'failed' }
}

export function latencyOf(waits: readonly number[]): Latency {
  if (waits.length === 0) return { meanMs: null, p50Ms: null, p95Ms: null, p99Ms: null, maxMs: null }
  const sorted = Array.from(Float64Array.from(waits).sort())
  return {
    meanMs: waits.reduce((a, b) => a + b, 0) / waits.length,
    p50Ms: quantileSorted(sorted, 0.5),
    p95Ms: quantileSorted(sorted, 0.95),
    p99Ms: quantileSorted(sorted, 0.99),
    maxMs: sorted.at(-1) ?? null
  }
}

export function createRecorder(intervalMs: number, slowMs: number): Recorder {
  let [arrived, completed, failed, inFlight, gaveUp, retries, unhappy] = [0, 0, 0, 0, 0, 0, 0]
  const byReason: Record<string, number> = {}
  const waits: number[] = []
  const arrivals: number[] = []
  const failures: number[] = []
  const late: number[] = []
  const waitsIn: number[][] = []
  return {
    arrived: (at, attempt) => {
      arrived++
      if (attempt > 1) retries++
      const index = Math.floor(at / intervalMs)
      arrivals[index] = (arrivals[index] ?? 0) + 1
    },
    ended: (request) => {
      if (request.outcome === 'completed') completed++
      else if (request.outcome === 'failed') failed++
      else inFlight++
      if (request.reason !== null) byReason[request.reason] = (byReason[request.reason] ?? 0) + 1
      if (request.clientGaveUpAt !== null) gaveUp++
      const fate = fateOf(request)
      if (fate === null) return
      const wait = fate.at - request.arrivedAt
      const index = Math.floor(fate.at / intervalMs)
      waits.push(wait)
      ;(waitsIn[index] ??= []).push(wait)
      if (!fate.failed) {
        if (wait > slowMs) late[index] = (late[index] ?? 0) + 1
        return
      }
      unhappy++
      failures[index] = (failures[index] ?? 0) + 1
    },
    waits: () => waits,
    close: (intervals) => {
      const each = <T>(of: (index: number) => T): T[] => Array.from({ length: intervals }, (_, i) => of(i))
      const latencies = each((i) => latencyOf(waitsIn[i] ?? []))
      return {
        totals: {
          arrived,
          completed,
          failed,
          inFlight,
          gaveUp,
          retries,
          byReason,
          failedShare: waits.length === 0 ? 0 : unhappy / waits.length,
          latency: latencyOf(waits)
        },
        series: {
          arrived: each((i) => arrivals[i] ?? 0),
          ended: each((i) => waitsIn[i]?.length ?? 0),
          failed: each((i) => failures[i] ?? 0),
          slow: each((i) => late[i] ?? 0),
          meanMs: latencies.map(({ meanMs }) => meanMs),
          p95Ms: latencies.map(({ p95Ms }) => p95Ms)
        }
      }
    }
  }
}
