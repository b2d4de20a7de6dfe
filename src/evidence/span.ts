import { epochMsOf, type TimeWindow } from '../domain/index.ts'

/** A half-open window in milliseconds since the epoch. */
export interface Span {
  readonly from: number
  readonly to: number
}

export function spanOf({ from, to }: TimeWindow): Span {
  return { from: epochMsOf(from), to: epochMsOf(to) }
}

export function inSpan(at: number, { from, to }: Span): boolean {
  return at >= from && at < to
}

/**
 * The healthy time to compare with: the baseline as given, else everything before the window. Never overlaps the window's
 * start by accident: a baseline is taken as it is said.
 */
export function baselineSpan(baseline: TimeWindow | null, window: Span): Span {
  return baseline ? spanOf(baseline) : { from: -Infinity, to: window.from }
}
