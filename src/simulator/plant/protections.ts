import type { BreakerSpec, Draw, Step } from '../../queueing/index.ts'

/** Measures built into a service: what of it is ended, refused, shared or done without. Empty: as the service is. */
export interface Protections {
  /** By statement: ended after so many milliseconds, the wait for its lock included. */
  readonly statementTimeoutMs: ReadonlyMap<string, number>
  /** By dependency. */
  readonly callTimeoutMs: ReadonlyMap<string, number>
  /** By statement or dependency. */
  readonly breakers: ReadonlyMap<string, BreakerSpec>
  /** By route: requests at a time on each instance; more are refused at once. */
  readonly bulkheads: ReadonlyMap<string, number>
  /** Dependencies without which a request goes on when a call fails. */
  readonly doWithout: ReadonlySet<string>
  /** One request fills a missing entry of a cache while the others wait for it. */
  readonly singleFlight: boolean
  /** Repetitions as a share of first attempts; null: no budget. */
  readonly retryBudget: number | null
  /** How many may wait for a connection of one instance; null: without end. */
  readonly poolQueueLimit: number | null
}

export const noProtections: Protections = {
  statementTimeoutMs: new Map(),
  callTimeoutMs: new Map(),
  breakers: new Map(),
  bulkheads: new Map(),
  doWithout: new Set(),
  singleFlight: false,
  retryBudget: null,
  poolQueueLimit: null
}

/** The statement under its time-out. */
export function endStatement({ statementTimeoutMs }: Protections, id: string, steps: readonly Step[]): readonly Step[] {
  const ms = statementTimeoutMs.get(id)
  return ms === undefined
    ? steps
    : [{ do: 'within', ms, reason: `sql:${id}:canceling statement due to statement timeout`, steps }]
}

/** Behind its circuit breaker, when it has one. */
export function guard({ breakers }: Protections, id: string, step: Step): Step {
  const spec = breakers.get(id)
  return spec ? { do: 'guard', breaker: spec.name, steps: [step] } : step
}

/** The call under its time-out and breaker, or done without when it fails. */
export function protectCall(protections: Protections, id: string, step: Step): Step {
  const ms = protections.callTimeoutMs.get(id)
  const ended: Step = ms === undefined ? step : { do: 'within', ms, reason: `call:${id}:read timed out`, steps: [step] }
  const guarded = guard(protections, id, ended)
  return protections.doWithout.has(id) ? { do: 'try', steps: [guarded], otherwise: [] } : guarded
}

/** Filling a cache's entry: shared by all who ask the same of it. */
export function fill({ singleFlight }: Protections, cache: string, draw: Draw, steps: readonly Step[]): readonly Step[] {
  if (!singleFlight) return steps
  const { className, attributes } = draw.request
  const asked = Object.entries(attributes).filter(([name]) => !/^(citizen|reloads|instance|userAgent|route)$/.test(name))
  return [{ do: 'share', key: () => `${cache}/${className}/${JSON.stringify(asked)}`, steps }]
}

/** The route's own steps within its bulkhead. */
export function within({ bulkheads }: Protections, route: string, instance: string, steps: readonly Step[]): readonly Step[] {
  return bulkheads.has(route) ? [{ do: 'hold', resource: bulkheadOf(route, instance), steps }] : steps
}

export const bulkheadOf = (route: string, instance: string): string => `bulkhead:${route}@${instance}`
