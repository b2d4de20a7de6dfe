import { mean, quantile } from 'simple-statistics'
import type { Served } from './served.ts'

export const latencyOf = (requests: readonly Served[]): number[] => requests.map(({ at, endedAt }) => endedAt - at)
export const shareOf = (requests: readonly Served[], of: (request: Served) => boolean): number =>
  requests.length === 0 ? 0 : (100 * requests.filter(of).length) / requests.length
export const quantileOf = (values: readonly number[], p: number): number | null =>
  values.length === 0 ? null : quantile([...values], p)
export const meanOf = (values: readonly number[]): number | null => (values.length === 0 ? null : mean([...values]))

/** How many of the spans were running, on average over each interval. */
export const busyOf = (spans: readonly { at: number; tookMs: number }[], everyMs: number, count: number): number[] => {
  const busy = Array.from({ length: count }, () => 0)
  for (const { at, tookMs } of spans) {
    for (let i = Math.max(0, Math.floor(at / everyMs)); i < count && i * everyMs < at + tookMs; i++) {
      const overlap = Math.min(at + tookMs, (i + 1) * everyMs) - Math.max(at, i * everyMs)
      busy[i] = (busy[i] ?? 0) + overlap / everyMs
    }
  }
  return busy
}

/** Worked out when it is first asked for, and kept. */
export function once<T extends object>(of: () => T): () => T {
  let kept: T | undefined
  return () => (kept ??= of())
}
