import type { Usage } from '../domain/index.ts'
import type { RunState } from './fold.ts'

/** What a run took: each different call once, and how often an earlier answer served. The same after a resumption. */
export function usageOf({ calls, plans }: RunState): Usage {
  const different = new Set(calls.map(({ evidence }) => evidence)).size
  return {
    toolCalls: different,
    toolCallsReused: calls.length - different,
    modelCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    rounds: plans.length
  }
}
