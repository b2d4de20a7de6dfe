import type { Span } from '../span.ts'

/** Instants at which a rule is evaluated: `start + i × everyMs` for 0 ≤ i < count. */
export interface Grid {
  readonly start: number
  readonly everyMs: number
  readonly count: number
}

/** More evaluations than this are more than a month at a minute: a longer span is looked at from its end. */
const mostInstants = 100_000

/** The grid over a span, on multiples of the interval since the epoch, so that two backtests evaluate at the same instants. */
export function gridOver({ from, to }: Span, everySeconds: number): Grid {
  const everyMs = everySeconds * 1000
  const last = Math.ceil(to / everyMs)
  const first = Math.max(Math.floor(from / everyMs), last - mostInstants + 1)
  return { start: first * everyMs, everyMs, count: Math.max(1, last - first + 1) }
}

export function instantAt({ start, everyMs }: Grid, index: number): number {
  return start + index * everyMs
}

/** The first evaluation at or after an instant: when a sample of that time is known. */
export function indexOf({ start, everyMs }: Grid, at: number): number {
  return Math.ceil((at - start) / everyMs)
}

/** SQL for the index of the evaluation at which something of time `sql` (epoch ms) is known. */
export function indexSql({ start, everyMs }: Grid, sql: string): string {
  return `CAST(ceil((${sql} - ${start}) / ${everyMs}.0) AS BIGINT)`
}
