import type { Distribution } from './distribution.ts'
import type { Level } from './level.ts'
import type { Random } from './random.ts'

/** Carried by a request from its arrival; steps may read and set them (chosen instance, days ahead, cache hit). */
export type RequestAttributes = Record<string, string | number | boolean | null>

/** What a function of the model may look at. It sees the system as it is at that moment, and draws from the request's own stream. */
export interface Draw {
  /** Milliseconds since the start. */
  readonly now: number
  readonly random: Random
  readonly request: {
    readonly id: number
    readonly className: string
    readonly attempt: number
    readonly attributes: RequestAttributes
  }
  readonly system: SystemView
}

export interface SystemView {
  holders(resource: string): number
  waiters(resource: string): number
  limit(resource: string): number
  /** Jobs on a processor. */
  jobs(processor: string): number
  /** Requests in the system, of one class or of all. */
  inFlight(className?: string): number
  /** Requests of the class that have ended so far, however they ended. */
  ended(className?: string): number
}

/** Who may change the system while it runs: restarts, raised limits, out-of-memory kills. */
export interface SystemControl extends SystemView {
  readonly now: number
  readonly random: Random
  setLimit(resource: string, limit: number): void
  setSpeed(processor: string, cores: number): void
  /** Fails every request that holds or waits for the resource, with this reason. Returns how many. */
  interrupt(resource: string, reason: string): number
  /** Gives back units that were taken and never returned. Returns how many. */
  reclaim(resource: string): number
  launch(className: string, attributes?: RequestAttributes): void
}

/** Servers, workers, connections, locks: units that are held, with one queue in order of arrival. */
export interface ResourceSpec {
  readonly name: string
  /** Units. A lowered limit takes effect as units are given back. */
  readonly limit: Level
  /** Most that may wait; the next is refused at once ("rejected"). @default unlimited */
  readonly queueLimit?: number
  /** A request fails after waiting this long, unless the step says otherwise. @default waits for ever */
  readonly waitTimeoutMs?: number
}

/** Cores shared equally by whatever runs on them (egalitarian processor sharing); one job uses at most one core. */
export interface ProcessorSpec {
  readonly name: string
  /** Cores, or their equivalent in speed: 3.5 cores do 3.5 ms of work in a millisecond. */
  readonly cores: Level
}

/** A circuit breaker, shared by all requests that pass it. */
export interface BreakerSpec {
  readonly name: string
  /** Calls that ended within this time count. */
  readonly windowMs: number
  /** It does not judge fewer calls than this. */
  readonly minimum: number
  /** Share of failures (0–1) at which it opens. */
  readonly failureShare: number
  /** A call that takes longer counts as a failure. @default no call is too slow */
  readonly slowMs?: number
  /** How long it refuses before it lets one call try. */
  readonly openMs: number
}

/** What a request does. Steps run in order; holding nests. */
export type Step =
  /** Takes units of a resource, runs the steps, gives them back, also when the steps fail. */
  | {
      readonly do: 'hold'
      readonly resource: string | ((draw: Draw) => string)
      /** `all` takes the whole limit: an exclusive lock beside shared ones. @default 1 */
      readonly units?: number | 'all'
      readonly waitTimeoutMs?: number
      /** True: the units are never given back (a leak), though the request goes on. */
      readonly leaks?: (draw: Draw) => boolean
      readonly steps: readonly Step[]
    }
  /** Takes time: a demand on a processor, or mere delay when no processor is named. */
  | {
      readonly do: 'work'
      readonly name: string
      readonly on?: string | ((draw: Draw) => string)
      readonly time: Distribution
      /** Kept in the trace, for whoever reads it. */
      readonly about?: unknown
    }
  /** Steps that depend on the request or the system. */
  | { readonly do: 'branch'; readonly choose: (draw: Draw) => readonly Step[] }
  | { readonly do: 'repeat'; readonly times: number | ((draw: Draw) => number); readonly steps: readonly Step[] }
  /** Fails with `reason` when the steps take longer. */
  | { readonly do: 'within'; readonly ms: number; readonly reason: string; readonly steps: readonly Step[] }
  /** Tries again inside the request; after the last attempt does `otherwise`, or fails when there is none. */
  | {
      readonly do: 'try'
      readonly steps: readonly Step[]
      /** @default 1 */
      readonly attempts?: number
      readonly backoff?: Distribution
      readonly otherwise?: readonly Step[]
    }
  /** Behind a circuit breaker: refused at once (`open:<name>`) while it is open. */
  | { readonly do: 'guard'; readonly breaker: string; readonly steps: readonly Step[] }
  /** Single flight: while a request with the same key does the steps, others wait for its end and share it. */
  | { readonly do: 'share'; readonly key: (draw: Draw) => string; readonly steps: readonly Step[] }
  | { readonly do: 'fail'; readonly reason: string }
  /** Sends another request on its way; this one does not wait for it. */
  | { readonly do: 'spawn'; readonly className: string; readonly attributes?: (draw: Draw) => RequestAttributes }

/** When requests of a class arrive. */
export type Arrivals =
  /** A Poisson process whose rate is `perMinute[i]` in minute i; drawn by thinning (Lewis & Shedler 1979). */
  | { readonly kind: 'rate'; readonly perMinute: readonly number[] }
  /** Exactly then: scheduled jobs, or a replayed log. */
  | { readonly kind: 'times'; readonly atMs: readonly number[] }
  | { readonly kind: 'none' }

export interface ClientSpec {
  /** The client stops waiting after this. The server goes on with work for nobody, unless `cancels`. */
  readonly timeoutMs?: number
  readonly cancels?: boolean
  /** In all, with the first. @default 1 */
  readonly attempts?: number
  /** Between a failure and the next attempt. @default 0 */
  readonly backoff?: Distribution
  /** Repetitions allowed as a share of first attempts, over all clients of the class. @default no limit */
  readonly retryBudget?: number
}

export interface WorkClass {
  readonly name: string
  readonly arrivals: Arrivals
  readonly steps: readonly Step[]
  readonly attributes?: (draw: Draw) => RequestAttributes
  readonly client?: ClientSpec
  /** A user's next request after this one ended and was not tried again: the rest of a journey. */
  readonly next?: (
    ended: EndedRequest,
    draw: Draw
  ) => { readonly className: string; readonly afterMs: number; readonly attributes: RequestAttributes } | null
}

export interface QueueModel {
  readonly durationMs: number
  readonly resources: readonly ResourceSpec[]
  readonly processors?: readonly ProcessorSpec[]
  readonly breakers?: readonly BreakerSpec[]
  readonly classes: readonly WorkClass[]
  /** Called at these times, or every `everyMs`, with the power to change the system. */
  readonly controls?: readonly {
    readonly when: { readonly everyMs: number } | { readonly atMs: number }
    readonly act: (control: SystemControl) => void
  }[]
}

/** What a request held or did. Milliseconds since the start. */
export interface Visit {
  readonly kind: 'hold' | 'work'
  readonly name: string
  readonly askedAt: number
  /** When it was given the resource, or began to work; null when it never was. */
  startedAt: number | null
  endedAt: number | null
  readonly about: unknown
}

export interface EndedRequest {
  readonly id: number
  /** The first attempt's id, for retries. */
  readonly root: number
  readonly className: string
  /** From 1. */
  readonly attempt: number
  readonly attributes: RequestAttributes
  readonly arrivedAt: number
  /** When the server was done with it; for requests still in flight at the end, the end. */
  readonly endedAt: number
  readonly outcome: 'completed' | 'failed' | 'in-flight'
  /** `wait-timeout:<resource>`, `rejected:<resource>`, a `within` or `fail` reason, or an interruption's. */
  readonly reason: string | null
  /** When the client stopped waiting, if it did before the end. */
  readonly clientGaveUpAt: number | null
  /** Empty unless the run was traced. */
  readonly visits: readonly Visit[]
}
