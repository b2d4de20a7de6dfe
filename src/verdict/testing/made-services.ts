import type { Made } from './made-evidence.ts'
import { at, dearStatement, type World } from './made-world.ts'

/** What `service_origin` says of one of four services; a healthy one says nothing. */
export interface MadeService {
  readonly score?: number
  readonly failures_share?: number
  readonly own_before_ms?: number
  readonly own_now_ms?: number
  readonly resource_role?: string
  readonly resource_series?: string
  readonly resource_before?: number
  readonly resource_now?: number
  readonly called_more?: string
  readonly calls_before?: number
  readonly calls_now?: number
  /** Times its healthy load; null where nothing measures it. */
  readonly busier?: number | null
}

/** A change as `change_candidates` ranks it for the origin. */
export interface MadeChange {
  readonly ref: string
  readonly can_produce: string
  readonly matches_component: string
  readonly able?: boolean
  readonly named?: string | null
  readonly reason?: string
  readonly old?: string
  readonly new?: string
}

const row = (service: string, made: MadeService) => ({
  service,
  score: 0.02,
  operation: `${service} work`,
  first_departed: made.score === undefined ? null : at('09:05'),
  busier: 1,
  ...made
})

/** Four services, harm beginning in `stock`; `more` are further facts of its own lines and of the way to it. */
export function services(stock: MadeService, more: Readonly<Record<string, string | number>> = {}, cart: MadeService = {}): Made {
  return {
    facts: {
      services: 4,
      origin: 'stock',
      origin_score: 0.9,
      origin_told_by: 'own time in traces',
      origin_operation: 'stock work',
      runner_up: 'cart',
      runner_up_score: 0.05,
      ...more
    },
    rows: [row('stock', { score: 0.9, ...stock }), row('cart', cart), row('web', {}), row('search', {})]
  }
}

export const changes = (...made: readonly MadeChange[]): Made => ({
  facts: { candidates: made.length },
  rows: made.map((one) => ({
    title: `change ${one.ref}`,
    time: at('07:00'),
    acts_at: at('07:30'),
    kind: 'commit',
    able: true,
    named: null,
    reason: 'changes code',
    old: null,
    new: null,
    ...one
  }))
})

/** Services whose load and statements stay as they were. */
export const calm: World = {
  ...dearStatement,
  operations: { facts: {}, rows: [] },
  operation_runs: { facts: {} },
  holders_waiters: { facts: {} }
}
