import type { SpanNode } from './read-spans.ts'
import { below, criticalPath, errorOrigins, selfMs } from './span-times.ts'

/** What a set of traces did, by operation (`operationKey`). */
export interface TreeTally {
  traces: number
  totalMs: number
  /** By operation of the root: so that sets of traces are compared like with like. */
  readonly byRoot: Map<string, { traces: number; readonly selfMs: Map<string, number> }>
  readonly operations: Map<string, OperationTally>
  /** By parent and child operation. */
  readonly edges: Map<string, EdgeTally>
}

interface OperationTally {
  readonly entity: string | null
  readonly name: string
  runs: number
  selfMs: number
  criticalMs: number
  failed: number
  /** Failed runs none of whose children failed. */
  origins: number
}

interface EdgeTally {
  readonly parent: string
  readonly child: string
  calls: number
  /** Calls that one parent made. */
  most: number
}

export function operationKey({ entity, name }: Pick<SpanNode, 'entity' | 'name'>): string {
  return `${entity ?? ''}\u0000${name}`
}

/** Adds up traces by the operations in them. */
export function tallyTraces(roots: readonly SpanNode[]): TreeTally {
  const tally: TreeTally = { traces: 0, totalMs: 0, byRoot: new Map(), operations: new Map(), edges: new Map() }
  for (const root of roots) addTrace(tally, root)
  return tally
}

function addTrace(tally: TreeTally, root: SpanNode): void {
  tally.traces += 1
  tally.totalMs += root.durationMs
  const key = operationKey(root)
  const own = tally.byRoot.get(key) ?? { traces: 0, selfMs: new Map<string, number>() }
  own.traces += 1
  tally.byRoot.set(key, own)
  for (const span of below(root)) {
    const at = operationKey(span)
    const ms = selfMs(span)
    const operation = operationOf(tally, span)
    operation.runs += 1
    operation.selfMs += ms
    operation.failed += Number(span.failed)
    own.selfMs.set(at, (own.selfMs.get(at) ?? 0) + ms)
    addEdges(tally, at, span)
  }
  criticalPath(root, (span, ms) => {
    operationOf(tally, span).criticalMs += ms
  })
  for (const span of errorOrigins(root)) operationOf(tally, span).origins += 1
}

function addEdges(tally: TreeTally, parent: string, { children }: SpanNode): void {
  const counts = new Map<string, number>()
  // Repetitions of what failed are attempts at one call.
  for (const child of children) {
    const key = operationKey(child)
    counts.set(key, child.failed ? Math.max(1, counts.get(key) ?? 0) : (counts.get(key) ?? 0) + 1)
  }
  for (const [child, calls] of counts) {
    const key = JSON.stringify([parent, child])
    const edge = tally.edges.get(key) ?? { parent, child, calls: 0, most: 0 }
    edge.calls += calls
    edge.most = Math.max(edge.most, calls)
    tally.edges.set(key, edge)
  }
}

function operationOf(tally: TreeTally, span: SpanNode): OperationTally {
  const key = operationKey(span)
  const { entity, name } = span
  const found = tally.operations.get(key) ?? { entity, name, runs: 0, selfMs: 0, criticalMs: 0, failed: 0, origins: 0 }
  tally.operations.set(key, found)
  return found
}

/**
 * Self time that each operation has in `now` beyond what as many traces of the same root operations have in `then`, ms in all
 * traces of `now`. Roots that `then` never saw are left out.
 */
export function addedSelf(now: TreeTally, then: TreeTally): Map<string, number> {
  const added = new Map<string, number>()
  for (const [root, mine] of now.byRoot) {
    const theirs = then.byRoot.get(root)
    if (!theirs) continue
    for (const key of new Set([...mine.selfMs.keys(), ...theirs.selfMs.keys()])) {
      const expected = ((theirs.selfMs.get(key) ?? 0) / theirs.traces) * mine.traces
      added.set(key, (added.get(key) ?? 0) + (mine.selfMs.get(key) ?? 0) - expected)
    }
  }
  return added
}

/** The key with the largest positive value, and its share of all positive ones. */
export function largest(values: ReadonlyMap<string, number>): { readonly key: string; readonly share: number } | null {
  const positive = [...values].filter(([, value]) => value > 1e-9)
  const total = positive.reduce((sum, [, value]) => sum + value, 0)
  const [top] = positive.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return top ? { key: top[0], share: top[1] / total } : null
}
