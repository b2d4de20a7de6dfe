import type { TreeTally } from './tree-tally.ts'

/** How often one operation calls another, per run of the caller. */
export interface Edge {
  readonly parent: string
  readonly child: string
  readonly baselineCalls: number | null
  readonly windowCalls: number
  /** Window ÷ baseline; null when the baseline has no run of the caller or none of these calls. */
  readonly ratio: number | null
  /** Most calls that one run of the caller made in the window. */
  readonly most: number
  /** Calls in the window beyond those that as many runs of the caller made in the baseline. */
  readonly addedCalls: number
  readonly parents: number
}

const leastRuns = 3
const leastRatio = 1.5
const leastCalls = 2

/** All edges seen in the window, those with most calls added first. */
export function edgesOf(window: TreeTally, baseline: TreeTally): Edge[] {
  return [...window.edges]
    .map(([key, { parent, child, calls, most }]): Edge => {
      const parents = window.operations.get(parent)?.runs ?? 1
      const before = baseline.operations.get(parent)?.runs ?? 0
      const baselineCalls = before < leastRuns ? null : (baseline.edges.get(key)?.calls ?? 0) / before
      const windowCalls = calls / parents
      const ratio = baselineCalls !== null && baselineCalls > 0 ? windowCalls / baselineCalls : null
      const addedCalls = baselineCalls === null ? 0 : calls - baselineCalls * parents
      return { parent, child, baselineCalls, windowCalls, ratio, most, addedCalls, parents }
    })
    .sort(
      (a, b) => b.addedCalls - a.addedCalls || b.windowCalls - a.windowCalls || (a.parent + a.child < b.parent + b.child ? -1 : 1)
    )
}

/** The edge with most calls added, where a run of the caller makes at least two and half as many again as before. */
export function amplifiedEdge(edges: readonly Edge[]): Edge | null {
  const grown = ({ ratio, baselineCalls, windowCalls, parents }: Edge): boolean =>
    parents >= leastRuns && windowCalls >= leastCalls && baselineCalls !== null && (ratio === null || ratio >= leastRatio)
  return edges.find((edge) => edge.addedCalls > 0 && grown(edge)) ?? null
}
