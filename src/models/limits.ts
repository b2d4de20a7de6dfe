import PQueue from 'p-queue'

export interface ModelLimits {
  /** Calls under way at once. @default 4 */
  readonly concurrency?: number
  /** Calls started per minute; no limit unless given. */
  readonly perMinute?: number
}

/** Runs calls side by side within an endpoint's limits. */
export interface Limiter {
  run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

/** One limiter an endpoint, shared by all roles that use it. */
export function createLimiter({ concurrency = 4, perMinute }: ModelLimits = {}): Limiter {
  const queue = new PQueue({ concurrency, ...(perMinute ? { interval: 60_000, intervalCap: perMinute } : {}) })
  return {
    run: async (call, signal) => queue.add(call, signal ? { signal } : {})
  }
}
