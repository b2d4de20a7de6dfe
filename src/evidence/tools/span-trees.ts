import { z } from 'zod'
import type { Scalar } from '../../domain/index.ts'
import { peerOfSpan } from '../calls/peer.ts'
import { cellsOf, columnsOf } from '../columns.ts'
import { baselineSpan, inSpan, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { amplifiedEdge, type Edge, edgesOf } from '../traces/amplification.ts'
import { readSpans, type SpanNode } from '../traces/read-spans.ts'
import { slowTraces } from '../traces/slow-traces.ts'
import { errorOrigins } from '../traces/span-times.ts'
import { addedSelf, largest, operationKey, tallyTraces, type TreeTally } from '../traces/tree-tally.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf(
  'kind service operation parent_service parent_operation baseline_runs window_runs baseline_self_ms:ms window_self_ms:ms added_ms:ms ' +
    'share_of_added:share critical_share:share slow_added_ms:ms failed error_origins baseline_calls window_calls ratio:ratio most_calls'
)
const mostOperations = 40
const mostEdges = 30

export const spanTrees: EvidenceTool<typeof Arguments> = {
  name: 'span_trees',
  description:
    'Traces as trees, window against baseline: time by service and operation without that of the calls it made (self time), its share ' +
    'of the critical path, where the time was added and where slow traces of the window spend more than fast ones; calls per run of ' +
    'the calling operation (rows of kind "calls": amplification, N+1); and the operations in which failures began (failed spans ' +
    'without a failed child). Self time holds waiting for what has no span of its own: locks, pools, garbage collection.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const { roots, spans, every } = await readSpans(context, args.window, args.baseline)
    const inside = roots.filter(({ at }) => inSpan(at, window))
    const before = roots.filter(({ at }) => inSpan(at, baseline))
    if (inside.length === 0) {
      return {
        status: 'no_data',
        reading: `No trace begins in the window: ${spans.length} spans from its baseline to its end were searched.`,
        facts: { ...noFacts, traces: 0, baseline_traces: before.length }
      }
    }
    const [now, then] = [tallyTraces(inside), tallyTraces(before)]
    const added = addedSelf(now, then)
    const { slow, fast } = slowTraces(inside, [...before, ...inside])
    const slowAdded =
      slow.length > 0 && fast.length > 0 ? addedSelf(tallyTraces(slow), tallyTraces(fast)) : new Map<string, number>()
    const edges = edgesOf(now, then)
    const top = largest(added)
    const critical = largest(new Map([...now.operations].map(([key, { criticalMs }]) => [key, criticalMs])))
    const amplified = amplifiedEdge(edges)
    const origin = largest(new Map([...now.operations].map(([key, { origins }]) => [key, origins])))
    const slowTop = largest(slowAdded)
    const named = (key: string | undefined): string =>
      key === undefined ? 'unknown' : key.split('\u0000').filter(Boolean).join(' ')
    return {
      status: 'found',
      reading:
        `${now.traces} traces (${then.traces} in the baseline)` +
        (top ? `; ${(top.share * 100).toFixed(0)} % of the time added is ${named(top.key)} itself` : '') +
        (amplified
          ? `; ${named(amplified.parent)} calls ${named(amplified.child)} ${amplified.windowCalls.toFixed(1)} times`
          : '') +
        (origin ? `; failures begin mostly in ${named(origin.key)}.` : '.'),
      facts: {
        traces: now.traces,
        baseline_traces: then.traces,
        thinned_to_every: Math.max(1, every),
        incomplete_share: inside.filter(({ orphan }) => orphan).length / inside.length,
        mean_ratio: meanRatio(now, then),
        ...pairFacts('top', top?.key),
        top_share_of_added: top?.share ?? null,
        ...pairFacts('critical', critical?.key),
        critical_share: critical?.share ?? null,
        slow_traces: slow.length,
        fast_traces: fast.length,
        ...pairFacts('slow_top', slowTop?.key),
        slow_top_share: slowTop?.share ?? null,
        ...edgeFacts(amplified),
        failed_traces: inside.filter((root) => root.failed).length,
        ...pairFacts('error_origin', origin?.key),
        error_origin_share: origin?.share ?? null,
        error_origin_peer: origin ? peerOfOrigin(inside, origin.key) : null
      },
      columns,
      rows: [...operationRows(now, then, added, slowAdded), ...edges.slice(0, mostEdges).map(edgeRow)],
      omitted: omittedOf(now.operations.size, edges.length),
      sources: spans.map(({ source }) => source)
    }
  }
}

function pairFacts(name: string, key: string | undefined): Record<string, Scalar> {
  const [service, operation] = key?.split('\u0000') ?? []
  return {
    [`${name}_service`]: service === undefined || service === '' ? null : service,
    [`${name}_operation`]: operation ?? null
  }
}

function edgeFacts(edge: Edge | null): Record<string, Scalar> {
  return {
    ...pairFacts('amplified', edge?.child),
    amplified_by: edge ? (edge.parent.split('\u0000')[1] ?? null) : null,
    amplified_by_service: edge?.parent.split('\u0000')[0] || null,
    amplified_from: edge?.baselineCalls ?? null,
    amplified_to: edge?.windowCalls ?? null,
    amplification: edge?.ratio ?? null
  }
}

const noFacts: Record<string, Scalar> = {
  thinned_to_every: null,
  incomplete_share: null,
  mean_ratio: null,
  ...pairFacts('top', undefined),
  top_share_of_added: null,
  ...pairFacts('critical', undefined),
  critical_share: null,
  slow_traces: 0,
  fast_traces: 0,
  ...pairFacts('slow_top', undefined),
  slow_top_share: null,
  ...edgeFacts(null),
  failed_traces: 0,
  ...pairFacts('error_origin', undefined),
  error_origin_share: null,
  error_origin_peer: null
}

/** Mean duration of traces, window ÷ baseline, weighted as the window's root operations are. */
function meanRatio(now: TreeTally, then: TreeTally): number | null {
  const sums = { now: 0, usual: 0 }
  for (const [root, mine] of now.byRoot) {
    const theirs = then.byRoot.get(root)
    if (!theirs) continue
    const total = (selfMs: ReadonlyMap<string, number>): number => [...selfMs.values()].reduce((sum, ms) => sum + ms, 0)
    sums.now += total(mine.selfMs)
    sums.usual += (total(theirs.selfMs) / theirs.traces) * mine.traces
  }
  return sums.usual > 0 ? sums.now / sums.usual : null
}

/** Whom the failing operation was calling when it failed, most often. */
function peerOfOrigin(roots: readonly SpanNode[], key: string): string | null {
  const counts = new Map<string, number>()
  for (const span of roots.flatMap((root) => errorOrigins(root))) {
    const peer = operationKey(span) === key ? peerOfSpan(span) : null
    if (peer !== null) counts.set(peer, (counts.get(peer) ?? 0) + 1)
  }
  return largest(counts)?.key ?? null
}

function operationRows(now: TreeTally, then: TreeTally, added: Map<string, number>, slowAdded: Map<string, number>): Scalar[][] {
  const gained = [...added.values()].reduce((sum, ms) => sum + Math.max(0, ms), 0)
  const weight = (key: string): number => added.get(key) ?? 0
  const self = (key: string): number => now.operations.get(key)?.selfMs ?? 0
  return [...now.operations]
    .sort(([a], [b]) => weight(b) - weight(a) || self(b) - self(a) || (a < b ? -1 : 1))
    .slice(0, mostOperations)
    .map(([key, operation]) => {
      const earlier = then.operations.get(key)
      const ms = added.get(key) ?? null
      return cellsOf(columns, {
        kind: 'operation',
        service: operation.entity,
        operation: operation.name,
        baseline_runs: earlier?.runs ?? 0,
        window_runs: operation.runs,
        baseline_self_ms: earlier ? earlier.selfMs / earlier.runs : null,
        window_self_ms: operation.selfMs / operation.runs,
        added_ms: ms,
        share_of_added: ms === null || gained <= 0 ? null : Math.max(0, ms) / gained,
        critical_share: now.totalMs > 0 ? operation.criticalMs / now.totalMs : null,
        slow_added_ms: slowAdded.get(key) ?? null,
        failed: operation.failed,
        error_origins: operation.origins
      })
    })
}

function edgeRow({ parent, child, parents, baselineCalls, windowCalls, ratio, most }: Edge): Scalar[] {
  const [parentService = '', parentOperation = ''] = parent.split('\u0000')
  const [service = '', operation = ''] = child.split('\u0000')
  return cellsOf(columns, {
    kind: 'calls',
    service: service || null,
    operation,
    parent_service: parentService || null,
    parent_operation: parentOperation,
    window_runs: parents,
    baseline_calls: baselineCalls,
    window_calls: windowCalls,
    ratio,
    most_calls: most
  })
}

function omittedOf(operations: number, edges: number): { rows: number; why: string } | null {
  const rows = Math.max(0, operations - mostOperations) + Math.max(0, edges - mostEdges)
  return rows === 0 ? null : { rows, why: 'operations with most time added and calls with most calls added are shown' }
}
