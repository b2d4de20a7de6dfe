import type { Run } from '../runs.ts'

/** A run that took so long and states so much of itself. */
export const madeRun = (durationMs: number, attributes: Record<string, unknown>, operation = 'served /pay'): Run => ({
  recordId: 1,
  operation,
  at: 0,
  durationMs,
  failed: false,
  source: 'S1',
  line: 1,
  entity: null,
  parameters: {},
  attributes
})

export const five = (make: (i: number) => Run): Run[] => Array.from({ length: 5 }, (_, i) => make(i))
