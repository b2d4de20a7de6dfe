import { z } from 'zod'
import { Statement } from './statement.ts'

/** The resilience half of phase 3: what makes the service stand the next incident of this kind. */
export const Resilience = z.strictObject({
  /** Signals that would have shown this and were not collected. */
  observability: z.array(Statement),
  measures: z.array(Statement),
  continuity: z.array(Statement),
  prevention: z.array(Statement),
  capacity: z.array(Statement)
})
export type Resilience = z.infer<typeof Resilience>
