import type { SpanNode } from './read-spans.ts'

/** Milliseconds of [from, to) that a set of intervals covers, each counted once. */
export function coveredMs(intervals: readonly (readonly [from: number, to: number])[], from: number, to: number): number {
  const clipped = intervals
    .map(([a, b]): [number, number] => [Math.max(a, from), Math.min(b, to)])
    .filter(([a, b]) => b > a)
    .sort((a, b) => a[0] - b[0])
  let covered = 0
  let reached = from
  for (const [a, b] of clipped) {
    if (b <= reached) continue
    covered += b - Math.max(a, reached)
    reached = b
  }
  return covered
}

export function endOf({ at, durationMs }: Pick<SpanNode, 'at' | 'durationMs'>): number {
  return at + durationMs
}

/** Clocks of two machines differ by so much without a word, ms. */
const clocksMs = 10

/**
 * The call that a failed span gave up on: it went on, or only began, after its caller had ended. What goes on behind a caller
 * that did not fail was never waited for.
 */
export function givenUpOn(span: SpanNode): SpanNode | null {
  if (!span.failed) return null
  const end = endOf(span) + Math.max(clocksMs, 0.02 * span.durationMs)
  return span.children.find((child) => endOf(child) > end) ?? null
}

/** Exclusive time: a span's duration without what its children cover, and without the wait for one that it gave up on, ms. */
export function selfMs(span: SpanNode): number {
  if (span.children.length === 0) return span.durationMs
  const late = givenUpOn(span)
  const covered = coveredMs(
    span.children.map((child) => [child === late ? Math.min(child.at, waitedFrom(span, late)) : child.at, endOf(child)]),
    span.at,
    endOf(span)
  )
  return span.durationMs - covered
}

/** Since when a span waited for the call that it gave up on: since the last of the others had ended. */
function waitedFrom(span: SpanNode, late: SpanNode): number {
  return span.children.filter((child) => child !== late).reduce((from, child) => Math.max(from, endOf(child)), span.at)
}

/**
 * The critical path of a trace: at every moment the span that the root was waiting for, found backwards from the root's end by
 * always following the child that ended last (as in Zhang et al., "CRISP", USENIX ATC 2022). Tells each span's time on it, ms;
 * the times add up to the root's duration.
 */
export function criticalPath(root: SpanNode, tell: (span: SpanNode, ms: number) => void): void {
  const stack: { readonly span: SpanNode; readonly from: number; readonly to: number }[] = [
    { span: root, from: root.at, to: endOf(root) }
  ]
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { span, from, to } = step
    let cursor = to
    let own = 0
    for (const child of [...span.children].sort((a, b) => endOf(b) - endOf(a))) {
      const end = Math.min(endOf(child), cursor)
      const start = Math.max(child.at, from)
      if (end <= start) continue
      own += cursor - end
      stack.push({ span: child, from: start, to: end })
      cursor = start
    }
    own += cursor - from
    if (own > 0) tell(span, own)
  }
}

/** The span and all below it. */
export function* below(span: SpanNode): Generator<SpanNode> {
  const stack = [span]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next
    stack.push(...next.children)
  }
}

/** Failed spans none of whose children failed, or what they gave up on: where the failure began, as far as the trace shows. */
export function errorOrigins(root: SpanNode): SpanNode[] {
  return [...below(root)]
    .filter(({ failed, children }) => failed && !children.some((child) => child.failed))
    .map((span) => givenUpOn(span) ?? span)
}
