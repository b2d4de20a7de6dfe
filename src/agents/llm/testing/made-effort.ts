import type { Effort } from '../context.ts'

/** The effort of a conversation in tests, but for what a test is about. */
export const madeEffort = (turns: number, more: Partial<Effort> = {}): Effort => ({
  turns,
  turnsAfterOpening: turns,
  turnsLater: turns,
  callsATurn: 2,
  callsOpening: 4,
  tasks: 3,
  cut: { rows: 15, cell: 160, whole: 3000 },
  opening: 3000,
  turn: 5000,
  cited: 9000,
  longest: 40_000,
  excerpt: 2000,
  ...more
})
