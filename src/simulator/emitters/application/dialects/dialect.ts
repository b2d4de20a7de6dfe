import type { Route, Service } from '../../../scenario/service.ts'
import type { PoolFigures } from '../application-event.ts'

/** Who says it, and on which thread when that is not the main one. */
export interface Voice {
  readonly logger: string
  readonly thread?: string
}

/** How a runtime and its usual libraries speak: the same things happen in all of them, each has its own words. */
export interface Dialect {
  /** A worker by its number. */
  readonly thread: (number: number) => string
  /** The thread that runs what comes by the clock. */
  readonly timer: string
  readonly pool: {
    readonly asked: Voice
    readonly exhausted: (waitedMs: number, figures: PoolFigures) => string
    readonly watched: Voice
    readonly figures: (figures: PoolFigures) => string
    readonly configured: Voice
    readonly resized: (before: number, after: number) => string
    readonly opened: Voice
    readonly started: (limit: number) => string
  }
  readonly workers: { readonly configured: Voice; readonly resized: (before: number, after: number) => string }
  readonly memory: {
    readonly watched: Voice
    readonly figures: (usedMb: number, heapMb: number, gcPercent: number) => string
    readonly lost: Voice
    readonly exhausted: string
  }
  readonly life: {
    readonly spoken: Voice
    readonly starting: (service: Service, instance: string) => string
    readonly started: (service: Service, seconds: string) => string
    readonly stopped: Voice
    readonly stopping: string
  }
  /** Lines below an error: what was thrown, then where; `message` as the model has it. */
  readonly trace: (what: Thrown, message: string, service: Service, route: Route) => readonly string[]
}

export type Thrown = 'connection' | 'call' | 'statement' | 'code' | 'nothing'
