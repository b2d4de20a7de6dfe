import { epochMsOf, magnitudeOf } from '../domain/index.ts'
import { limitSteps } from './limit-steps.ts'
import type { Pool } from './pool.ts'
import { readLimitChanges } from './read-limit-changes.ts'
import { inSpan, type Span } from './span.ts'
import type { ToolContext } from './tool.ts'
import { valueAt } from './gauges.ts'

export interface PoolLimits {
  /** The limit at a time; null when nothing tells. */
  at(ms: number): number | null
  /** The last change of the limit in the span. */
  readonly change: { readonly at: number; readonly before: number | null; readonly after: number } | null
}

/** Times of the same change in two sources, or a change and its first effect on the series, lie this close. */
const sameMs = 600_000

/**
 * The pool's limit over time: from its own series; else from recorded changes of a pool's or its units' limit; else the
 * plateau of holders while others waited.
 */
export async function limitsOf(context: ToolContext, pool: Pool, span: Span): Promise<PoolLimits> {
  const { limit } = pool
  if (limit && limit.points.length > 0) {
    const inside = limitSteps(limit.points).filter(({ at }) => inSpan(at, span))
    const stepped = inside.findLast(({ value }, i) => i > 0 && value !== inside[i - 1]?.value)
    const before = stepped ? inside[inside.indexOf(stepped) - 1]?.value : undefined
    return {
      at: (ms) => valueAt(limit, ms) ?? limit.points.findLast(({ at }) => at <= ms)?.value ?? limit.points[0]?.value ?? null,
      change: stepped ? { at: stepped.at, before: before ?? null, after: stepped.value } : null
    }
  }
  const recorded = (await readLimitChanges(context))
    .map(({ time, name, from, to }) => ({ at: epochMsOf(time), name, before: magnitudeOf(from ?? ''), after: magnitudeOf(to) }))
    .filter(({ at, name, after }) => after !== null && Number.isInteger(after) && inSpan(at, span) && concerns(name, pool))
  const ceiling = plateauOf(pool, span, recorded[0]?.at ?? Infinity)
  const first = recorded[0]
  if (first && first.after !== null) {
    const steps = recorded.flatMap(({ at, after }) => (after === null ? [] : [{ at, after }]))
    const before = recorded.find((one) => one.before !== null && one.at - first.at < sameMs)?.before ?? ceiling
    const last = steps.at(-1)
    const beforeLast = steps.findLast(({ at, after }) => at < (last?.at ?? 0) && after !== last?.after)?.after ?? before
    return {
      at: (ms) => steps.findLast(({ at }) => at <= ms)?.after ?? before,
      change: last
        ? { at: steps.find(({ after }) => after === last.after)?.at ?? last.at, before: beforeLast, after: last.after }
        : null
    }
  }
  return ceiling === null ? { at: () => null, change: null } : fromPlateau(pool, span, ceiling)
}

/**
 * The plateau is the limit while others wait. More than it, later, shows that the limit was raised; more than it, before,
 * that it was lowered (from at least as much): two points of either are needed.
 */
function fromPlateau({ holders, waiters }: Pool, span: Span, ceiling: number): PoolLimits {
  const inside = holders.points.filter(({ at }) => inSpan(at, span))
  const contended = inside.filter(({ at, value }) => value === ceiling && (!waiters || (valueAt(waiters, at) ?? 0) > 0))
  const [first, last] = [contended[0]?.at ?? span.from, contended.at(-1)?.at ?? span.to]
  const before = inside.filter(({ at, value }) => at < first && value > 1.05 * ceiling)
  const after = inside.filter(({ at, value }) => at > last && value > 1.05 * ceiling)
  const highest = (points: typeof inside) => points.reduce((most, { value }) => Math.max(most, value), 0)
  const raised = after[0]
  if (raised)
    return {
      at: (ms) => (ms >= raised.at ? highest(after) : ceiling),
      change: { at: raised.at, before: ceiling, after: highest(after) }
    }
  if (before.length < 2) return { at: () => ceiling, change: null }
  return { at: (ms) => (ms >= first ? ceiling : null), change: { at: first, before: highest(before), after: ceiling } }
}

/** A limit concerns the pool when their names share a word, or it is a pool's or its units'. */
function concerns(name: string, pool: Pool): boolean {
  const words = pool.name.split(' ').filter((word) => word.length > 2)
  const said = name.toLowerCase()
  return /pool/.test(said) || words.some((word) => said.includes(word.replace(/s$/, '')))
}

/** The value at which holders stayed while others waited (three points or more); without waiters, at which they stayed longest. */
function plateauOf({ holders, waiters }: Pool, span: Span, before: number): number | null {
  const inside = holders.points.filter(({ at }) => inSpan(at, span) && at < before)
  const held = waiters ? inside.filter(({ at }) => (valueAt(waiters, at) ?? 0) > 0) : inside
  const counts = new Map<number, number>()
  for (const { value } of held) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [value, times] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
  const highest = inside.reduce((most, point) => Math.max(most, point.value), 0)
  return times >= 3 && (waiters !== null || value >= 0.95 * highest) ? value : null
}
