/** What a lane counts or measures. `fast`: not slower than the signal's `slowMs`; `ms`: time of runs added up; `oldest`: ms. */
export type LanePart = 'value' | 'per' | 'oldest' | 'all' | 'failed' | 'fast' | 'fast_ok' | 'ms' | 'top' | 'bottom'

/**
 * One input of a signal on a grid. A gauge's cell is the value known at that instant (NaN: no sample); a counter's cell is
 * what was added since the instant before.
 */
export interface Lane {
  readonly part: LanePart
  readonly entity: string | null
  readonly kind: 'gauge' | 'counter'
  readonly cells: Float64Array
}

export function gaugeLane(part: LanePart, entity: string | null, count: number): Lane {
  return { part, entity, kind: 'gauge', cells: new Float64Array(count).fill(Number.NaN) }
}

export function counterLane(part: LanePart, entity: string | null, count: number): Lane {
  return { part, entity, kind: 'counter', cells: new Float64Array(count) }
}
