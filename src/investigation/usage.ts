import type { Usage } from '../domain/index.ts'
import type { RunState } from './fold.ts'

/** What a run took: each different call once, and how often an earlier answer served. The same after a resumption. */
export function usageOf({ calls, plans, modelCalls }: RunState): Usage {
  const asked = [...modelCalls.values()]
  const different = new Set(calls.map(({ evidence }) => evidence)).size
  return {
    toolCalls: different,
    toolCallsReused: calls.length - different,
    modelCalls: asked.length,
    inputTokens: asked.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    outputTokens: asked.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    rounds: plans.length
  }
}

/** Input and output tokens spent so far. */
export function tokensOf({ modelCalls }: Pick<RunState, 'modelCalls'>): number {
  return [...modelCalls.values()].reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0)
}
