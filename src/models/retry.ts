import { setTimeout as sleep } from 'node:timers/promises'
import { isPassing, type ModelFault, modelFaultOf } from './http.ts'

export interface RetryOptions {
  /** Tries after the first. @default 4 */
  readonly retries?: number
  /** Wait before the first retry in milliseconds, doubled each time. @default 1000 */
  readonly firstWaitMs?: number
  /** Longest wait, also for what a server asks. @default 60_000 */
  readonly longestWaitMs?: number
  readonly signal?: AbortSignal | undefined
  /** Told before each wait. */
  readonly onRetry?: (fault: ModelFault, attempt: number, waitMs: number) => void
}

/** Calls again what failed in passing, as long as the server asks or with doubling waits. Rethrows the last fault. */
export async function withRetries<T>(call: (attempt: number) => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 4, firstWaitMs = 1000, longestWaitMs = 60_000, signal, onRetry } = options
  for (let attempt = 0; ; attempt++) {
    try {
      return await call(attempt)
    } catch (thrown) {
      const fault = modelFaultOf(thrown)
      if (!fault || !isPassing(fault) || attempt >= retries || signal?.aborted) throw fault ?? thrown
      const waitMs = Math.min(longestWaitMs, fault.retryAfterMs ?? firstWaitMs * 2 ** attempt)
      onRetry?.(fault, attempt, waitMs)
      await sleep(waitMs, undefined, signal ? { signal } : {})
    }
  }
}
