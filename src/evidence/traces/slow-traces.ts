import { grouped } from '../../foundation/index.ts'
import { slowThreshold } from '../runs.ts'
import type { SpanNode } from './read-spans.ts'
import { operationKey } from './tree-tally.ts'

/** Traces that took long by the measure of their own root operation. `all` (healthy time too) tell what is usual. */
export function slowTraces(window: readonly SpanNode[], all: readonly SpanNode[]): { slow: SpanNode[]; fast: SpanNode[] } {
  const byRoot = grouped(all, operationKey)
  const thresholds = new Map([...byRoot].map(([key, roots]) => [key, slowThreshold(roots)?.thresholdMs ?? Infinity]))
  const isSlow = (root: SpanNode): boolean => root.durationMs > (thresholds.get(operationKey(root)) ?? Infinity)
  return { slow: window.filter(isSlow), fast: window.filter((root) => !isSlow(root)) }
}
