import { isAskedBehind } from '../../domain/index.ts'
import { combine, type Gauge } from '../gauges.ts'
import { readSeries, type Series } from '../read-series.ts'
import { inSpan, type Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import type { Forest, SpanNode } from '../traces/read-spans.ts'

/** What is no count of work, whatever its values. */
const counts = /^(load|success|retries|other)$/
/** What failed is not what was wanted. What succeeded is, as long as as many succeed as before: each then takes more attempts. */
const failures = /fail|error|reject|refus|abandon/i
/** Shares, durations and levels are no counts of what is asked for. */
const noCount = /[%_]pct|percent|%|concurren|(?:^|[^a-z])(?:ms|seconds?|avg|mean|median|p\d\d|bytes)(?![a-z])/i
/** In healthy time each thing is asked for about once. */
const once = { from: 0.8, to: 1.35 }
const mostlyOnce = 0.8
/** As many things are wanted as before. */
const asMany = { from: 0.6, to: 1.7 }
const multiplied = 1.8
const leastPoints = 8

/** Statements behind a door are no attempts of who comes to it: `db_statements_per_min` is read with its words apart. */
const isBehind = (series: string): boolean => isAskedBehind(series) || isAskedBehind(series.replaceAll('_', ' '))

export interface AttemptsByIntents extends Gauge {
  /** Whose attempts they are. */
  readonly of: string | null
  /** The count of attempts alone. */
  readonly attempts: Gauge
}

/**
 * Two counts of one source that went together while all was well, attempts and what they are for (requests and new orders, connects
 * and devices), of which one multiplied while the other stood: attempts per intent, step by step, and whose (`of`). Null where no two did, or
 * where traces show that one run makes so many more calls though none of them failed.
 */
export async function attemptsByIntents(
  context: ToolContext,
  window: Span,
  baseline: Span,
  forest: Pick<Forest, 'spans'>
): Promise<AttemptsByIntents | null> {
  const series = (await readSeries(context)).filter(
    ({ role, series: name, points }) =>
      counts.test(role) && points.length >= 2 * leastPoints && !noCount.test(name) && !isBehind(name)
  )
  const within = (one: Series, span: Span): Series['points'] => one.points.filter(({ at }) => inSpan(at, span))
  const middle = (one: Series, span: Span): number => medianOf(within(one, span).map(({ value }) => value)) ?? 0
  const rising = series.filter(
    (one) => !failures.test(one.series) && middle(one, baseline) > 0 && middle(one, window) >= multiplied * middle(one, baseline)
  )
  const steady = series.filter((one) => {
    const [before, now] = [middle(one, baseline), middle(one, window)]
    return !failures.test(one.series) && before > 0 && now >= asMany.from * before && now <= asMany.to * before
  })
  const pairs = rising.flatMap((attempts) =>
    steady.flatMap((intents) => {
      if (attempts.source !== intents.source || attempts.stepMs !== intents.stepMs) return []
      const at = new Map(intents.points.map((point) => [point.at, point.value]))
      const points = attempts.points.flatMap((point) => {
        const wanted = at.get(point.at) ?? 0
        return wanted > 0 ? [{ at: point.at, value: point.value / wanted, line: point.line }] : []
      })
      const healthy = points.filter((point) => inSpan(point.at, baseline)).map(({ value }) => value)
      const alike = healthy.filter((ratio) => ratio >= once.from && ratio <= once.to).length
      const now = medianOf(points.filter((point) => inSpan(point.at, window)).map(({ value }) => value)) ?? 0
      if (healthy.length < leastPoints || alike < mostlyOnce * healthy.length || now < multiplied) return []
      return [{ attempts, intents, points, now }]
    })
  )
  const [best] = pairs.toSorted((a, b) => b.now - a.now || (a.attempts.series < b.attempts.series ? -1 : 1))
  if (!best) return null
  const { attempts, intents, points } = best
  if (attempts.entity !== null && callsMoreFor(attempts.entity, forest, window, baseline)) return null
  return {
    series: `attempts per intent (${attempts.series} ÷ ${intents.series})`,
    role: 'retries',
    unit: null,
    stepMs: attempts.stepMs,
    sources: [attempts.source],
    entities: 1,
    of: attempts.entity,
    attempts: combine([attempts]),
    points
  }
}

const leastRuns = 10

/** Is a service called several times more by each run of its callers than in healthy time, not counting calls again after one that failed? */
function callsMoreFor(service: string, { spans }: Pick<Forest, 'spans'>, window: Span, baseline: Span): boolean {
  const calls = spans.filter(({ entity, parent }) => entity === service && parent !== null && parent.entity !== service)
  const callsARun = (span: Span): number | null => {
    const made = calls.filter(({ at }) => inSpan(at, span))
    const failedFor = new Map<SpanNode['parent'], number>()
    for (const { parent, failed, at, durationMs } of made)
      if (failed) failedFor.set(parent, Math.min(failedFor.get(parent) ?? Infinity, at + durationMs))
    const first = made.filter(({ parent, at }) => at < (failedFor.get(parent) ?? Infinity))
    const runs = new Set(made.map(({ parent }) => parent)).size
    return runs < leastRuns ? null : first.length / runs
  }
  const [before, now] = [callsARun(baseline), callsARun(window)]
  return before !== null && now !== null && now >= multiplied * before
}
