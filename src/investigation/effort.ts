import type { LlmContext } from '../agents/index.ts'

/**
 * A person at a chat window is asked less, and less often: an exchange holds the work of all specialists of a round, and
 * stays below 8,000 tokens.
 */
const efforts: Readonly<Record<'endpoint' | 'manual', LlmContext['effort']>> = {
  endpoint: {
    turns: 4,
    turnsAfterOpening: 3,
    turnsLater: 2,
    callsATurn: 6,
    callsOpening: 4,
    tasks: 8,
    cut: { rows: 15, cell: 80, whole: 1600 },
    opening: 3000,
    turn: 5000,
    cited: 9000,
    longest: 40_000,
    excerpt: 60_000
  },
  manual: {
    turns: 1,
    turnsAfterOpening: 1,
    turnsLater: 0,
    callsATurn: 4,
    callsOpening: 3,
    tasks: 4,
    cut: { rows: 15, cell: 60, whole: 1600 },
    opening: 2400,
    turn: 5000,
    cited: 6000,
    longest: Infinity,
    excerpt: 15_000
  }
}

export function effortFor(model: string): LlmContext['effort'] {
  return efforts[model === 'manual' ? 'manual' : 'endpoint']
}
